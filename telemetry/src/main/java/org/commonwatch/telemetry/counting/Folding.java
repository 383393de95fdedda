package org.commonwatch.telemetry.counting;

import org.commonwatch.telemetry.counting.Cells.Columns;
import org.commonwatch.telemetry.counting.Cells.Words;
import org.commonwatch.telemetry.event.Classification;
import org.commonwatch.telemetry.geography.Origin;
import org.commonwatch.telemetry.geography.Sectors;

import java.util.stream.IntStream;

/** Folds what a month has beyond its budget. */
final class Folding {
    private final Words words;
    private final Columns all;
    private final int budget;

    Folding(Words words, Columns all, int budget) {
        this.words = words;
        this.all = all;
        this.budget = budget;
    }

    /** What is left, with all that was folded in the cells {@code other}. */
    Columns kept() {
        if (all.size() <= budget) {
            return all;
        }
        // Each cell that is new takes the place of one or more that are folded.
        var kept = new Columns(all.size());
        int from = 0;
        for (int to = 1; to <= all.size(); to++) {
            if (to == all.size() || month(to) != month(from)) {
                month(from, to, kept);
                from = to;
            }
        }
        return kept;
    }

    private int month(int i) {
        return Budget.month(PackedCell.hour(all.high(i)));
    }

    private void month(int from, int to, Columns kept) {
        long[] ranks =
                IntStream.range(from, to)
                        .filter(i -> PackedCell.isDetailed(all.low(i)))
                        .mapToLong(this::rank)
                        .toArray();
        Budget within =
                ranks.length <= budget ? new Budget(Long.MAX_VALUE, 0) : Budget.of(ranks, budget);
        long other = PackedCell.low(Origin.OTHER, words.sector(Sectors.OTHER));
        long folded = 0;
        int ofLast = 0;
        for (int i = from; i < to; i++) {
            boolean keeps = true;
            if (PackedCell.isDetailed(all.low(i))) {
                long rank = rank(i);
                keeps =
                        rank < within.last()
                                || (rank == within.last() && ofLast++ < within.ofLast());
            }
            if (keeps) {
                kept.add(all.high(i), all.low(i), all.count(i));
            } else {
                folded += all.count(i);
            }
            // Cells that differ in the detail alone stand together, the folded one after all
            // others.
            if (folded > 0 && (i + 1 == to || all.high(i + 1) != all.high(i))) {
                kept.add(all.high(i), other, folded);
                folded = 0;
            }
        }
    }

    private long rank(int i) {
        long high = all.high(i);
        long low = all.low(i);
        return Budget.rank(
                Budget.rankOf(PackedCell.origin(low), words.sectors().get(PackedCell.sector(low))),
                PackedCell.hour(high),
                words.sensors().get(PackedCell.sensor(high)),
                Classification.established(PackedCell.classification(high)));
    }
}
