package org.commonwatch.telemetry.actor;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What there was most of. Exact while there are no more than {@link #KEPT_LIMIT} different things;
 * beyond, each count may be too low by no more than {@code error}, and whatever came more often
 * than that is among them. Two of them add up within the same bound (Misra and Gries, "Finding
 * repeated elements", 1982; Agarwal et al., "Mergeable Summaries", 2012): the error is never more
 * than all counts together divided by {@link #KEPT_LIMIT} and one.
 *
 * @param counts how often at least, by name
 * @param error how much more often at most; 0 if the counts are exact
 */
public record Leaders(Map<String, Long> counts, long error) {
    /** No more different things are kept. */
    public static final int KEPT_LIMIT = 2_048;

    /** None. */
    public static final Leaders NONE = new Leaders(Map.of(), 0);

    /**
     * One of them.
     *
     * @param least how often at least
     * @param most how often at most
     */
    public record Leader(String name, long least, long most) {}

    public Leaders {
        if (error < 0) {
            throw new IllegalArgumentException("an error of less than nothing: " + error);
        }
        long over = over(counts);
        Map<String, Long> kept = new TreeMap<>();
        counts.forEach((name, count) -> {
            if (count > over) {
                kept.put(name, count - over);
            }
        });
        counts = Collections.unmodifiableMap(kept);
        error += over;
    }

    // The count that too many have, which is taken off all: 0 if there is room for all.
    private static long over(Map<String, Long> counts) {
        return counts.size() <= KEPT_LIMIT
                ? 0
                : counts.values().stream()
                        .sorted(Comparator.reverseOrder())
                        .skip(KEPT_LIMIT)
                        .findFirst()
                        .orElse(0L);
    }

    /** Whether the counts are no estimates. */
    public boolean isExact() {
        return error == 0;
    }

    /** Both together. */
    public Leaders and(Leaders other) {
        Map<String, Long> sum = new TreeMap<>(counts);
        other.counts.forEach((name, count) -> sum.merge(name, count, Long::sum));
        return new Leaders(sum, error + other.error);
    }

    /** The first of them, by count and then by name. */
    public List<Leader> first(int limit) {
        return counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(each -> new Leader(each.getKey(), each.getValue(), each.getValue() + error))
                .toList();
    }
}
