package org.commonwatch.insight.surge;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.insight.level.Calibration.Thresholds;
import org.commonwatch.insight.level.Watch;
import org.commonwatch.insight.level.Worlds;
import org.commonwatch.insight.series.Series;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

class SurgesTest {
    private static final int DAYS = 400;
    private static final int FROM = 300;
    private static final int START = 350;
    private static final LocalDate FIRST = Worlds.FIRST.atOffset(ZoneOffset.UTC).toLocalDate();

    private static Surges surges(Occasion... occasions) {
        return new Surges(
                Watch.usual(), new Thresholds(4, 12), 7, new Calendar(List.of(occasions)));
    }

    private static Surges.Counted alone(Series series) {
        return new Surges.Counted(series, Map.of(), Map.of());
    }

    @Test
    void tellsOneSurgeWithItsBeginningAndSize() {
        int found = 0;
        int inRatio = 0;
        int inChange = 0;
        for (int seed = 0; seed < 20; seed++) {
            Series series = Worlds.days(DAYS, seed, day -> day >= START && day < 370 ? 1.8 : 1);
            List<Surge> surges = surges().find(alone(series), FROM, 371);
            for (Surge surge : surges) {
                if (surge.size().ratio() > 1.3) {
                    found++;
                    inRatio +=
                            surge.size().interval().low() < 1.8
                                            && surge.size().interval().high() > 1.8
                                    ? 1
                                    : 0;
                    var truth = series.start(START);
                    inChange +=
                            !surge.extent().earliest().isAfter(truth)
                                            && !surge.extent().latest().isBefore(truth)
                                    ? 1
                                    : 0;
                }
            }
        }
        assertThat(found).isBetween(20, 22);
        assertThat(inRatio).isGreaterThanOrEqualTo(16);
        assertThat(inChange).isGreaterThanOrEqualTo(16);
    }

    @Test
    void aSurgeIsOverWhenTheCountsAreAsBeforeThoughAlarmsLookBack() {
        int near = 0;
        for (int seed = 0; seed < 20; seed++) {
            Series series = Worlds.days(DAYS, seed, day -> day >= START && day < 370 ? 1.8 : 1);
            Surge surge =
                    surges().find(alone(series), FROM, DAYS).stream()
                            .max(Comparator.comparingDouble(each -> each.size().excess()))
                            .orElseThrow();
            Duration late = Duration.between(series.start(370), surge.extent().to());
            near += Math.abs(late.toDays()) <= 2 ? 1 : 0;
        }
        assertThat(near).isGreaterThanOrEqualTo(18);
    }

    @Test
    void namesTheKindAndSectorThatMostOfItIs() {
        Series scans = Worlds.days(DAYS, 1, day -> day >= START ? 3 : 1);
        Series logins = Worlds.days(DAYS, 2, day -> 1);
        long[] sum = new long[DAYS];
        for (int day = 0; day < DAYS; day++) {
            sum[day] = scans.count(day) + logins.count(day);
        }
        Series all = Series.of(Worlds.FIRST, scans.cadence(), sum);
        var counted =
                new Surges.Counted(
                        all,
                        Map.of("scan", scans, "login", logins),
                        Map.of("energy", scans, "health", logins));
        var vote = Occasion.of("vote", "The vote", "election", FIRST.plusDays(START + 30));
        Surge surge = surges(vote).find(counted, FROM, 365).getFirst();
        assertThat(surge.parts().kinds().getFirst().name()).isEqualTo("scan");
        assertThat(surge.parts().kinds().getFirst().share()).isBetween(0.8, 1.3);
        assertThat(surge.parts().sectors().getFirst().name()).isEqualTo("energy");
        assertThat(surge.nearest()).contains(vote);
        assertThat(surge.reason())
                .contains("scan")
                .contains("energy")
                .contains("days before 'The vote'")
                .contains("consistent with a rise before it, and with other explanations")
                .doesNotContainPattern("(?i)because|caus|due to|led to|result of|in order to");
    }

    @Test
    void aCalmWeekEndsAnEpisode() {
        Series series = Worlds.days(DAYS, 4, day -> day == 320 || day == 325 || day == 340 ? 6 : 1);
        var spikes = new Surges(Watch.usual(), new Thresholds(5, 1e9), 7, new Calendar(List.of()));
        List<Surge> surges = spikes.find(alone(series), FROM, 350);
        assertThat(surges).hasSize(2);
        assertThat(
                        Duration.between(
                                        surges.getFirst().extent().from(),
                                        surges.getFirst().extent().to())
                                .toDays())
                .isGreaterThanOrEqualTo(6);
    }

    @Test
    void nothingIsFoundWhereThereIsNothing() {
        for (int seed = 10; seed < 20; seed++) {
            assertThat(surges().find(alone(Worlds.days(DAYS, seed, day -> 1)), FROM, DAYS))
                    .isEmpty();
        }
    }
}
