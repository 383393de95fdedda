package org.commonwatch.cli.simulate;

import org.commonwatch.cli.demo.GapTruth;
import org.commonwatch.cli.demo.Scenario;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.simulation.Truth.Hit;
import org.commonwatch.telemetry.simulation.world.Campaign;
import org.commonwatch.telemetry.simulation.world.World;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Sensor;
import org.commonwatch.telemetry.simulation.world.WorldTruth;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The truth about a world as JSON: what is to be counted and seen in the lines, by the sensor; and
 * of all days what is counted in each month, what rose, and who held which address since when and
 * whom it hit first when. From that the gap of any party under any rules follows.
 *
 * @param from the first day that there are lines of
 */
record WorldTruthFile(Scenario scenario, World world, LocalDate from) {

    void write(OutputStream out, Map<String, Long> lines) {
        WorldTruth truth = world.truth();
        try (JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
            json.writeStartObject();
            json.writeBooleanProperty("synthetic", true);
            json.writeStringProperty("scenario", scenario.name());
            json.writeStringProperty("about", scenario.about());
            json.writeStringProperty("rule", CountingRule.ATTACKS.id().toString());
            json.writeNumberProperty("seed", world.plan().seed());
            json.writeStringProperty("first", world.plan().calendar().first().toString());
            json.writeStringProperty("linesFrom", from.toString());
            json.writeStringProperty("end", world.plan().calendar().end().toString());
            json.writeObjectPropertyStart("lines");
            lines.forEach(json::writeNumberProperty);
            json.writeEndObject();
            sensors(json);
            months(json, truth);
            rises(json, truth);
            addresses(json, truth);
            gaps(json);
            json.writeEndObject();
        }
    }

    private void sensors(JsonGenerator json) {
        LocalDate end = world.plan().calendar().end();
        json.writeArrayPropertyStart("cells");
        for (Sensor sensor : world.plan().sensors()) {
            world.cells(sensor.name(), from, end)
                    .forEach((cell, count) -> {
                        json.writeStartObject();
                        json.writeStringProperty("hour", cell.hour().toString());
                        json.writeStringProperty("sensor", cell.sensor());
                        json.writeStringProperty("unit", cell.unit().label());
                        json.writeStringProperty("kind", cell.kind().label());
                        json.writeStringProperty(
                                "source", cell.established() ? "established" : "claimed");
                        json.writeStringProperty("country", cell.origin().country());
                        json.writeStringProperty("sector", cell.sector());
                        json.writeNumberProperty("count", count);
                        json.writeEndObject();
                    });
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("hits");
        for (Sensor sensor : world.plan().sensors()) {
            world.hits(sensor.name(), from, end)
                    .forEach((hit, seen) -> {
                        json.writeStartObject();
                        json.writeStringProperty("value", hit.indicator().value());
                        json.writeStringProperty("sensor", sensor.name());
                        json.writeStringProperty("hour", hit.hour().toString());
                        json.writeNumberProperty("count", seen.count());
                        json.writeStringProperty("first", seen.first().toString());
                        json.writeStringProperty("last", seen.last().toString());
                        json.writeEndObject();
                    });
        }
        json.writeEndArray();
    }

    private static void months(JsonGenerator json, WorldTruth truth) {
        json.writeObjectPropertyStart("months");
        truth.months()
                .forEach((month, counts) -> {
                    json.writeObjectPropertyStart(month.toString());
                    counts.forEach((unit, count) -> json.writeNumberProperty(unit.label(), count));
                    json.writeEndObject();
                });
        json.writeEndObject();
    }

    private static void rises(JsonGenerator json, WorldTruth truth) {
        json.writeArrayPropertyStart("rises");
        truth.risen()
                .forEach(risen -> {
                    json.writeStartObject();
                    json.writeStringProperty("name", risen.name());
                    json.writeStringProperty("from", risen.from().toString());
                    json.writeStringProperty("to", risen.to().toString());
                    json.writeNumberProperty("alerts", risen.alerts());
                    json.writeNumberProperty("without", risen.without());
                    json.writeNumberProperty("ratio", risen.ratio());
                    json.writeEndObject();
                });
        json.writeEndArray();
    }

    private void addresses(JsonGenerator json, WorldTruth truth) {
        Map<Observable, Map<String, Instant>> first = firstHits();
        json.writeArrayPropertyStart("addresses");
        for (Campaign campaign : truth.campaigns()) {
            for (Observable address : campaign.addresses()) {
                json.writeStartObject();
                json.writeStringProperty("value", address.value());
                json.writeStringProperty("campaign", campaign.name());
                holders(json, campaign, address);
                json.writeObjectPropertyStart("firstHit");
                first.getOrDefault(address, Map.of())
                        .forEach((party, at) -> json.writeStringProperty(party, at.toString()));
                json.writeEndObject();
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private void gaps(JsonGenerator json) {
        String party = scenario.institutions().outsider();
        json.writeArrayPropertyStart("gaps");
        GapTruth.windows(world.plan().calendar().end())
                .values()
                .forEach(window -> {
                    var asked = new GapTruth.Asked(party, window, owner -> true, true);
                    GapTruth gap = GapTruth.of(scenario, world, asked);
                    json.writeStartObject();
                    json.writeStringProperty("party", party);
                    json.writeStringProperty("from", window.from().toString());
                    json.writeStringProperty("to", window.to().toString());
                    json.writeNumberProperty("hits", gap.hits());
                    json.writeNumberProperty("readInTime", gap.inTime());
                    json.writeNumberProperty("known", gap.gap());
                    json.writeNumberProperty("readSince", gap.since());
                    json.writeNumberProperty("hitOthers", gap.hitOthers());
                    json.writeNumberProperty("lost", gap.lost());
                    json.writeEndObject();
                });
        json.writeEndArray();
    }

    private static void holders(JsonGenerator json, Campaign campaign, Observable address) {
        json.writeArrayPropertyStart("holders");
        for (Campaign.Held held : campaign.held()) {
            if (held.address().equals(address)) {
                json.writeStartObject();
                json.writeStringProperty("party", held.holder().party());
                json.writeStringProperty("marking", held.holder().marking());
                json.writeStringProperty("since", held.since().toString());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private Map<Observable, Map<String, Instant>> firstHits() {
        Map<Observable, Map<String, Instant>> first = new HashMap<>();
        LocalDate begin = world.plan().calendar().first();
        LocalDate end = world.plan().calendar().end();
        for (Sensor sensor : world.plan().sensors()) {
            for (Map.Entry<Hit, Seen> each : world.hits(sensor.name(), begin, end).entrySet()) {
                first.computeIfAbsent(each.getKey().indicator(), key -> new TreeMap<>())
                        .merge(
                                sensor.party(),
                                each.getValue().first(),
                                (one, other) -> one.isBefore(other) ? one : other);
            }
        }
        return first;
    }
}
