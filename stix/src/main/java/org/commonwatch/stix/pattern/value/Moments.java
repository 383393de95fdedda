package org.commonwatch.stix.pattern.value;

import org.commonwatch.stix.StixTime;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.regex.Pattern;

/** Timestamps in patterns and properties (STIX 2.1 §2.16), to the nanosecond. */
public final class Moments {
    private static final Pattern WRITTEN =
            Pattern.compile(
                    "[0-9]{4}-(?:0[1-9]|1[012])-(?:0[1-9]|[12][0-9]|3[01])"
                            + "T(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\\.[0-9]+)?Z");

    private Moments() {}

    /** Whether the text is written as a timestamp, of whatever day. */
    public static boolean isWritten(String text) {
        return WRITTEN.matcher(text).matches();
    }

    /** The moment; null if the text is no timestamp, or there is no such moment. */
    public static @Nullable Instant parse(String text) {
        return StixTime.isTime(text) ? StixTime.parse(text).instant() : null;
    }
}
