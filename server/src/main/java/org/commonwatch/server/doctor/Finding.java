package org.commonwatch.server.doctor;

import java.util.Locale;

/**
 * What one check found.
 *
 * @param check its name, such as {@code disk}
 * @param message one sentence with the figures
 * @param remedy what to do, as an instruction; empty if all is well
 */
public record Finding(String check, Level level, String message, String remedy) {
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

    static Finding ok(String check, String message) {
        return new Finding(check, Level.OK, message, "");
    }

    static Finding warning(String check, String message, String remedy) {
        return new Finding(check, Level.WARNING, message, remedy);
    }

    static Finding bad(String check, String message, String remedy) {
        return new Finding(check, Level.BAD, message, remedy);
    }
}
