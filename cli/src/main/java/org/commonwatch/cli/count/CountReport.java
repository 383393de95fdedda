package org.commonwatch.cli.count;

import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.counting.LineAccount;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Unit;

import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * A tally for people or for programs, every number with what it must carry.
 *
 * @param by what the table tells apart; if nothing, unit, kind and source
 */
public record CountReport(Sum sum, String sensor, boolean matched, Set<By> by) {
    private static final int REJECTS_SHOWN = 5;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What cells can be told apart by. */
    public enum By {
        HOUR,
        DAY,
        UNIT,
        KIND,
        SOURCE,
        SENSOR;

        String of(Cell cell) {
            return switch (this) {
                case HOUR -> cell.hour().toString();
                case DAY -> cell.hour().toString().substring(0, "2018-11-24".length());
                case UNIT -> cell.unit().label();
                case KIND -> cell.kind().label();
                case SOURCE -> cell.established() ? "established" : "claimed";
                case SENSOR -> cell.sensor();
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The files of a run, added up. */
    public static final class Sum {
        private final Map<String, Long> files = new TreeMap<>();
        private final Map<String, Long> unknown = new TreeMap<>();
        private final CountingRule rule;
        private final AtomicReference<Tally> tally;

        /** Of nothing yet. */
        public Sum(CountingRule rule) {
            this.rule = rule;
            tally = new AtomicReference<>(Tally.empty(rule.id()));
        }

        void add(String format, long unknownRecords, Tally counted) {
            files.merge(format, 1L, Long::sum);
            unknown.merge(format, unknownRecords, Long::sum);
            add(counted);
        }

        /** Adds what was not read from files of a format. */
        public void add(Tally counted) {
            tally.set(tally.get().and(counted));
        }

        Tally tally() {
            return tally.get();
        }
    }

    public CountReport {
        // Units are never added together, so every table tells them apart.
        Set<By> all = new LinkedHashSet<>(by.isEmpty() ? List.of(By.UNIT, By.KIND, By.SOURCE) : by);
        all.add(By.UNIT);
        by = Collections.unmodifiableSet(all);
    }

    private Tally tally() {
        return sum.tally();
    }

    private Map<List<String>, Long> rows() {
        Comparator<List<String>> inOrder =
                (one, other) -> {
                    for (int i = 0; i < one.size(); i++) {
                        int order = one.get(i).compareTo(other.get(i));
                        if (order != 0) {
                            return order;
                        }
                    }
                    return 0;
                };
        Map<List<String>, Long> rows = new TreeMap<>(inOrder);
        tally().cells()
                .forEach((cell, count) ->
                        rows.merge(
                                by.stream().map(word -> word.of(cell)).toList(), count, Long::sum));
        return rows;
    }

    /** For people. */
    public void text(PrintWriter out) {
        Tally tally = tally();
        out.printf("counting rule %s, sensor %s, %s, exact%n", tally.rule(), sensor, window());
        String format =
                by.stream().map(CountReport::column).collect(Collectors.joining()) + "  %12s%n";
        List<Object> heads = new ArrayList<>(by);
        heads.add("count");
        out.printf(format, heads.toArray());
        rows().forEach((row, count) -> {
            List<Object> cells = new ArrayList<>(row);
            cells.add(String.format(Locale.ROOT, "%,d", count));
            out.printf(format, cells.toArray());
        });
        for (Unit unit : List.of(Unit.PROBE, Unit.ALERT)) {
            out.println(sum.rule.sentence(unit));
        }
        out.println(sum.rule.establishedSentence());
        LineAccount lines = tally.lines();
        out.printf(
                "lines %,d = %,d counted + %,d context + %,d skipped + %,d rejected%n",
                lines.lines(), lines.counted(), lines.context(), lines.skipped(), lines.rejected());
        sum.files.forEach((name, files) ->
                out.printf(
                        "format %s: %,d files, %,d records not understood%n",
                        name, files, sum.unknown.getOrDefault(name, 0L)));
        if (tally.lines().withoutZone() > 0) {
            out.printf("times without a zone, read as UTC: %,d%n", tally.lines().withoutZone());
        }
        if (matched) {
            long seen = tally.sightings().values().stream().mapToLong(Seen::count).sum();
            long indicators =
                    tally.sightings().keySet().stream()
                            .map(window -> window.indicator())
                            .distinct()
                            .count();
            out.printf("sightings %,d of %,d indicators%n", seen, indicators);
        }
        out.flush();
    }

    private static String column(By word) {
        return switch (word) {
            case HOUR -> "  %-20s";
            case DAY -> "  %-10s";
            case UNIT -> "  %-6s";
            case KIND -> "  %-30s";
            case SOURCE -> "  %-11s";
            case SENSOR -> "  %-20s";
        };
    }

    /** The table alone, which programs add up themselves: each row names its counting rule. */
    public void csv(PrintWriter out) {
        out.print(by.stream().map(By::toString).collect(Collectors.joining(",")));
        out.print(",count,rule\n");
        rows().forEach((row, count) ->
                out.print(String.join(",", row) + "," + count + "," + tally().rule() + "\n"));
        out.flush();
    }

    /** All cells and sightings, for programs. */
    public void json(PrintWriter out) {
        Tally tally = tally();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("rule", tally.rule().toString());
        report.put("sensor", sensor);
        report.put("exact", true);
        report.put("lines", tally.lines().lines());
        report.put("account", tally.lines());
        report.put("formats", sum.files);
        report.put("notUnderstood", sum.unknown);
        report.put("rejectedBecause", tally.rejects().byReason());
        report.put("cells", cells());
        if (matched) {
            report.put("sightings", sightings());
        }
        out.println(JSON.writeValueAsString(report));
        out.flush();
    }

    /** The first lines that could not be read, each with its place. */
    static void rejects(Path file, Tally tally, PrintWriter err) {
        tally.rejects().first().stream()
                .limit(REJECTS_SHOWN)
                .forEach(line ->
                        err.printf(
                                "cwatch: %s: line %,d (byte %,d) rejected: %s%n",
                                file, line.line(), line.offset(), line.why()));
        long more = tally.rejects().count() - REJECTS_SHOWN;
        if (more > 0) {
            err.printf("cwatch: %s: and %,d more%n", file, more);
        }
        err.flush();
    }

    private String window() {
        if (tally().cells().isEmpty()) {
            return "no hour with anything counted";
        }
        List<Instant> hours = tally().cells().keySet().stream().map(Cell::hour).distinct().toList();
        return hours.getFirst()
                + " to "
                + hours.getLast().plus(Duration.ofHours(1))
                + ", "
                + hours.size()
                + " hours with counts";
    }

    private List<Map<String, Object>> cells() {
        return tally().cells().entrySet().stream()
                .map(entry ->
                        Map.<String, Object>of(
                                "hour", entry.getKey().hour().toString(),
                                "sensor", entry.getKey().sensor(),
                                "unit", entry.getKey().unit().label(),
                                "kind", entry.getKey().kind().label(),
                                "source", entry.getKey().established() ? "established" : "claimed",
                                "count", entry.getValue()))
                .toList();
    }

    private List<Map<String, Object>> sightings() {
        return tally().sightings().entrySet().stream()
                .map(entry ->
                        Map.<String, Object>of(
                                "indicator", entry.getKey().indicator().toString(),
                                "hour", entry.getKey().hour().toString(),
                                "count", entry.getValue().count(),
                                "first", entry.getValue().first().toString(),
                                "last", entry.getValue().last().toString()))
                .toList();
    }
}
