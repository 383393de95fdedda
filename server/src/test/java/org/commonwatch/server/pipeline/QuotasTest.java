package org.commonwatch.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicLong;

/** A sensor gets its lines, and no more over any time. */
class QuotasTest {
    private static final int RATE = 1_000;
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();
    private final Quotas quotas = new Quotas(RATE, now::get);

    @Test
    void tenTimesTheQuotaIsOwedAndPaidByTime() {
        long saved = RATE * Quotas.SAVED.toSeconds();
        quotas.check("north");
        quotas.add("north", 10 * saved);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> quotas.check("north"))
                .satisfies(e -> {
                    assertThat(e.problem().status()).isEqualTo(429);
                    assertThat(secondsOf(e)).isEqualTo(90);
                    assertThat(e.problem().message()).contains("'north'").contains("1,000 lines");
                });
        quotas.check("south");
        now.addAndGet(89 * SECOND);
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> quotas.check("north"));
        now.addAndGet(SECOND);
        quotas.check("north");
    }

    @Test
    void whoComesWhenToldIsTakenAndNobodyGetsMoreThanTheRate() {
        Cases.check(random -> {
            var clock = new AtomicLong();
            var fair = new Quotas(RATE, clock::get);
            long largest = 5_000;
            long taken = 0;
            for (int i = 0; i < 100; i++) {
                try {
                    fair.check("north");
                    long lines = random.nextLong(largest);
                    fair.add("north", lines);
                    taken += lines;
                } catch (ProblemException e) {
                    clock.addAndGet(secondsOf(e) * SECOND);
                    fair.check("north");
                }
                clock.addAndGet(random.nextLong(SECOND));
            }
            double most =
                    RATE * (clock.get() / (double) SECOND + Quotas.SAVED.toSeconds()) + largest;
            assertThat((double) taken).isLessThanOrEqualTo(most);
        });
    }

    private static int secondsOf(ProblemException e) {
        return e.problem() instanceof Problem.Passing passing ? passing.retryAfterSeconds() : 0;
    }
}
