package org.commonwatch.cli.simulate;

import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.counting.LineAccount;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.simulation.Format;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Truth;
import org.commonwatch.telemetry.simulation.Truth.Hit;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The truth about a simulation as JSON; cells are written as {@code cwatch count --json} writes
 * them.
 *
 * @param formats the truth about the lines of each
 */
record TruthFile(Plan plan, String sensor, Map<Format, Truth> formats) {
    private static final Comparator<Hit> ORDER =
            Comparator.comparing(Hit::hour)
                    .thenComparing(hit -> hit.indicator().kind())
                    .thenComparing(hit -> hit.indicator().value());

    /** About all lines together. */
    Truth sum() {
        return formats.values().stream().reduce(Truth::and).orElseThrow();
    }

    void write(OutputStream out) {
        Truth truth = sum();
        try (JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
            json.writeStartObject();
            json.writeBooleanProperty("synthetic", true);
            json.writeStringProperty("rule", CountingRule.ATTACKS.id().toString());
            json.writeStringProperty("sensor", sensor);
            plan(json);
            account(json, "account", truth.lines());
            json.writeObjectPropertyStart("formats");
            formats.forEach((format, each) -> account(json, format.label(), each.lines()));
            json.writeEndObject();
            cells(json, truth.cells());
            hits(json, "seen", "hits", truth.hits());
            hits(json, "claimed", "claimedHits", truth.claimed());
            victims(json, truth);
            topSources(json, truth.topSources());
            json.writeEndObject();
        }
    }

    private void plan(JsonGenerator json) {
        json.writeObjectPropertyStart("plan");
        json.writeNumberProperty("seed", plan.seed());
        json.writeNumberProperty("events", plan.lines());
        json.writeNumberProperty("hours", plan.hours());
        json.writeStringProperty("start", plan.start().toString());
        json.writeNumberProperty("indicators", plan.indicators());
        json.writeEndObject();
    }

    private static void account(JsonGenerator json, String name, LineAccount lines) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("lines", lines.lines());
        json.writeNumberProperty("counted", lines.counted());
        json.writeNumberProperty("context", lines.context());
        json.writeNumberProperty("skipped", lines.skipped());
        json.writeNumberProperty("rejected", lines.rejected());
        json.writeNumberProperty("withoutZone", lines.withoutZone());
        json.writeEndObject();
    }

    private static void cells(JsonGenerator json, Map<Cell, Long> cells) {
        json.writeArrayPropertyStart("cells");
        cells.forEach((cell, count) -> {
            json.writeStartObject();
            json.writeStringProperty("hour", cell.hour().toString());
            json.writeStringProperty("unit", cell.unit().label());
            json.writeStringProperty("kind", cell.kind().label());
            json.writeStringProperty("source", cell.established() ? "established" : "claimed");
            json.writeNumberProperty("count", count);
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    private static void hits(JsonGenerator json, String total, String name, Map<Hit, Seen> hits) {
        json.writeNumberProperty(total, hits.values().stream().mapToLong(Seen::count).sum());
        json.writeArrayPropertyStart(name);
        Map<Hit, Seen> sorted = new TreeMap<>(ORDER);
        sorted.putAll(hits);
        sorted.forEach((hit, seen) -> {
            json.writeStartObject();
            json.writeStringProperty("type", hit.indicator().kind().label());
            json.writeStringProperty("value", hit.indicator().value());
            json.writeStringProperty("hour", hit.hour().toString());
            json.writeNumberProperty("count", seen.count());
            json.writeStringProperty("first", seen.first().toString());
            json.writeStringProperty("last", seen.last().toString());
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    private static void victims(JsonGenerator json, Truth truth) {
        TreeSet<String> addresses = new TreeSet<>();
        TreeSet<String> networks = new TreeSet<>();
        truth.victims()
                .forEach(victim -> {
                    String address = victim.value();
                    addresses.add(address);
                    networks.add(address.substring(0, address.lastIndexOf('.')) + ".0/24");
                });
        json.writeObjectPropertyStart("likelyVictims");
        json.writeNumberProperty("count", addresses.size());
        json.writeArrayPropertyStart("networks");
        networks.forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("addresses");
        addresses.forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void topSources(JsonGenerator json, Map<LocalDate, List<Truth.Source>> days) {
        json.writeArrayPropertyStart("topSources");
        days.forEach((day, sources) -> {
            json.writeStartObject();
            json.writeStringProperty("day", day.toString());
            json.writeArrayPropertyStart("sources");
            sources.forEach(source -> {
                json.writeStartObject();
                json.writeStringProperty("address", source.address().value());
                json.writeNumberProperty("alerts", source.alerts());
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeEndObject();
        });
        json.writeEndArray();
    }
}
