package org.commonwatch.server.doctor;

import java.util.Locale;
import java.util.Optional;

/**
 * What one check found.
 *
 * @param check its name, such as {@code disk}
 * @param message one sentence with the figures
 * @param remedy what to do, as an instruction; empty if all is well
 */
public record Finding(String check, Level level, Sentence message, Optional<Sentence> remedy) {
    /** How bad it is. */
    public enum Level {
        OK,
        /** It will hurt some day. */
        WARNING,
        /** It hurts, or will within days. */
        BAD;

        /** The word for it, such as {@code warning}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String check, Sentence message) {
        return new Finding(check, Level.OK, message, Optional.empty());
    }

    static Finding warning(String check, Sentence message, Sentence remedy) {
        return new Finding(check, Level.WARNING, message, Optional.of(remedy));
    }

    static Finding bad(String check, Sentence message, Sentence remedy) {
        return new Finding(check, Level.BAD, message, Optional.of(remedy));
    }
}
