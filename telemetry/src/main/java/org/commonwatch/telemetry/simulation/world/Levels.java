package org.commonwatch.telemetry.simulation.world;

import org.commonwatch.telemetry.simulation.world.WorldPlan.Rise;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Sensor;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Silence;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;

/**
 * How much is counted when: a level with a slow trend, a season and a week, chance, and what is
 * unusual. Whole numbers for every hour.
 */
final class Levels {
    static final int HOURS = 24;

    private static final double MONTH_DAYS = 30;
    private static final double HUNDRED = 100;
    private static final double TREND_OF_A_YEAR = 0.02;
    private static final double YEAR_DAYS = 365.25;
    private static final double SEASON = 0.01;
    private static final double WEEKEND = 0.8;
    private static final int SATURDAY = 6;
    private static final double CHANCE_OF_A_DAY = 0.08;
    private static final double CHANCE_OF_A_SIGHT = 0.08;
    private static final double DAILY_SWING = 0.5;
    private static final int MORNING = 8;
    private static final double CHANCE_OF_AN_HOUR = 0.2;
    private static final long DAY = 1;
    private static final long SIGHT = 2;
    private static final long HOUR = 3;

    private final WorldPlan plan;
    private final double shares;

    Levels(WorldPlan plan) {
        this.plan = plan;
        shares = plan.sensors().stream().mapToInt(Sensor::share).sum();
    }

    /** How much a sensor counts of a sort in each hour of a day. */
    long[] hours(LocalDate date, int sensor, Sight sight) {
        long whole = day(date, sensor, sight, true);
        SplittableRandom random = Draws.of(plan.seed(), HOUR, date.toEpochDay(), sensor);
        double[] weights = new double[HOURS];
        double sum = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            double turn = 2 * StrictMath.PI * (hour - MORNING) / HOURS;
            weights[hour] =
                    (1 + DAILY_SWING * StrictMath.sin(turn))
                            * (1 + CHANCE_OF_AN_HOUR * (random.nextDouble() - 0.5));
            sum += weights[hour];
        }
        long[] counts = new long[HOURS];
        double before = 0;
        long given = 0;
        for (int hour = 0; hour < HOURS - 1; hour++) {
            before += weights[hour];
            long until = (long) (whole * (before / sum));
            counts[hour] = until - given;
            given = until;
        }
        counts[HOURS - 1] = whole - given;
        return counts;
    }

    /**
     * How much a sensor counts of a sort in a day.
     *
     * @param rises whether what is unusual happens, or everything is as it would be without
     */
    long day(LocalDate date, int sensor, Sight sight, boolean rises) {
        Sensor who = plan.sensors().get(sensor);
        if (isSilent(who, date)) {
            return 0;
        }
        double mean =
                plan.network().monthly()
                        / MONTH_DAYS
                        * (who.share() / shares)
                        * (sight.weight() / HUNDRED)
                        * usual(date)
                        * chance(date, sensor, sight);
        return StrictMath.round(rises ? mean * rise(date, sight) : mean);
    }

    private double chance(LocalDate date, int sensor, Sight sight) {
        long day = date.toEpochDay();
        double common = Draws.normal(Draws.of(plan.seed(), DAY, day));
        double own = Draws.normal(Draws.of(plan.seed(), SIGHT, day, sensor, number(sight)));
        return StrictMath.exp(CHANCE_OF_A_DAY * common + CHANCE_OF_A_SIGHT * own);
    }

    private double usual(LocalDate date) {
        long since = ChronoUnit.DAYS.between(plan.calendar().first(), date);
        double turn = 2 * StrictMath.PI * date.getDayOfYear() / YEAR_DAYS;
        double week = date.getDayOfWeek().getValue() >= SATURDAY ? WEEKEND : 1;
        return (1 + TREND_OF_A_YEAR * since / YEAR_DAYS)
                * (1 + SEASON * StrictMath.sin(turn))
                * week;
    }

    private double rise(LocalDate date, Sight sight) {
        double times = 1;
        for (Rise rise : plan.events().rises()) {
            boolean ofThese = rise.kinds().isEmpty() || rise.kinds().contains(sight.kind());
            if (ofThese && !date.isBefore(rise.from()) && date.isBefore(rise.to())) {
                long day = ChronoUnit.DAYS.between(rise.from(), date) + 1;
                double part = rise.growing() ? (double) day / rise.days() : 1;
                times *= 1 + part * rise.percent() / HUNDRED;
            }
        }
        return times;
    }

    private boolean isSilent(Sensor sensor, LocalDate date) {
        for (Silence silence : plan.events().silences()) {
            if (silence.sensor().equals(sensor.name())
                    && !date.isBefore(silence.from())
                    && date.isBefore(silence.from().plusDays(silence.days()))) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("EnumOrdinal") // of this simulation alone
    private static long number(Sight sight) {
        return sight.ordinal();
    }
}
