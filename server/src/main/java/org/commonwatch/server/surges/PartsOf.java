package org.commonwatch.server.surges;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.level.Budget;
import org.commonwatch.insight.series.Series;
import org.commonwatch.insight.surge.Calendar;
import org.commonwatch.insight.surge.Surge;
import org.commonwatch.insight.surge.Surges.Counted;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Kinds, or sectors, each looked at by itself: what rises in one may be little of the whole. They
 * share one budget of false alarms.
 *
 * @param leftOut how many there are besides
 */
record PartsOf(List<Map.Entry<String, Series>> parts, int leftOut) {
    /** So many are looked at, those with the most counts: each takes a processor for a second. */
    static final int LIMIT = 8;

    /** A rise in one of them. */
    record Rise(String of, Surge surge) {}

    /** All that is told of them; readings of any of them are from the same period on. */
    record Judged(Watching.Read read, List<Rise> rises) {}

    static PartsOf of(Counted counted, String each) {
        Map<String, Series> all = each.equals("kind") ? counted.kinds() : counted.sectors();
        List<Map.Entry<String, Series>> most =
                all.entrySet().stream()
                        .sorted(
                                Comparator.comparingLong((Map.Entry<String, Series> part) ->
                                                -sum(part.getValue()))
                                        .thenComparing(Map.Entry::getKey))
                        .toList();
        int told = Math.min(LIMIT, most.size());
        return new PartsOf(most.subList(0, told), most.size() - told);
    }

    private static long sum(Series series) {
        return LongStream.range(0, series.size()).map(t -> series.count((int) t)).sum();
    }

    /** What rose in any, in the order of time. */
    Judged judged(Watching watching, Calendar calendar) {
        Budget budget = Watching.BUDGET.share(1.0 / Math.max(1, parts.size()));
        List<Rise> rises = new ArrayList<>();
        Watching.Read last = null;
        for (Map.Entry<String, Series> part : parts) {
            Series series = part.getValue();
            try {
                last = watching.read(series, budget);
            } catch (InsightRefusedException refused) {
                if (refused.refusal() instanceof InsightRefusal.NoFit) {
                    continue; // too few of it for any level
                }
                throw refused;
            }
            var alone = new Counted(series, Map.of(), Map.of());
            for (Surge surge : watching.surges(alone, last, calendar)) {
                rises.add(new Rise(part.getKey(), surge));
            }
        }
        if (last == null) {
            throw new InsightRefusedException(
                    new InsightRefusal.NoFit("any of " + parts.size() + " parts"));
        }
        rises.sort(Comparator.comparing(rise -> rise.surge().extent().from()));
        return new Judged(last, List.copyOf(rises));
    }
}
