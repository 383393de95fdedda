package org.commonwatch.cli.matching;

import org.commonwatch.stix.Sighting;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.Origin;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run sighted, with where the indicators come from and how old they are. */
public final class Matches {
    private final IndicatorTable table;
    private final Map<StixId, Origin> origins = new HashMap<>();

    /** Nothing was sighted yet of what is in the table. */
    public Matches(IndicatorTable table) {
        this.table = table;
    }

    /** Takes where a sighted indicator comes from. */
    public void add(StixId indicator, Origin origin) {
        origins.putIfAbsent(indicator, origin);
    }

    /** The sightings of the tally in a few lines: in all, by list, and what was kept out. */
    public void text(Tally tally, PrintWriter out) {
        long seen = 0;
        Map<String, Long> byList = new TreeMap<>();
        for (var entry : tally.sightings().entrySet()) {
            long count = entry.getValue().count();
            seen += count;
            byList.merge(origin(entry.getKey().indicator()).list(), count, Long::sum);
        }
        out.printf("sightings %,d of %,d indicators%n", seen, indicators(tally.sightings()));
        long claimed = tally.claimed().values().stream().mapToLong(Sighting.Seen::count).sum();
        out.printf(
                "besides, addresses only claimed to be sources: %,d of %,d indicators%n",
                claimed, indicators(tally.claimed()));
        table.lists()
                .forEach((list, share) -> {
                    if (!list.isEmpty()) {
                        out.printf(
                                "list %s: %,d indicators%s, %,d sightings%n",
                                list,
                                share.indicators(),
                                share.latestDay() == 0
                                        ? ""
                                        : ", the latest of "
                                                + LocalDate.ofEpochDay(share.latestDay()),
                                byList.getOrDefault(list, 0L));
                    }
                });
        new TreeMap<>(table.dropped())
                .forEach((list, count) ->
                        out.printf("known-good %s: kept out %,d indicators%n", list, count));
    }

    private static long indicators(Map<Sighting.Window, Sighting.Seen> seen) {
        return seen.keySet().stream().map(Sighting.Window::indicator).distinct().count();
    }

    /** Every sighting, to be written as JSON. */
    public List<Map<String, Object>> sightings(Map<Sighting.Window, Sighting.Seen> seen) {
        return seen.entrySet().stream()
                .map(entry -> sighting(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Map<String, Object> sighting(Sighting.Window window, Sighting.Seen seen) {
        Map<String, Object> sighting = new LinkedHashMap<>();
        sighting.put("indicator", window.indicator().toString());
        sighting.put("hour", window.hour().toString());
        sighting.put("count", seen.count());
        sighting.put("first", seen.first().toString());
        sighting.put("last", seen.last().toString());
        Origin origin = origin(window.indicator());
        if (!origin.list().isEmpty()) {
            sighting.put("list", origin.list());
        }
        if (!origin.source().isEmpty()) {
            sighting.put("source", origin.source());
        }
        if (origin.day() != 0) {
            sighting.put("listedDay", LocalDate.ofEpochDay(origin.day()).toString());
        }
        return sighting;
    }

    private Origin origin(StixId indicator) {
        return origins.getOrDefault(indicator, Origin.UNKNOWN);
    }
}
