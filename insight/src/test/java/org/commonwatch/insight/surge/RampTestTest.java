package org.commonwatch.insight.surge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.level.LevelPlan;
import org.commonwatch.insight.level.Worlds;
import org.commonwatch.insight.series.Series;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

class RampTestTest {
    private static final LocalDate FIRST = Worlds.FIRST.atOffset(ZoneOffset.UTC).toLocalDate();
    private static final Calendar NONE = new Calendar(List.of());

    private static RampTest before(int day) {
        return RampTest.of(
                "all",
                Occasion.of("vote", "the vote", "election", FIRST.plusDays(day)),
                FIRST.plusDays(day - 60));
    }

    @Test
    void findsARampBeforeTheOccasion() {
        Series series = Worlds.days(720, 1, day -> day < 692 ? 1 : 1 + 0.5 * (day - 692) / 28);
        var outcome = (RampTest.Outcome.Ranked) before(720).answer(series, LevelPlan.usual(), NONE);
        assertThat(outcome.rose()).isTrue();
        assertThat(outcome.placebos()).hasSize(19);
        assertThat(outcome.text()).contains("consistent with a rise before the occasion");
    }

    /** At nominal five in a hundred; {@code -Dstudy.runs=1000} tries more. */
    @Test
    void findsOneInTwentyWhereThereIsNone() {
        int runs = Integer.getInteger("study.runs", 200);
        int rose = 0;
        for (int seed = 0; seed < runs; seed++) {
            Series series = Worlds.days(720, seed, day -> 1);
            var outcome = before(720).answer(series, LevelPlan.usual(), NONE);
            rose += ((RampTest.Outcome.Ranked) outcome).rose() ? 1 : 0;
        }
        System.out.println("ramp test: " + rose + " of " + runs + " null runs rose");
        assertThat((double) rose / runs).isBetween(0.02, 0.085);
    }

    @Test
    void eighteenWindowsAreTooFewAndNineteenEnough() {
        // The shortest history, its guard, so many windows, and the one that is tested.
        int enough = LevelPlan.LEAST_DAYS + 28 + 19 * 28 + 28;
        Series series = Worlds.days(enough, 2, day -> 1);
        assertThat(before(enough).answer(series, LevelPlan.usual(), NONE))
                .isInstanceOf(RampTest.Outcome.Ranked.class);
        var short1 = before(enough - 1).answer(series, LevelPlan.usual(), NONE);
        assertThat(short1).isEqualTo(new RampTest.Outcome.TooShort(18));
        assertThat(short1.text()).contains("history is too short to test").contains("18");
    }

    @Test
    void windowsOfOtherOccasionsAreComparedWithNone() {
        Series series = Worlds.days(720, 3, day -> day >= 500 && day < 528 ? 2 : 1);
        var other = Occasion.of("other", "another", "election", FIRST.plusDays(528));
        var with =
                (RampTest.Outcome.Ranked)
                        before(720).answer(series, LevelPlan.usual(), new Calendar(List.of(other)));
        var without = (RampTest.Outcome.Ranked) before(720).answer(series, LevelPlan.usual(), NONE);
        assertThat(without.placebos()).anyMatch(each -> each > Math.log(1.5));
        assertThat(with.placebos()).noneMatch(each -> each > Math.log(1.5));
    }

    @Test
    void aVoteWhoseWindowHasBegunIsRefused() {
        LocalDate date = FIRST.plusDays(700);
        var vote = Occasion.of("vote", "the vote", "election", date);
        assertThat(RampTest.of("all", vote, date.minusDays(29)).date()).isEqualTo(date);
        assertThatThrownBy(() -> RampTest.of("all", vote, date.minusDays(28)))
                .isInstanceOfSatisfying(
                        InsightRefusedException.class,
                        thrown ->
                                assertThat(thrown.refusal())
                                        .isInstanceOf(InsightRefusal.TooLate.class));
    }

    @Test
    void aSeriesThatEndsBeforeTheOccasionIsRefused() {
        Series series = Worlds.days(700, 4, day -> 1);
        assertThatThrownBy(() -> before(701).answer(series, LevelPlan.usual(), NONE))
                .isInstanceOf(InsightRefusedException.class);
    }

    @Test
    void aPostponedVoteIsTestedForTheDateKnownWhenRegistered() {
        LocalDate planned = FIRST.plusDays(300);
        var vote =
                new Occasion(
                        "vote",
                        "the vote",
                        "election",
                        new Occasion.Contest("XA", List.of("mayor")),
                        new Occasion.Schedule(
                                planned,
                                List.of(
                                        new Occasion.Postponement(
                                                FIRST.plusDays(200), FIRST.plusDays(400)))));
        assertThat(RampTest.of("all", vote, FIRST.plusDays(199)).date()).isEqualTo(planned);
        assertThat(RampTest.of("all", vote, FIRST.plusDays(200)).date())
                .isEqualTo(FIRST.plusDays(400));
    }

    @Test
    void theDigestCoversEveryWord() {
        assertThat(before(300).digest()).hasSize(64).isEqualTo(before(300).digest());
        assertThat(before(300).digest()).isNotEqualTo(before(301).digest());
        var one =
                new RampTest(
                        "a\" occasion=\"b", "c", FIRST.plusDays(99), FIRST, RampTest.Window.USUAL);
        var other =
                new RampTest(
                        "a", "b\" occasion=\"c", FIRST.plusDays(99), FIRST, RampTest.Window.USUAL);
        assertThat(one.digest()).isNotEqualTo(other.digest());
    }
}
