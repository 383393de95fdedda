package org.commonwatch.insight.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

class KaplanMeierTest {
    // By hand: 8 at risk, 2 go; 5 at risk (one was censored at 3), 1 goes; 3 at risk, 1 goes.
    @Test
    void whatIsStillWaitedForCountsForAsLongAsItWas() {
        double[] waited = {2, 2, 3, 5, 5, 7, 8, 8};
        boolean[] happened = {true, true, false, true, false, true, false, false};
        KaplanMeier all = KaplanMeier.of(waited, happened);
        assertThat(all.longerThan(1.9)).isEqualTo(1);
        assertThat(all.longerThan(2)).isEqualTo(6 / 8.0);
        assertThat(all.longerThan(5)).isEqualTo(6 / 8.0 * 4 / 5, within(1e-12));
        assertThat(all.longerThan(9)).isEqualTo(6 / 8.0 * 4 / 5 * 2 / 3, within(1e-12));
        assertThat(all.quantile(0.25)).hasValue(2);
        assertThat(all.quantile(0.5)).hasValue(7);
        assertThat(all.quantile(0.9)).isEmpty();
        assertThat(all.count()).isEqualTo(8);
        assertThat(all.censored()).isEqualTo(4);
    }

    @Test
    void whereAllHappenedItIsTheShareItself() {
        Cases.check(
                200,
                random -> {
                    int n = 1 + random.nextInt(30);
                    double[] waited = new double[n];
                    boolean[] happened = new boolean[n];
                    for (int i = 0; i < n; i++) {
                        waited[i] = random.nextInt(10);
                        happened[i] = true;
                    }
                    KaplanMeier all = KaplanMeier.of(waited, happened);
                    double at = random.nextInt(10);
                    double longer = Arrays.stream(waited).filter(each -> each > at).count();
                    assertThat(all.longerThan(at)).isEqualTo(longer / n, within(1e-12));
                });
    }

    @Test
    void ofNothingThereIsNoQuantile() {
        assertThat(KaplanMeier.of(new double[0], new boolean[0]).quantile(0.5)).isEmpty();
    }
}
