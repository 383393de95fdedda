package org.commonwatch.server.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.commonwatch.server.problem.ProblemException;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

class LimitsTest {
    @Test
    void aBodyHasALimit() {
        try (Shelf shelf = Shelf.empty();
                Record record = shelf.open()) {
            int other = Draft.of(Shelf.answer(""), Shelf.NOW).body().length;
            record.append(Shelf.answer("x".repeat(Draft.BODY_BYTES - other)));
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() ->
                            record.append(Shelf.answer("x".repeat(Draft.BODY_BYTES - other + 1))))
                    .withMessageContaining("over the limit of 1024 KiB");
            assertThat(Shelf.list(record)).hasSize(1);
        }
    }

    @Test
    void soDoTheRowsOfOneAnswer() {
        try (Shelf shelf = Shelf.empty();
                Record record = shelf.open()) {
            record.append(Shelf.answer("", LongStream.rangeClosed(1, Draft.ROWS).toArray()));
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() ->
                            record.append(
                                    Shelf.answer(
                                            "", LongStream.rangeClosed(0, Draft.ROWS).toArray())))
                    .withMessageContaining("over the limit of " + Draft.ROWS);
            assertThat(record.deliveries(Draft.ROWS, 0)).hasSize(1);
        }
    }

    @Test
    void moreThanMayWaitWaitsToWait() throws Exception {
        try (Shelf shelf = Shelf.empty();
                Record record = shelf.open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Answer large = Shelf.answer("x".repeat(1_000_000));
            List<Future<?>> appended = new ArrayList<>();
            for (int i = 0; i < 3 * Writer.WAITING_BYTES / 1_000_000; i++) {
                appended.add(threads.submit(() -> record.append(large)));
            }
            for (Future<?> each : appended) {
                each.get();
            }
            List<Entry> page = record.entries(1, Record.ENTRIES);
            assertThat(page).hasSizeBetween(8, 9);
            assertThat(Shelf.list(record)).hasSize(appended.size());
            assertThat(record.entries(1, 1)).hasSize(1);
        }
    }
}
