package org.commonwatch.telemetry.simulation;

import org.commonwatch.telemetry.simulation.Truth.Source;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Alerts by day and source. Days come in order, so of a day that is over only the first sources are
 * kept: exact, and in bounded memory.
 */
final class TopSources {
    private static final int LIMIT = 1 << 20;
    private static final int DAY = Addresses.BITS;
    private static final long SOURCE = (1L << DAY) - 1;

    private LongCounts counts = new LongCounts();
    private int limit = LIMIT;

    void add(long day, long source) {
        counts.add(day << DAY | source, 1);
    }

    /** Adds what was counted later. */
    void add(TopSources later, long firstDay) {
        later.counts.forEach(counts::add);
        if (counts.size() > limit) {
            counts = pruned(firstDay);
            limit = Math.max(LIMIT, 2 * counts.size());
        }
    }

    private LongCounts pruned(long firstDay) {
        LongCounts kept = new LongCounts();
        Map<Long, List<long[]>> over = new HashMap<>();
        counts.forEach((key, count) -> {
            if (key >> DAY < firstDay) {
                over.computeIfAbsent(key >> DAY, day -> new ArrayList<>())
                        .add(new long[] {key, count});
            } else {
                kept.add(key, count);
            }
        });
        // Among equals the address decides, so all as frequent as the last one are kept.
        over.forEach((day, all) -> {
            all.sort(Comparator.comparingLong(each -> -each[1]));
            long least = all.get(Math.min(Truth.TOP_LIMIT, all.size()) - 1)[1];
            all.stream()
                    .filter(each -> each[1] >= least)
                    .forEach(each -> kept.add(each[0], each[1]));
        });
        return kept;
    }

    Map<LocalDate, List<Source>> byDay() {
        Map<Long, List<long[]>> days = new TreeMap<>();
        pruned(Long.MAX_VALUE)
                .forEach((key, count) ->
                        days.computeIfAbsent(key >> DAY, day -> new ArrayList<>())
                                .add(new long[] {key & SOURCE, count}));
        Map<LocalDate, List<Source>> top = new TreeMap<>();
        days.forEach((day, all) ->
                top.put(
                        LocalDate.ofEpochDay(day),
                        Truth.top(
                                all.stream()
                                        .map(each ->
                                                new Source(
                                                        Addresses.observable(each[0]), each[1])))));
        return top;
    }
}
