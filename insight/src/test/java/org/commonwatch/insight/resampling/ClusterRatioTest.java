package org.commonwatch.insight.resampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.SplittableRandom;

class ClusterRatioTest {
    private static final double[] NONE = {0, 0, 0};

    @Test
    void manyClustersHaveTheIntervalOfLargeNumbers() {
        SplittableRandom random = new SplittableRandom(1);
        int n = 3 * ClusterRatio.GROUPS_LIMIT;
        double[] tops = new double[n];
        double[] bottoms = new double[n];
        for (int c = 0; c < n; c++) {
            bottoms[c] = 1 + random.nextInt(5);
            tops[c] = random.nextInt(4) == 0 ? bottoms[c] : 0;
        }
        Estimate estimate = ClusterRatio.of(tops, bottoms).estimate(7).orElseThrow();
        double ratio = Arrays.stream(tops).sum() / Arrays.stream(bottoms).sum();
        double squares = 0;
        for (int c = 0; c < n; c++) {
            squares += Math.pow(tops[c] - ratio * bottoms[c], 2);
        }
        double error = Math.sqrt(squares) / Arrays.stream(bottoms).sum();
        assertThat(estimate.value()).isEqualTo(ratio, within(1e-12));
        assertThat(estimate.low()).isEqualTo(ratio - 1.96 * error, within(0.2 * error));
        assertThat(estimate.high()).isEqualTo(ratio + 1.96 * error, within(0.2 * error));
    }

    @Test
    void theSameSeedDrawsTheSame() {
        double[] bottoms = new SplittableRandom(1).doubles(30).toArray();
        double[] tops = new SplittableRandom(2).doubles(30).toArray();
        ClusterRatio ratio = ClusterRatio.of(tops, bottoms);
        assertThat(ratio.estimate(5)).isEqualTo(ratio.estimate(5));
        assertThat(ratio.estimate(5)).isNotEqualTo(ratio.estimate(6));
    }

    @Test
    void clustersWithNothingInThemChangeNothing() {
        Estimate some =
                ClusterRatio.of(new double[] {1, 0, 3}, new double[] {2, 1, 3})
                        .estimate(5)
                        .orElseThrow();
        assertThat(
                        ClusterRatio.of(new double[] {0, 1, 0, 0, 3}, new double[] {0, 2, 0, 1, 3})
                                .estimate(5))
                .hasValue(some);
    }

    // None of n: a share of which so many have none with a probability of 2.5 %.
    @Test
    void whatNoClusterHasMayStillBeInOthers() {
        Estimate none = ClusterRatio.of(new double[60], ones(60)).estimate(1).orElseThrow();
        assertThat(none.value()).isZero();
        assertThat(Math.pow(1 - none.high(), 60)).isEqualTo(0.025, within(1e-12));
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void ofNothingThereIsNoRatio() {
        assertThat(ClusterRatio.of(NONE, NONE).estimate(1)).isEmpty();
    }

    @Test
    void whatIsKnownOnlyOfTheWholeMovesTheInterval() {
        ClusterRatio ratio = ClusterRatio.of(new double[] {1, 0, 3, 2}, new double[] {2, 1, 3, 4});
        Estimate plain = ratio.estimate(5).orElseThrow();
        Estimate moved = ratio.around(2, 5).orElseThrow();
        assertThat(moved.value()).isEqualTo(plain.value() + 0.2, within(1e-12));
        assertThat(moved.high() - moved.low()).isEqualTo(plain.high() - plain.low(), within(1e-12));
    }
}
