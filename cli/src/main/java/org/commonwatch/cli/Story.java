package org.commonwatch.cli;

import org.commonwatch.cli.ingest.SegmentSender;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.simulation.Truth;

import tools.jackson.databind.JsonNode;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a demo came to: the figures a server gave, beside the truth about the lines. */
record Story(
        SegmentSender.Delivered delivered,
        JsonNode counts,
        TaxiiReading member,
        TaxiiReading outsider,
        Truth truth) {

    void tell(PrintWriter out) {
        out.println();
        out.println("SYNTHETIC DATA: invented parties, sensors and lines");
        Map<String, Long> byUnit = new TreeMap<>();
        counts.path("cells")
                .forEach(cell ->
                        byUnit.merge(
                                "%-6s from %s sources"
                                        .formatted(
                                                cell.path("unit").asString(),
                                                cell.path("source").asString()),
                                cell.path("count").asLong(),
                                Long::sum));
        byUnit.forEach((what, count) -> out.printf("  %,10d  %s%n", count, what));
        out.printf("  %,10d  lines of context%n", delivered.context());
        out.printf(
                "  %,10d  lines that could not be read: damaged on purpose%n",
                delivered.rejected());
        out.printf(
                "  %,10d  sightings (%,d STIX objects) that the member reads over TAXII%n",
                member.seen(), member.sightings());
        out.printf(
                "  %,10d  that the party without standing reads: its answer is that of an empty"
                        + " collection%n",
                outsider.seen());
        out.flush();
    }

    /** Compares everything with the truth; a difference is a defect and stops the demo. */
    void check() {
        List<String> wrong = new ArrayList<>();
        Map<String, Long> truthCells =
                truth.cells().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        entry -> words(entry.getKey()), Map.Entry::getValue));
        Map<String, Long> cells = new TreeMap<>();
        counts.path("cells").forEach(cell -> cells.put(words(cell), cell.path("count").asLong()));
        expect(wrong, "cells", cells, new TreeMap<>(truthCells));
        var lines = truth.lines();
        expect(
                wrong,
                "lines",
                List.of(
                        delivered.lines(),
                        delivered.counted(),
                        delivered.context(),
                        delivered.skipped(),
                        delivered.rejected()),
                List.of(
                        lines.lines(),
                        lines.counted(),
                        lines.context(),
                        lines.skipped(),
                        lines.rejected()));
        long hits = truth.hits().values().stream().mapToLong(Seen::count).sum();
        expect(wrong, "sightings of the member", member.seen(), hits);
        expect(wrong, "sighting objects", member.sightings(), (long) truth.hits().size());
        expect(wrong, "sightings of the party without standing", outsider.seen(), 0L);
        if (!wrong.isEmpty()) {
            throw new Stop(
                    ExitCode.FAILED,
                    String.join("\n        ", wrong),
                    "This is a defect of Commonwatch; please report it with the seed.");
        }
    }

    private static void expect(List<String> wrong, String what, Object actual, Object truth) {
        if (!actual.equals(truth)) {
            wrong.add("The " + what + " are " + actual + ", but in truth " + truth + ".");
        }
    }

    private static String words(Cell cell) {
        return String.join(
                " ",
                cell.hour().toString(),
                cell.sensor(),
                cell.unit().label(),
                cell.kind().label(),
                cell.established() ? "established" : "claimed");
    }

    private static String words(JsonNode cell) {
        return String.join(
                " ",
                cell.path("hour").asString(),
                cell.path("sensor").asString(),
                cell.path("unit").asString(),
                cell.path("kind").asString(),
                cell.path("source").asString());
    }
}
