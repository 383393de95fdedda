package org.commonwatch.cli.terminal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times as people write them in options. */
public final class Times {
    private Times() {}

    /**
     * A day, which is its first instant in UTC, or a time with its zone; stops at anything else.
     */
    public static Instant parse(String text) {
        try {
            return text.length() == "2018-11-24".length()
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Stop(
                    ExitCode.USAGE,
                    "'" + text + "' is no time.",
                    "Write a day (2018-11-24, UTC) or a time with its zone (2018-11-24T06:00Z).");
        }
    }
}
