package org.commonwatch.stix.bundle;

import org.commonwatch.stix.StixId;
import org.jspecify.annotations.Nullable;

/**
 * What came of one object other than its sender may think.
 *
 * @param index which object of the text it is, from 0
 * @param id its name, or the name that it refers to; null if it has none
 * @param reason what happened, in a sentence
 */
public record Loss(Kind kind, long index, @Nullable StixId id, String reason) {
    /** What sort of loss. */
    public enum Kind {
        /** It is not in what was written. */
        DROPPED,
        /** It does not say the same any more. */
        CHANGED,
        /** It was there before, and says the same. */
        REPEATED,
        /** It was there before in the same version, and says something else (STIX 2.1 §3.6). */
        CONTRADICTORY,
        /** It is referred to, and is not there. */
        DANGLING
    }
}
