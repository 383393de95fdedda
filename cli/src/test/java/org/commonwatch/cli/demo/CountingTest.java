package org.commonwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.cli.demo.Holdings.Round;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

class CountingTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final List<Round> ROUNDS =
            List.of(
                    new Round(FIRST, FIRST.plusDays(30)),
                    new Round(FIRST.plusDays(30), FIRST.plusDays(60)),
                    new Round(FIRST.plusDays(60), FIRST.plusDays(70)));

    @Test
    void whatWasCountedBeforeADayIsWaitedForAndWhatIsLaterIsNot() {
        var drawn = new ConcurrentLinkedQueue<Round>();
        var second = new CompletableFuture<Boolean>();
        var third = new CompletableFuture<Boolean>();
        List<CompletableFuture<Boolean>> signs =
                List.of(CompletableFuture.completedFuture(true), second, third);
        var counting =
                new Counting(
                        ROUNDS,
                        round -> {
                            signs.get(ROUNDS.indexOf(round)).join();
                            drawn.add(round);
                        });
        counting.await(FIRST.plusDays(59));
        assertThat(drawn).containsExactly(ROUNDS.getFirst());
        var waiting =
                CompletableFuture.runAsync(
                        () -> counting.await(FIRST.plusDays(69)), Thread::startVirtualThread);
        assertThat(waiting).isNotDone();
        second.complete(true);
        waiting.join();
        assertThat(drawn).containsExactlyElementsOf(ROUNDS.subList(0, 2));
        third.complete(true);
        counting.await(FIRST.plusDays(70));
        assertThat(drawn).containsExactlyElementsOf(ROUNDS);
        counting.close();
    }

    @Test
    void aRefusalIsToldAsItWasAtTheDayThatItIsOf() {
        var refused = new IllegalStateException("refused");
        try (var counting =
                new Counting(
                        ROUNDS,
                        round -> {
                            if (round.equals(ROUNDS.get(1))) {
                                throw refused;
                            }
                        })) {
            counting.await(FIRST.plusDays(30));
            assertThatThrownBy(() -> counting.await(FIRST.plusDays(60))).isSameAs(refused);
        }
    }

    @Test
    void whoeverBreaksOffWaitsForWhatWasBegunAndLeavesOutTheRest() {
        var drawn = new ConcurrentLinkedQueue<Round>();
        var begun = new CompletableFuture<Thread>();
        var goOn = new CompletableFuture<Boolean>();
        var counting =
                new Counting(
                        ROUNDS,
                        round -> {
                            begun.complete(Thread.currentThread());
                            goOn.join();
                            drawn.add(round);
                        });
        Thread thread = begun.join();
        var closing = CompletableFuture.runAsync(counting::close, Thread::startVirtualThread);
        assertThatThrownBy(() -> counting.await(FIRST.plusDays(70)))
                .isInstanceOf(CancellationException.class);
        assertThat(closing).isNotDone();
        goOn.complete(true);
        closing.join();
        assertThat(thread.isAlive()).isFalse();
        assertThat(drawn).containsExactly(ROUNDS.getFirst());
    }
}
