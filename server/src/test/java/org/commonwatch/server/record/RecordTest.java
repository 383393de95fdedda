package org.commonwatch.server.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.commonwatch.server.problem.ProblemException;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

class RecordTest {
    @Test
    void anAnswerIsKeptInCanonicalFormUnderTheHashThatIsDocumented() throws Exception {
        try (Shelf shelf = Shelf.empty();
                Record record = shelf.open()) {
            assertThat(record.head()).isEqualTo(new Head(0, "0".repeat(64)));
            record.append(Shelf.answer("match[type]=\u0000ü", 9, 5, 1_000_000_000_000L));
            Entry entry = Shelf.list(record).getFirst();
            assertThat(entry.kind()).isEqualTo("answer");
            assertThat(entry.at()).isEqualTo(Shelf.NOW);
            assertThat(entry.rows().orElseThrow().first()).isEqualTo(5);
            assertThat(entry.rows().orElseThrow().last()).isEqualTo(1_000_000_000_000L);
            assertThat(entry.body())
                    .startsWith(
                            "{\"at\":\"2030-03-04T05:06:07.123456Z\",\"audiences\":\"1-3,7\","
                                    + "\"count\":3,\"filter\":\"match[type]=\\u0000ü\","
                                    + "\"first\":{\"added\":\"2030-03-04T05:06:07.123456Z\","
                                    + "\"sequence\":9},\"kind\":\"answer\",");
            byte[] input =
                    ByteBuffer.allocate(40 + entry.body().getBytes(StandardCharsets.UTF_8).length)
                            .put(new byte[32])
                            .putLong(1)
                            .put(entry.body().getBytes(StandardCharsets.UTF_8))
                            .array();
            assertThat(entry.hash())
                    .isEqualTo(
                            HexFormat.of()
                                    .formatHex(MessageDigest.getInstance("SHA-256").digest(input)));
            assertThat(record.head()).isEqualTo(new Head(1, entry.hash()));
        }
    }

    @Test
    void manyAppendAtOnceAndAllIsThereInOneChain() throws Exception {
        try (Shelf shelf = Shelf.empty();
                Record record = shelf.open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> appended = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                String filter = "n=" + i;
                appended.add(threads.submit(() -> record.append(Shelf.answer(filter, 1))));
                if (i % 100 == 0) {
                    appended.add(
                            threads.submit(() -> {
                                shelf.commit(filter);
                                record.changed();
                            }));
                }
            }
            for (Future<?> each : appended) {
                each.get();
            }
            List<Entry> entries = Shelf.list(record);
            assertThat(entries).hasSize(2_020);
            assertThat(entries.stream().filter(each -> each.kind().equals("answer")))
                    .hasSize(2_000)
                    .extracting(each -> each.body().replaceAll(".*\"filter\":\"(n=\\d+)\".*", "$1"))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 2_000).mapToObj(i -> "n=" + i).toList());
            assertThat(Record.verify(entries.iterator(), Optional.of(record.head().hash())))
                    .isEqualTo(new Verification(record.head(), Optional.empty()));
            assertThat(shelf.execute("DELETE FROM record_outbox")).isZero();
        }
    }

    @Test
    void changesGoIntoTheRecordInTheirOrderAndOnlyIfTheyAreCommitted() {
        try (Shelf shelf = Shelf.empty()) {
            try (Record record = shelf.open()) {
                shelf.commit("a", "b");
                assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(() ->
                                shelf.transactions()
                                        .run(connection -> {
                                            Record.change(connection, Shelf.change("c"));
                                            throw new IllegalStateException("rolled back");
                                        }));
                shelf.commit("d");
                record.changed();
                assertThat(names(record)).containsExactly("a", "b", "d");
            }
            // Committed while nobody runs: more than are moved in one transaction.
            for (int i = 0; i < 2 * Session.CHANGES + 1; i++) {
                shelf.commit("late " + i);
            }
            try (Record record = shelf.open()) {
                record.changed();
                record.append(Shelf.answer("", 1));
                assertThat(names(record)).hasSize(3 + 2 * Session.CHANGES + 1);
                assertThat(names(record).getLast()).isEqualTo("late " + 2 * Session.CHANGES);
                assertThat(Shelf.finding(record)).isEmpty();
            }
        }
    }

    private static List<String> names(Record record) {
        return Shelf.list(record).stream()
                .filter(each -> each.kind().equals("token"))
                .map(each -> each.body().replaceAll(".*\"name\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    @Test
    void aSecondServerOnTheSameDatabaseIsRefused() {
        try (Shelf shelf = Shelf.empty();
                Record first = shelf.open()) {
            first.append(Shelf.answer("", 1));
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(shelf::open)
                    .withMessageContaining("Another server runs on this database");
            first.append(Shelf.answer("", 2));
            assertThat(Shelf.finding(first)).isEmpty();
        }
    }

    @Test
    void anAnswerDoesNotLeaveWhileTheDatabaseIsAwayAndDoesWhenItIsBack() throws Exception {
        try (Shelf shelf = Shelf.empty();
                Record record = shelf.open()) {
            record.append(Shelf.answer("before", 1));
            int refused = 0;
            for (int i = 0; i < 5; i++) {
                assertThat(shelf.endWriters()).isEqualTo(1);
                shelf.commit("change " + i);
                try {
                    record.append(Shelf.answer("n=" + i, 1));
                } catch (ProblemException notRecorded) {
                    assertThat(notRecorded.problem().status()).isEqualTo(503);
                    refused++;
                }
                record.append(Shelf.answer("again " + i, 1));
            }
            assertThat(refused).isEqualTo(5);
            record.changed();
            assertThat(names(record))
                    .containsExactly("change 0", "change 1", "change 2", "change 3", "change 4");
            assertThat(Shelf.list(record)).hasSize(1 + 5 + 5);
            assertThat(Shelf.finding(record)).isEmpty();
        }
    }

    @Test
    void afterItIsClosedNothingIsAppended() throws Exception {
        try (Shelf shelf = Shelf.empty()) {
            Record record = shelf.open();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> appended = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    appended.add(threads.submit(() -> record.append(Shelf.answer("", 1))));
                }
                record.close();
                int kept = 0;
                for (Future<?> each : appended) {
                    try {
                        each.get();
                        kept++;
                    } catch (ExecutionException refused) {
                        assertThat(refused.getCause()).isInstanceOf(ProblemException.class);
                    }
                }
                assertThat(Shelf.list(record)).hasSize(kept);
            }
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> record.append(Shelf.answer("", 1)));
            record.close();
        }
    }
}
