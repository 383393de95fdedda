package org.commonwatch.insight.series;

import java.time.Duration;

/** How long a period of a series is. */
public enum Cadence {
    HOUR(Duration.ofHours(1), 24 * 365),
    DAY(Duration.ofDays(1), 365),
    WEEK(Duration.ofDays(7), 52);

    private final Duration length;
    private final int perYear;

    Cadence(Duration length, int perYear) {
        this.length = length;
        this.perYear = perYear;
    }

    /** From the start of a period to the start of the next. */
    public Duration length() {
        return length;
    }

    /** How many whole periods there are in a time. */
    public long periods(Duration time) {
        return time.toSeconds() / length.toSeconds(); // Duration's own division is dear
    }

    /** How many whole periods a year has; the rest of a day is left to the season's window. */
    public int perYear() {
        return perYear;
    }
}
