package org.commonwatch.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

class DeliveriesOfRowsTest {
    @Test
    void whoWasServedARowIsToldExactly() {
        var random = new SplittableRandom(7);
        List<Set<Long>> sent = new ArrayList<>();
        try (Shelf shelf = Shelf.empty();
                Record record = shelf.open()) {
            for (int i = 0; i < 300; i++) {
                long from = random.nextLong(200);
                int step = random.nextInt(1, 20);
                long[] rows =
                        LongStream.range(0, random.nextInt(10))
                                .map(each -> from + each * step)
                                .toArray();
                record.append(Shelf.answer("n=" + i, rows));
                sent.add(new HashSet<>(LongStream.of(rows).boxed().toList()));
            }
            for (long row = 0; row < 400; row++) {
                List<Long> entries = new ArrayList<>();
                for (int i = 0; i < sent.size(); i++) {
                    if (sent.get(i).contains(row)) {
                        entries.add(i + 1L);
                    }
                }
                assertThat(record.deliveries(row, 0))
                        .extracting(Delivery::entry)
                        .containsExactlyElementsOf(entries);
                assertThat(record.deliveries(row, 150))
                        .extracting(Delivery::entry)
                        .containsExactlyElementsOf(
                                entries.stream().filter(each -> each > 150).toList());
            }
            assertThat(record.deliveries(-1, 0)).isEmpty();
        }
    }

    @Test
    void moreThanAPageOfDeliveriesIsReadInPages() {
        try (Shelf shelf = Shelf.empty();
                Record record = shelf.open()) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i <= Record.DELIVERIES; i++) {
                    threads.execute(() -> record.append(Shelf.answer("", 5, 9)));
                }
            }
            List<Delivery> page = record.deliveries(9, 0);
            assertThat(page).hasSize(Record.DELIVERIES);
            assertThat(page.getFirst())
                    .isEqualTo(new Delivery(1, Shelf.NOW, Shelf.PARTY, "reader", "taxii objects"));
            assertThat(record.deliveries(9, page.getLast().entry()))
                    .extracting(Delivery::entry)
                    .containsExactly(Record.DELIVERIES + 1L);
            assertThat(record.deliveries(7, 0)).isEmpty();
        }
    }
}
