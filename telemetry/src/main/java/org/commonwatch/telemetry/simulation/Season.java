package org.commonwatch.telemetry.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.SplittableRandom;

/** When things happen: more by day than by night, a burst in one hour and a flood in another. */
final class Season {
    /** What sort of hour it is. */
    enum Phase {
        CALM(1),
        /** One host attacks web applications. */
        BURST(5),
        /** Name servers are made to answer victims who never asked. */
        FLOOD(8);

        private final int weight;

        Phase(int weight) {
            this.weight = weight;
        }
    }

    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final double SWING = 0.6;
    private static final int DAY_HOURS = 24;
    private static final int MORNING = 9;

    private final Instant start;
    private final int burst;
    private final int flood;
    // How many lines there are before the end of each hour.
    private final long[] before;

    Season(Plan plan, SplittableRandom random) {
        start = plan.start().truncatedTo(ChronoUnit.MICROS);
        burst = random.nextInt(plan.hours());
        flood = (burst + 1 + random.nextInt(Math.max(1, plan.hours() - 1))) % plan.hours();
        double[] weights = new double[plan.hours()];
        for (int hour = 0; hour < weights.length; hour++) {
            weights[hour] = (hour == 0 ? 0 : weights[hour - 1]) + weight(hour);
        }
        before = new long[plan.hours()];
        for (int hour = 0; hour < weights.length; hour++) {
            double share = weights[hour] / weights[weights.length - 1];
            before[hour] = (long) (plan.lines() * share);
        }
        before[before.length - 1] = plan.lines();
    }

    Instant time(long line) {
        int hour = hour(line);
        long first = hour == 0 ? 0 : before[hour - 1];
        long micros = (line - first) * HOUR_MICROS / (before[hour] - first);
        Instant from = start.plus(Duration.ofHours(hour));
        return from.plus(Duration.ofNanos(micros * 1_000));
    }

    Phase phase(long line) {
        return phase(hour(line));
    }

    private Phase phase(int hour) {
        if (hour == flood) {
            return Phase.FLOOD;
        }
        return hour == burst ? Phase.BURST : Phase.CALM;
    }

    private double weight(int hour) {
        int ofDay = start.plus(Duration.ofHours(hour)).atOffset(ZoneOffset.UTC).getHour();
        double turn = 2 * Math.PI * (ofDay - MORNING) / DAY_HOURS;
        // StrictMath: the same on every machine.
        return (1 + SWING * StrictMath.sin(turn)) * phase(hour).weight;
    }

    private int hour(long line) {
        int found = Arrays.binarySearch(before, line);
        int hour = found < 0 ? -found - 1 : found + 1;
        while (before[hour] <= line) {
            hour++;
        }
        return hour;
    }
}
