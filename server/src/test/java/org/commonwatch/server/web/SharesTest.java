package org.commonwatch.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How much one party has, whatever others ask. */
class SharesTest {
    private static final int RATE = 50;
    private static final int SAVED = RATE * Shares.WAIT_SECONDS + Shares.AT_ONCE;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // which runs over
    private final Shares shares = new Shares(RATE, nanos::get);

    @Test
    void aFewGoThroughAtOnceAndTheOthersOneAfterTheOther() {
        long each = Duration.ofSeconds(1).toNanos() / RATE;
        for (int i = 0; i < SAVED; i++) {
            assertThat(shares.turn("one")).hasValue(Math.max(0, i + 1 - Shares.AT_ONCE) * each);
        }
        assertThat(shares.turn("one")).as("too long a wait").isEmpty();
    }

    @Test
    void afterAPauseAPartyMayAskSomewhatMoreAndThenNoMoreThanItsRate() {
        assertThat(granted("one", 10 * SAVED)).isEqualTo(SAVED);
        for (int second = 0; second < 5; second++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(granted("one", 10 * SAVED)).isEqualTo(RATE);
        }
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(granted("one", 10 * SAVED)).isEqualTo(SAVED);
    }

    @Test
    void whatOnePartyTakesIsNothingToAnother() {
        granted("one", 10 * SAVED);
        assertThat(granted("other", 10 * SAVED)).isEqualTo(SAVED);
    }

    /** However requests are spread over time, no more are granted than rate × time + savings. */
    @Test
    void noPatternOfAskingGetsMore() {
        Cases.check(random -> {
            var clock = new AtomicLong(random.nextLong());
            Shares some = new Shares(RATE, clock::get);
            long start = clock.get();
            long granted = 0;
            for (int i = 0; i < 500; i++) {
                clock.addAndGet(random.nextLong(Duration.ofMillis(100).toNanos()));
                for (int j = random.nextInt(20); j > 0; j--) {
                    granted += some.take("one") ? 1 : 0;
                }
            }
            double seconds = (clock.get() - start) / 1e9;
            assertThat((double) granted).isLessThanOrEqualTo(SAVED + RATE * seconds + 1);
        });
    }

    @Test
    void onlySoManyAreToldApart() {
        granted("first", SAVED);
        for (int i = 0; i < Shares.LIMIT - 1; i++) {
            shares.take("party " + i);
        }
        assertThat(shares.take("first")).isFalse();
        for (int i = 0; i < Shares.LIMIT; i++) {
            shares.take("other " + i);
        }
        assertThat(shares.take("first")).as("forgotten").isTrue();
    }

    private int granted(String party, int asked) {
        int granted = 0;
        for (int i = 0; i < asked; i++) {
            granted += shares.take(party) ? 1 : 0;
        }
        return granted;
    }
}
