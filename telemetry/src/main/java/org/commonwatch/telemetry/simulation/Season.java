package org.commonwatch.telemetry.simulation;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * When things happen: more by day than by night and on working days, with bursts, botnets and a
 * flood in their hours, and a ramp over the last quarter. The same for all formats of one seed.
 */
final class Season {
    /** What sort of hour it is. */
    enum Phase {
        CALM(1, 0),
        /** More and more sources guess passwords. */
        RAMP(1, 30),
        /** One host attacks web applications. */
        BURST(4, 75),
        /** Thousands of hosts do the same to one. */
        BOTNET(2, 50),
        /** Name servers are made to answer victims who never asked. */
        FLOOD(8, 75);

        private final int weight;
        private final int percent;

        Phase(int weight, int percent) {
            this.weight = weight;
            this.percent = percent;
        }

        /** How many of a hundred lines are about it. */
        int percent() {
            return percent;
        }
    }

    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final double DAILY_SWING = 0.6;
    private static final double WEEKEND = 0.65;
    private static final double RAMP_RISE = 0.8;
    private static final int DAY_HOURS = 24;
    private static final int MORNING = 9;
    private static final int SATURDAY = 6;
    private static final int BURST_EVERY_HOURS = 120;
    private static final int BOTNET_EVERY_HOURS = 168;
    private static final int BOTNET_HOURS = 12;
    private static final int FLOOD_SHARE = 120;

    private final LocalDateTime start;
    private final long startMicros;
    private final Phase[] phases;
    private final int[] campaigns;
    // How many lines there are before the end of each hour.
    private final long[] before;

    Season(Plan plan) {
        Instant first = plan.start().truncatedTo(ChronoUnit.MICROS);
        start = LocalDateTime.ofInstant(first, ZoneOffset.UTC);
        startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, first);
        phases = new Phase[plan.hours()];
        campaigns = new int[plan.hours()];
        int calm = plan.hours() - plan.hours() / 4;
        Arrays.fill(phases, 0, calm, Phase.CALM);
        Arrays.fill(phases, calm, plan.hours(), Phase.RAMP);
        campaigns(plan.hours(), new SplittableRandom(plan.seed()));
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

    private void campaigns(int hours, SplittableRandom random) {
        for (int i = 0; i < 1 + hours / BOTNET_EVERY_HOURS; i++) {
            int length = Math.clamp(hours / 8, 1, BOTNET_HOURS);
            mark(Phase.BOTNET, i, random.nextInt(hours), length);
        }
        for (int i = 0; i < 1 + hours / BURST_EVERY_HOURS; i++) {
            mark(Phase.BURST, i, random.nextInt(hours), 1);
        }
        mark(Phase.FLOOD, 0, random.nextInt(hours), Math.max(1, hours / FLOOD_SHARE));
    }

    private void mark(Phase phase, int campaign, int from, int length) {
        for (int hour = from; hour < Math.min(from + length, phases.length); hour++) {
            phases[hour] = phase;
            campaigns[hour] = campaign;
        }
    }

    /** Sets when the line is, and what sort of hour that is. */
    void set(long line, Happening it) {
        int hour = hour(line);
        long first = hour == 0 ? 0 : before[hour - 1];
        // In parts, because the product may be too great for a number.
        double share = (double) (line - first) / (before[hour] - first);
        it.line = line;
        it.micros = startMicros + hour * HOUR_MICROS + (long) (share * HOUR_MICROS);
        it.phase = phases[hour];
        it.campaign = campaigns[hour];
    }

    private double weight(int hour) {
        LocalDateTime time = start.plusHours(hour);
        double turn = 2 * Math.PI * (time.getHour() - MORNING) / DAY_HOURS;
        // StrictMath: the same on every machine.
        double daily = 1 + DAILY_SWING * StrictMath.sin(turn);
        double weekly = time.getDayOfWeek().getValue() >= SATURDAY ? WEEKEND : 1;
        int calm = phases.length - phases.length / 4;
        double ramp =
                hour < calm ? 1 : 1 + RAMP_RISE * (hour - calm) / Math.max(1, phases.length - calm);
        return daily * weekly * ramp * phases[hour].weight;
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
