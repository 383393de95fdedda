package org.commonwatch.stix.pattern.value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Timestamps in patterns and properties (STIX 2.1 §2.16), to the nanosecond. */
public final class Moments {
    private static final Pattern WRITTEN =
            Pattern.compile(
                    "([0-9]{4})-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])"
                            + "T([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9]|60)(?:\\.([0-9]+))?Z");

    private Moments() {}

    /** Whether the text is written as a timestamp, of whatever day. */
    public static boolean isWritten(String text) {
        return WRITTEN.matcher(text).matches();
    }

    /** The moment; null if the text is no timestamp, or there is no such day. */
    public static @Nullable Instant parse(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        var month =
                YearMonth.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
        int day = Integer.parseInt(parts.group(3));
        if (!month.isValidDay(day)) {
            return null;
        }
        LocalDate date = month.atDay(day);
        long second =
                Integer.parseInt(parts.group(4)) * 3600L
                        + Integer.parseInt(parts.group(5)) * 60L
                        + Integer.parseInt(parts.group(6));
        String fraction = parts.group(7);
        long nanos =
                fraction == null ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(second).plusNanos(nanos);
    }
}
