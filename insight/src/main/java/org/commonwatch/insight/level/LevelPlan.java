package org.commonwatch.insight.level;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.series.Cadence;
import org.commonwatch.insight.series.Series;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * What explains a count: the day of the week, the hour, holidays, a slow trend, the season.
 *
 * @param holidays days that are like no other
 * @param guardDays how many days before a judged one are not looked at, so that what rises slowly
 *     does not become usual
 * @param memoryDays how many days are looked at, at most
 * @param reweightAbove from which Anscombe residual on a past period counts for less; infinite if
 *     none should
 */
public record LevelPlan(
        Set<LocalDate> holidays, int guardDays, int memoryDays, double reweightAbove) {
    /** Below this a level cannot be told; Ears can. */
    public static final int LEAST_DAYS = 56;

    private static final int MOST_DAYS = 3_660;
    // Hours of more than half a year tell no more, and take long.
    private static final int MOST_DAYS_OF_HOURS = 183;
    // Of less than a year it may be a part of the season, and says little of the days to come.
    private static final int TREND_FROM_DAYS = 365;
    private static final int HARMONIC_FROM_DAYS = 547;
    private static final int DAYS = DayOfWeek.values().length;
    private static final int HOURS = 24;
    // From 2020 on, so that a trend is no large number beside the others.
    private static final double EPOCH_YEARS = 50;
    private static final double YEAR_DAYS = 365.25;

    public LevelPlan {
        holidays = Set.copyOf(holidays);
        require(guardDays >= 0 && guardDays <= 366, "guard", guardDays, "0 to 366 days");
        require(
                memoryDays >= LEAST_DAYS && memoryDays <= MOST_DAYS,
                "memory",
                memoryDays,
                LEAST_DAYS + " to " + MOST_DAYS + " days");
        require(reweightAbove > 0, "residual to reweight from", reweightAbove, "above 0");
    }

    /**
     * Four weeks' guard, three years' memory, and past outbreaks from 2.58 deviations on count for
     * less.
     */
    public static LevelPlan usual() {
        return new LevelPlan(Set.of(), 28, 1096, 2.58);
    }

    private static void require(boolean right, String what, Object value, String allowed) {
        if (!right) {
            throw new InsightRefusedException(
                    new InsightRefusal.OutOfRange(what, String.valueOf(value), allowed));
        }
    }

    /** How many periods of a series are not looked at. */
    int guard(Cadence cadence) {
        return periods(cadence, guardDays);
    }

    /** How many periods must be before a judged one. */
    int reach(Cadence cadence) {
        return periods(cadence, LEAST_DAYS + guardDays);
    }

    /** How many periods are looked at, at most. */
    int memory(Cadence cadence) {
        return periods(
                cadence,
                cadence == Cadence.HOUR ? Math.min(MOST_DAYS_OF_HOURS, memoryDays) : memoryDays);
    }

    /** The same plan that looks at what is this near. */
    public LevelPlan within(int guard, int memory) {
        return new LevelPlan(holidays, guard, memory, reweightAbove);
    }

    static int periods(Cadence cadence, int days) {
        return (int) cadence.periods(Duration.ofDays(days));
    }

    /**
     * What may explain the count of a period.
     *
     * @param history how many periods are looked at: a trend and a season need enough of them
     */
    double[] explain(Series series, int period, int history) {
        Cadence cadence = series.cadence();
        var middle = series.start(period).plusSeconds(cadence.length().toSeconds() / 2);
        var time = middle.atOffset(ZoneOffset.UTC);
        double years = time.toEpochSecond() / (YEAR_DAYS * 86_400) - EPOCH_YEARS;
        boolean trend = history >= periods(cadence, TREND_FROM_DAYS);
        boolean harmonic = history >= periods(cadence, HARMONIC_FROM_DAYS);
        int columns = 1;
        int weekday = columns;
        columns += cadence == Cadence.WEEK ? 0 : DAYS - 1;
        int hour = columns;
        columns += cadence == Cadence.HOUR ? HOURS - 1 : 0;
        int holiday = columns;
        columns += cadence == Cadence.WEEK || holidays.isEmpty() ? 0 : 1;
        int slope = columns;
        columns += trend ? 1 : 0;
        int wave = columns;
        columns += harmonic ? 2 : 0;

        double[] explanation = new double[columns];
        explanation[0] = 1;
        if (weekday < hour && time.getDayOfWeek() != DayOfWeek.MONDAY) {
            explanation[weekday + time.getDayOfWeek().getValue() - 2] = 1;
        }
        if (hour < holiday && time.getHour() > 0) {
            explanation[hour + time.getHour() - 1] = 1;
        }
        if (holiday < slope && holidays.contains(time.toLocalDate())) {
            explanation[holiday] = 1;
        }
        if (trend) {
            explanation[slope] = years;
        }
        if (harmonic) {
            explanation[wave] = Math.cos(2 * Math.PI * years);
            explanation[wave + 1] = Math.sin(2 * Math.PI * years);
        }
        return explanation;
    }
}
