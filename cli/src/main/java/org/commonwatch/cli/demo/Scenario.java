package org.commonwatch.cli.demo;

import org.commonwatch.telemetry.simulation.world.WorldPlan;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A world, and all that is claimed in it.
 *
 * @param name short, such as {@code islands}
 * @param title of the story
 * @param about what of it is invented
 * @param plan what happens
 * @param sensors how their counts come in
 * @param institutions who is what to whom
 * @param vote what it is all before
 */
public record Scenario(
        String name,
        String title,
        String about,
        WorldPlan plan,
        Sensors sensors,
        Institutions institutions,
        Vote vote) {
    /**
     * How the counts of sensors come in.
     *
     * @param markings of their sightings, by the sensor
     * @param raw how many of its last days come as lines, by the sensor; all else is drawn
     */
    public record Sensors(Map<String, String> markings, Map<String, Integer> raw) {}

    /**
     * Who is what to whom.
     *
     * @param charters of the bodies, in YAML, by their names; the first is served
     * @param parties by name
     * @param readers one party for each sort of standing: member, observer, outsider
     * @param claims in the order in which they are recorded
     */
    public record Institutions(
            Map<String, String> charters,
            List<String> parties,
            Map<String, String> readers,
            List<Claim> claims) {
        /** The party without standing who reads in the end. */
        public String outsider() {
            return Objects.requireNonNull(readers.get("outsider"));
        }

        /** Whether a party granted that one statistics. */
        public boolean grants(String owner) {
            return claims.stream()
                    .map(each -> JsonMapper.shared().readTree(each.text()).path("agreement"))
                    .filter(each -> each.path("classes").toString().contains("\"statistics\""))
                    .anyMatch(each ->
                            each.path("parties").path(0).asString().equals(owner)
                                    && each.path("parties").path(1).asString().equals(outsider()));
        }
    }

    /** A claim in the form of a world's file, as JSON, and when it is recorded. */
    public record Claim(Instant recorded, String text) {}

    /**
     * A vote.
     *
     * @param added when it becomes known
     * @param asked when it is asked whether attacks will have risen before it
     */
    public record Vote(
            String id,
            String name,
            String jurisdiction,
            List<String> offices,
            LocalDate date,
            LocalDate added,
            LocalDate asked) {}

    /** The first of the days whose lines come from a sensor; the end of all days if none do. */
    public LocalDate drawnTo(String sensor) {
        return plan.calendar().end().minusDays(sensors.raw().getOrDefault(sensor, 0));
    }
}
