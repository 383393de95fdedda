package org.commonwatch.server.pipeline;

import org.commonwatch.access.BodyId;
import org.commonwatch.server.intel.Cells;
import org.commonwatch.server.intel.Sightings;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.stix.Sighting.Window;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.event.RuleId;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What several sensors counted and saw, put together and added to what there is: the one way by
 * which counts and sightings come into the store.
 */
public final class Totals {
    private final RuleId rule;
    private final BodyId body;
    private final Map<Cell, Long> cells = new LinkedHashMap<>();
    private final Map<Sightings.Origin, Map<Window, Seen>> sightings = new LinkedHashMap<>();

    /**
     * Nothing yet.
     *
     * @param rule by which it is counted
     * @param body in which sightings are shared
     */
    public Totals(RuleId rule, BodyId body) {
        this.rule = rule;
        this.body = body;
    }

    /** Puts what a sensor counted and saw with the rest. */
    public void add(Credential sensor, Map<Cell, Long> counted, Map<Window, Seen> seen) {
        counted.forEach((cell, count) -> cells.merge(cell, count, Long::sum));
        var origin = new Sightings.Origin(sensor.party(), sensor.tlp(), body);
        Map<Window, Seen> all = sightings.computeIfAbsent(origin, by -> new TreeMap<>());
        seen.forEach((at, more) -> all.merge(at, more, Seen::and));
    }

    /**
     * Adds all of it to the store.
     *
     * @param drawn whether it was drawn from a plan, and not counted in lines
     */
    public void commit(Connection connection, boolean drawn, Instant now) throws SQLException {
        Cells.add(connection, rule, drawn, cells);
        for (Map.Entry<Sightings.Origin, Map<Window, Seen>> entry : sightings.entrySet()) {
            Sightings.add(connection, entry.getKey(), entry.getValue(), now);
        }
    }
}
