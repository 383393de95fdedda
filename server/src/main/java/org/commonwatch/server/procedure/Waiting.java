package org.commonwatch.server.procedure;

import org.commonwatch.access.Moment;

import java.util.Locale;
import java.util.Optional;

/**
 * Something that waits for a person.
 *
 * @param id of the draft, letter or request
 * @param about who asks what of whom
 * @param due by when; empty if nobody says
 */
public record Waiting(Act act, String id, Matter about, Optional<Moment> due) {
    /** What is to be done. */
    public enum Act {
        /** A draft is to be signed, by another than who wrote it. */
        SIGN,
        /** A letter is to be taken note of. */
        RECEIVE,
        /** A request is to be decided on. */
        ANSWER,
        /** A request of one's own was not answered in time. */
        PURSUE;

        /** The word for it, such as {@code sign}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
