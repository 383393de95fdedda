package org.commonwatch.telemetry.simulation;

import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;

import java.time.Instant;

/**
 * What to simulate. Throws {@link TelemetryRefusedException} for what cannot be.
 *
 * @param seed chooses one of many possible worlds
 * @param lines how many, the blank and the damaged ones too
 * @param hours how many the lines are spread over
 * @param start time of the first line
 * @param indicators how many of {@link SyntheticIndicators} some lines match
 */
public record Plan(long seed, long lines, int hours, Instant start, int indicators) {
    private static final long LINE_LIMIT = 1_000_000_000;
    private static final int HOUR_LIMIT = 87_600;
    private static final long AVERAGE_YEAR_SECONDS = 31_556_952;
    private static final int FIRST_YEAR = 1901;
    private static final int LAST_YEAR = 2980;

    public Plan {
        check("lines", lines, 0, LINE_LIMIT);
        check("hours", hours, 1, HOUR_LIMIT);
        check("as the year it starts in", year(start), FIRST_YEAR, LAST_YEAR);
        check("indicators", indicators, 0, SyntheticIndicators.LIMIT);
    }

    // Near enough, and defined for every instant, which the calendar is not.
    private static long year(Instant instant) {
        return 1970 + Math.floorDiv(instant.getEpochSecond(), AVERAGE_YEAR_SECONDS);
    }

    private static void check(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new TelemetryRefusedException(
                    new TelemetryRefusal.ImpossiblePlan(what, value, least, most));
        }
    }
}
