package org.commonwatch.insight.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.junit.jupiter.api.Test;

import java.time.Instant;

class SeriesTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private static void refused(
            Class<? extends InsightRefusal> kind, String said, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InsightRefusedException.class,
                        thrown -> {
                            assertThat(thrown.refusal()).isInstanceOf(kind);
                            assertThat(thrown.refusal().message()).contains(said);
                            assertThat(thrown.refusal().remedy()).isNotBlank();
                        });
    }

    @Test
    void aNegativeCountIsRefusedWithItsPeriod() {
        refused(
                InsightRefusal.NegativeCount.class,
                "2026-01-02T00:00:00Z is -3",
                () -> Series.of(FIRST, Cadence.DAY, 1, -3));
    }

    @Test
    void aCountWhereNothingWatchedIsRefused() {
        refused(
                InsightRefusal.CountWithoutExposure.class,
                "7 events",
                () -> Series.of(FIRST, Cadence.DAY, new long[] {7}, new double[] {0}));
    }

    @Test
    void exposuresAreNumbersAndAsManyAsCounts() {
        refused(
                InsightRefusal.OutOfRange.class,
                "NaN",
                () -> Series.of(FIRST, Cadence.DAY, new long[] {7}, new double[] {Double.NaN}));
        refused(
                InsightRefusal.Gap.class,
                "1 exposures for 2",
                () -> Series.of(FIRST, Cadence.DAY, new long[] {7, 8}, new double[] {1}));
    }

    @Test
    void aSeriesHasAtLeastOnePeriodAndNoMoreThanTheLimit() {
        refused(
                InsightRefusal.OutOfRange.class,
                "is 0",
                () -> Series.of(FIRST, Cadence.DAY, new long[0]));
        assertThat(Series.of(FIRST, Cadence.HOUR, new long[Series.LIMIT]).size())
                .isEqualTo(Series.LIMIT);
        refused(
                InsightRefusal.OutOfRange.class,
                "is 73001",
                () -> Series.of(FIRST, Cadence.HOUR, new long[Series.LIMIT + 1]));
    }

    @Test
    void zeroExposureIsMissingAndNotQuiet() {
        Series series = Series.of(FIRST, Cadence.DAY, new long[] {0, 0}, new double[] {0, 2});
        assertThat(series.missing(0)).isTrue();
        assertThat(series.missing(1)).isFalse();
        assertThat(series.start(2)).isEqualTo(Instant.parse("2026-01-03T00:00:00Z"));
    }

    @Test
    void nothingOutsideChangesASeries() {
        long[] counts = {1, 2};
        Series series = Series.of(FIRST, Cadence.DAY, counts);
        counts[0] = 9;
        assertThat(series.count(0)).isEqualTo(1);
        assertThat(series).isEqualTo(Series.of(FIRST, Cadence.DAY, 1, 2));
    }
}
