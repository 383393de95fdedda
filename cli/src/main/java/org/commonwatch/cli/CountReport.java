package org.commonwatch.cli;

import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.counting.LineAccount;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Unit;

import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A tally for people or for programs, every number with what it must carry. */
record CountReport(Tally tally, String sensor, boolean matched) {
    private static final int REJECTS_SHOWN = 5;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What one line of the table sums up. */
    private record Row(Unit unit, Kind kind, boolean established) implements Comparable<Row> {
        @Override
        public int compareTo(Row other) {
            int byUnit = unit.compareTo(other.unit);
            int byKind = kind.compareTo(other.kind);
            int bySource = Boolean.compare(other.established, established);
            return byUnit != 0 ? byUnit : byKind != 0 ? byKind : bySource;
        }
    }

    void text(PrintWriter out) {
        out.printf("counting rule %s, sensor %s, %s, exact%n", tally.rule(), sensor, window());
        Map<Row, Long> rows = new TreeMap<>();
        tally.cells().forEach((cell, count) -> rows.merge(row(cell), count, Long::sum));
        out.printf("  %-6s  %-30s  %-11s  %12s%n", "unit", "kind", "source", "count");
        rows.forEach((row, count) ->
                out.printf(
                        "  %-6s  %-30s  %-11s  %,12d%n",
                        row.unit().label(),
                        row.kind().label(),
                        row.established() ? "established" : "claimed",
                        count));
        for (Unit unit : List.of(Unit.PROBE, Unit.ALERT)) {
            out.println(CountingRule.ATTACKS.sentence(unit));
        }
        out.println(CountingRule.ATTACKS.establishedSentence());
        LineAccount lines = tally.lines();
        out.printf(
                "lines %,d = %,d counted + %,d context + %,d skipped + %,d rejected%n",
                lines.lines(), lines.counted(), lines.context(), lines.skipped(), lines.rejected());
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

    void json(PrintWriter out) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("rule", tally.rule().toString());
        report.put("sensor", sensor);
        report.put("exact", true);
        report.put("lines", tally.lines().lines());
        report.put("account", tally.lines());
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
        if (tally.cells().isEmpty()) {
            return "no hour with anything counted";
        }
        List<Instant> hours = tally.cells().keySet().stream().map(Cell::hour).distinct().toList();
        return hours.getFirst()
                + " to "
                + hours.getLast().plus(Duration.ofHours(1))
                + ", "
                + hours.size()
                + " hours with counts";
    }

    private static Row row(Cell cell) {
        return new Row(cell.unit(), cell.kind(), cell.established());
    }

    private List<Map<String, Object>> cells() {
        return tally.cells().entrySet().stream()
                .map(entry ->
                        Map.<String, Object>of(
                                "hour", entry.getKey().hour().toString(),
                                "unit", entry.getKey().unit().label(),
                                "kind", entry.getKey().kind().label(),
                                "source", entry.getKey().established() ? "established" : "claimed",
                                "count", entry.getValue()))
                .toList();
    }

    private List<Map<String, Object>> sightings() {
        return tally.sightings().entrySet().stream()
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
