package org.commonwatch.insight.surge;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.level.ExpectedLevel;
import org.commonwatch.insight.level.LevelPlan;
import org.commonwatch.insight.series.Cadence;
import org.commonwatch.insight.series.Series;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The question whether a series rose before an occasion, put down before the answer can be known.
 *
 * <p>The statistic is the logarithm of the mean of counted by expected, each day's capped, over the
 * days before the occasion; its rank among windows in which there was no occasion is the p-value.
 * Every window is judged from as long a history, so that one is as good as another.
 *
 * @param series what is counted, in words that name it for good
 * @param date of the occasion, as known on the day of registration
 */
public record RampTest(
        String series, String occasion, LocalDate date, LocalDate registered, Window window) {
    /**
     * Which days are looked at.
     *
     * @param days how many before the occasion
     * @param cap above which a day's ratio counts no more, so that one burst is no ramp
     */
    public record Window(int days, double cap) {
        /** Four weeks, each day capped at three times the expected. */
        public static final Window USUAL = new Window(28, 3);

        public Window {
            require(days >= 7 && days <= 180, "window", days + " days", "7 to 180");
            require(cap > 1 && cap <= 1e6, "cap", Double.toString(cap), "a number above one");
        }
    }

    /** With fewer, no rank could be as rare as one in twenty. */
    public static final int LEAST_PLACEBOS = 19;

    /** The probability of a rise found where there is none. */
    public static final double LEVEL = 0.05;

    // Longer ones first; the shortest is the least that a level can be told from.
    private static final int[] HISTORY_DAYS = {365, 182, 112, 84, LevelPlan.LEAST_DAYS};

    public RampTest {
        if (!registered.isBefore(date.minusDays(window.days()))) {
            throw new InsightRefusedException(
                    new InsightRefusal.TooLate(
                            "registration for '" + occasion + "'",
                            registered.toString(),
                            date.minusDays(window.days()).toString()));
        }
    }

    private static void require(boolean right, String what, String value, String allowed) {
        if (!right) {
            throw new InsightRefusedException(new InsightRefusal.OutOfRange(what, value, allowed));
        }
    }

    /** The usual question, about the window {@link Window#USUAL}. */
    public static RampTest of(String series, Occasion occasion, LocalDate today) {
        return new RampTest(
                series, occasion.id(), occasion.dateKnownOn(today), today, Window.USUAL);
    }

    /** All that was put down, in one line. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "ramp-test/1 series=%s occasion=%s date=%s registered=%s window=[-%d,-1] cap=%s"
                        + " level=%s",
                quoted(series),
                quoted(occasion),
                date,
                registered,
                window.days(),
                window.cap(),
                LEVEL);
    }

    // So that no two questions share a line.
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    /** The SHA-256 of that line, for the record. */
    public String digest() {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What came out. */
    public sealed interface Outcome {
        /** In one sentence. */
        String text();

        /** There are too few windows to compare with. */
        record TooShort(int placebos) implements Outcome {
            @Override
            public String text() {
                return "The history is too short to test: there are "
                        + placebos
                        + " earlier windows to compare with, and "
                        + LEAST_PLACEBOS
                        + " are needed.";
            }
        }

        /**
         * The window's place among others.
         *
         * @param statistic logarithm of the mean of counted by expected
         * @param placebos the same of windows without an occasion, the latest first
         * @param p how many of all windows are at least as high
         */
        record Ranked(double statistic, List<Double> placebos, double p) implements Outcome {
            public Ranked {
                placebos = List.copyOf(placebos);
            }

            /** Whether that is rarer than the level of the test. */
            public boolean rose() {
                return p <= LEVEL + 1e-9;
            }

            @Override
            public String text() {
                return String.format(
                        Locale.ROOT,
                        "On average %.2f times as much was counted as expected in the window; of %d"
                                + " windows with it %.0f %% were at least as high. This is"
                                + " consistent with %s.",
                        Math.exp(statistic),
                        placebos.size() + 1,
                        100 * p,
                        rose() ? "a rise before the occasion" : "no rise before the occasion");
            }
        }
    }

    /**
     * The answer, once the window is over.
     *
     * @param days the series of days
     * @param calendar whose windows are compared with none
     */
    public Outcome answer(Series days, LevelPlan plan, Calendar calendar) {
        require(days.cadence() == Cadence.DAY, "cadence", days.cadence().toString(), "days");
        LocalDate first = days.start(0).atOffset(ZoneOffset.UTC).toLocalDate();
        int end = (int) ChronoUnit.DAYS.between(first, date);
        if (end > days.size()) {
            throw new InsightRefusedException(
                    new InsightRefusal.TooShort("window's end", days.size(), end));
        }
        int most = 0;
        for (int history : HISTORY_DAYS) {
            List<Double> placebos = placebos(days, end - window.days(), calendar, plan, history);
            most = Math.max(most, placebos.size());
            if (placebos.size() >= LEAST_PLACEBOS) {
                OptionalDouble statistic =
                        statistic(days, end - window.days(), within(plan, history));
                if (statistic.isPresent()) {
                    return ranked(statistic.getAsDouble(), placebos);
                }
            }
        }
        return new Outcome.TooShort(most);
    }

    private static LevelPlan within(LevelPlan plan, int history) {
        return plan.within(plan.guardDays(), history);
    }

    // As many as make the level one that ranks can have: nineteen, thirty-nine and so on.
    private static Outcome.Ranked ranked(double statistic, List<Double> all) {
        int count = (all.size() + 1) / (LEAST_PLACEBOS + 1) * (LEAST_PLACEBOS + 1) - 1;
        List<Double> placebos = all.subList(0, count);
        long atLeast = placebos.stream().filter(each -> each >= statistic).count();
        return new Outcome.Ranked(statistic, placebos, (1.0 + atLeast) / (count + 1.0));
    }

    private List<Double> placebos(
            Series days, int start, Calendar calendar, LevelPlan plan, int history) {
        List<Double> placebos = new ArrayList<>();
        int earliest = history + plan.guardDays();
        for (int at = start - window.days(); at >= earliest; at -= window.days()) {
            if (!isBeforeAnOccasion(days, at, calendar)) {
                statistic(days, at, within(plan, history)).ifPresent(placebos::add);
            }
        }
        return placebos;
    }

    private boolean isBeforeAnOccasion(Series days, int at, Calendar calendar) {
        LocalDate from = days.start(at).atOffset(ZoneOffset.UTC).toLocalDate();
        LocalDate to = from.plusDays(window.days());
        return calendar.occasions().stream()
                .map(Occasion::date)
                .anyMatch(other ->
                        other.minusDays(window.days()).isBefore(to) && other.isAfter(from));
    }

    // Empty if half of the days were not watched, or no level can be told.
    private OptionalDouble statistic(Series days, int start, LevelPlan plan) {
        Optional<ExpectedLevel> level = ExpectedLevel.before(days, start, plan);
        if (level.isEmpty()) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        int watched = 0;
        for (int day = start; day < start + window.days(); day++) {
            if (!days.missing(day)) {
                sum += Math.min(window.cap(), days.count(day) / level.get().mean(day));
                watched++;
            }
        }
        return watched * 2 < window.days() || sum == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.log(sum / watched));
    }
}
