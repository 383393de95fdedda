package org.commonwatch.telemetry.counting;

import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.Rejected;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The lines that could not be read: all of them counted, the first of them kept.
 *
 * @param byReason how many for each reason there was
 * @param first the first {@link #KEPT_LIMIT}, in the order of the input
 */
public record Rejects(Map<Reason, Long> byReason, List<Rejected> first) {
    /** No more rejected lines are kept; the rest are only counted. */
    public static final int KEPT_LIMIT = 1_000;

    /** No lines. */
    public static final Rejects NONE = new Rejects(Map.of(), List.of());

    // A total order: which lines are the first must not depend on who was added to whom.
    static final Comparator<Rejected> ORDER =
            Comparator.comparingLong(Rejected::line)
                    .thenComparingLong(Rejected::offset)
                    .thenComparing(Rejected::reason)
                    .thenComparing(Rejected::detail);

    public Rejects {
        Map<Reason, Long> ordered = new EnumMap<>(Reason.class);
        ordered.putAll(byReason);
        byReason = Collections.unmodifiableMap(ordered);
        first = List.copyOf(first);
        if (first.size() != Math.min(count(byReason.values()), KEPT_LIMIT)) {
            throw new IllegalArgumentException("rejected lines counted or kept wrongly");
        }
    }

    /** How many there are. */
    public long count() {
        return count(byReason.values());
    }

    /** Both together; of two inputs' lines the ones with the lowest numbers are kept. */
    public Rejects and(Rejects other) {
        Map<Reason, Long> sum = new EnumMap<>(Reason.class);
        sum.putAll(byReason);
        other.byReason.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        List<Rejected> kept =
                Stream.concat(first.stream(), other.first.stream())
                        .sorted(ORDER)
                        .limit(KEPT_LIMIT)
                        .toList();
        return new Rejects(sum, kept);
    }

    private static long count(Collection<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
