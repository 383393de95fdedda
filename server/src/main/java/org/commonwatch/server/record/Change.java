package org.commonwatch.server.record;

import org.commonwatch.stix.json.JsonObject;

import java.time.Instant;
import java.util.Locale;

/**
 * One change of what rules, or one act of an account, as it is to be recorded.
 *
 * @param at when it was made
 * @param user the name that signed in and made it
 * @param what all that tells it apart, never a secret
 */
public record Change(Kind kind, Instant at, String user, JsonObject what) {
    /** What was changed, or done. */
    public enum Kind {
        PARTY,
        STANDING,
        REQUEST,
        LETTER,
        DRAFT,
        DECISION,
        AGREEMENT,
        RESTRICTION,
        CAVEAT,
        CHARTER,
        COLLECTION,
        GRANT,
        SIGN_IN,
        TOKEN,
        REVIEW,
        CONNECTOR,
        ELECTION,
        DELETION,
        RETENTION,
        HOLD,
        ERASURE,
        BACKUP;

        /** The word in the record, such as {@code sign-in}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
