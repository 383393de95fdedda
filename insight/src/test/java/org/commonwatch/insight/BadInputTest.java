package org.commonwatch.insight;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.commonwatch.insight.detector.Chart;
import org.commonwatch.insight.detector.Detector;
import org.commonwatch.insight.detector.Ears;
import org.commonwatch.insight.detector.GlrCusum;
import org.commonwatch.insight.level.Budget;
import org.commonwatch.insight.level.Calibration;
import org.commonwatch.insight.level.LevelPlan;
import org.commonwatch.insight.level.Watch;
import org.commonwatch.insight.series.Cadence;
import org.commonwatch.insight.series.Series;
import org.commonwatch.insight.surge.Calendar;
import org.commonwatch.insight.surge.Occasion;
import org.commonwatch.insight.surge.RampTest;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What cannot be is refused, with what it was and what to give; the limits themselves are taken.
 */
class BadInputTest {
    private static final Instant FIRST = Instant.parse("2030-01-01T00:00:00Z");
    private static final LocalDate VOTE = LocalDate.parse("2030-06-01");

    /** Something that is tried, and what is said of it; nothing if it is taken. */
    private record Tried(Runnable what, String message, String remedy) {}

    private static Tried refused(Runnable what, String message, String remedy) {
        return new Tried(what, message, remedy);
    }

    private static Tried taken(Runnable what) {
        return new Tried(what, "", "");
    }

    private static void check(List<Tried> all) {
        for (int i = 0; i < all.size(); i++) {
            Tried each = all.get(i);
            if (each.message.isEmpty()) {
                assertThatCode(each.what::run).as("row " + i).doesNotThrowAnyException();
            } else {
                assertThatExceptionOfType(InsightRefusedException.class)
                        .as("row %d: %s", i, each.message)
                        .isThrownBy(each.what::run)
                        .matches(thrown -> thrown.refusal().message().contains(each.message))
                        .matches(thrown -> thrown.refusal().remedy().contains(each.remedy));
            }
        }
    }

    private static Series series(long[] counts, double... exposures) {
        return Series.of(FIRST, Cadence.DAY, counts, exposures);
    }

    private static Series days(int count) {
        return Series.of(FIRST, Cadence.DAY, new long[count]);
    }

    @Test
    void ofCountsAndExposures() {
        long[] one = {1};
        check(
                List.of(
                        refused(
                                () -> series(new long[] {3, -2}, 1, 1),
                                "The count of 2030-01-02T00:00:00Z is -2.",
                                "a count of zero or more"),
                        taken(() -> series(new long[] {0}, 1)),
                        refused(
                                () -> series(one, 0),
                                "1 events were counted, but its exposure is zero",
                                "Give the exposure of the sensors"),
                        taken(() -> series(new long[] {0}, 0)),
                        refused(() -> series(one, -0.5), "is -0.5", "a finite number, or zero"),
                        refused(() -> series(one, Double.NaN), "is NaN", "a finite number"),
                        refused(
                                () -> series(one, Double.POSITIVE_INFINITY),
                                "is Infinity",
                                "a finite number"),
                        refused(
                                () -> series(one),
                                "0 exposures for 1 periods",
                                "a period that was not watched has an exposure of zero"),
                        refused(() -> days(0), "number of periods is 0", "one to 73000"),
                        taken(() -> days(Series.LIMIT)),
                        refused(() -> days(Series.LIMIT + 1), "is 73001", "one to 73000")));
    }

    @Test
    void ofWhatIsJudged() {
        Detector ears = Ears.usual(Ears.Rule.C2);
        Series year = days(365);
        Watch watch = Watch.usual();
        check(
                List.of(
                        refused(() -> ears.scan(year, 8, 20), "needs 9 periods", "longer history"),
                        taken(() -> ears.scan(year, 9, 20)),
                        refused(() -> ears.scan(year, 20, 20), "is 20 to 20", "before a last one"),
                        taken(() -> ears.scan(year, 364, 365)),
                        refused(() -> ears.scan(year, 364, 366), "is 364 to 366", "of 365"),
                        refused(() -> watch.read(year, 83, 90), "needs 84 periods", "longer"),
                        refused(() -> watch.read(year, 90, 366), "is 90 to 366", "of 365"),
                        refused(() -> new Ears(Ears.Rule.C1, 2, 0, 0.1), "is 2", "three periods"),
                        taken(() -> new Ears(Ears.Rule.C1, 3, 0, 0.1)),
                        refused(() -> new Ears(Ears.Rule.C1, 7, -1, 0.1), "is -1", "zero or more"),
                        refused(() -> new Ears(Ears.Rule.C1, 7, 0, 0.5), "is 0.5", "0 and 0.5"),
                        refused(() -> Chart.up(0, 28), "threshold is 0", "above zero"),
                        refused(() -> Chart.up(5, 0), "window is 0", "or -1 for no window"),
                        taken(() -> Chart.up(5, -1)),
                        refused(
                                () -> new GlrCusum(7, 4, false, 0, Chart.up(5, 28)),
                                "number of harmonics is 4",
                                "less than half"),
                        taken(() -> new GlrCusum(7, 3, false, 0, Chart.up(5, 28))),
                        refused(
                                () -> new GlrCusum(7, 1, false, -1, Chart.up(5, 28)),
                                "dispersion is -1",
                                "or not a number to estimate it")));
    }

    @Test
    void ofPlansAndBudgets() {
        LevelPlan plan = LevelPlan.usual();
        Calibration.Quiet quiet = draws -> new double[] {draws.uniform()};
        Budget usual = Budget.usual();
        check(
                List.of(
                        refused(() -> plan.within(-1, 365), "guard is -1", "0 to 366 days"),
                        refused(() -> plan.within(367, 365), "guard is 367", "0 to 366 days"),
                        taken(() -> plan.within(366, 3_660)),
                        refused(() -> plan.within(28, 55), "memory is 55", "56 to 3660 days"),
                        taken(() -> plan.within(0, 56)),
                        refused(() -> plan.within(28, 3_661), "memory is 3661", "56 to 3660 days"),
                        refused(
                                () -> new LevelPlan(Set.of(), 28, 365, 0),
                                "residual to reweight from is 0",
                                "above 0"),
                        refused(() -> new Watch(plan, 0, 7), "window is 0", "1 to 366 days"),
                        refused(() -> new Watch(plan, 28, 367), "fits is 367", "1 to 366 days"),
                        taken(() -> new Watch(plan, 366, 1)),
                        refused(() -> new Budget(0, 90, 7), "0.0 in 90 days", "more than zero"),
                        refused(() -> new Budget(1, 0, 7), "in 0 days", "one day or more"),
                        refused(() -> new Budget(1, 90, 0), "0 calm days", "one day or more"),
                        refused(
                                () -> Calibration.threshold(quiet, usual, 0, 1),
                                "number of runs is 0",
                                "1 to 10000"),
                        taken(() -> Calibration.threshold(quiet, usual, 10_000, 1)),
                        refused(
                                () -> Calibration.threshold(quiet, usual, 10_001, 1),
                                "number of runs is 10001",
                                "1 to 10000")));
    }

    private static RampTest asked(LocalDate day) {
        return RampTest.of("x", Occasion.of("v", "Vote", "election", VOTE), day);
    }

    private static Occasion.Schedule moved(String... dates) {
        return new Occasion.Schedule(
                VOTE,
                IntStream.range(0, dates.length / 2)
                        .mapToObj(i ->
                                new Occasion.Postponement(
                                        LocalDate.parse(dates[2 * i]),
                                        LocalDate.parse(dates[2 * i + 1])))
                        .toList());
    }

    private static Calendar calendar(int count) {
        return new Calendar(
                IntStream.range(0, count)
                        .mapToObj(i -> Occasion.of("v" + i, "Vote", "election", VOTE))
                        .toList());
    }

    @Test
    void ofOccasionsAndQuestionsAboutThem() {
        Occasion vote = Occasion.of("v", "Vote", "election", VOTE);
        var two = List.of(vote, vote);
        check(
                List.of(
                        taken(() -> asked(VOTE.minusDays(29))),
                        refused(
                                () -> asked(VOTE.minusDays(28)),
                                "and its window began on 2030-05-04",
                                "choose a later occasion"),
                        refused(() -> asked(VOTE.plusYears(1)), "is of 2031-06-01", "before its"),
                        refused(() -> new RampTest.Window(6, 3), "window is 6 days", "7 to 180"),
                        taken(() -> new RampTest.Window(7, 3)),
                        taken(() -> new RampTest.Window(180, 3)),
                        refused(() -> new RampTest.Window(181, 3), "is 181 days", "7 to 180"),
                        refused(() -> new RampTest.Window(28, 1), "cap is 1.0", "above one"),
                        taken(() -> moved("2030-05-01", "2030-07-01", "2030-06-01", "2030-08-01")),
                        refused(
                                () -> moved("2030-05-02", "2030-07-01", "2030-05-01", "2030-08-01"),
                                "The announcement after that of 2030-05-02 is 2030-05-01.",
                                "in the order of their announcements"),
                        taken(() -> moved("2030-05-01", "2030-05-01")),
                        refused(
                                () -> moved("2030-05-02", "2030-05-01"),
                                "The date that was announced on 2030-05-02 is 2030-05-01.",
                                "still to come"),
                        refused(() -> new Calendar(two), "two occasions 'v'", "another name"),
                        refused(() -> calendar(1).occasion("no"), "no occasion 'no'", "one of v0"),
                        taken(() -> calendar(Calendar.LIMIT)),
                        refused(
                                () -> calendar(Calendar.LIMIT + 1),
                                "number of occasions is 10001",
                                "10000 or fewer")));
    }
}
