package org.commonwatch.server.matching;

import org.commonwatch.archive.events.ArchivedEvents;
import org.commonwatch.archive.events.EventArchive;
import org.commonwatch.archive.events.Manifest;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.intel.Sightings;
import org.commonwatch.server.matching.Rematch.Thing;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.stix.Sighting.Window;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Matches events of the archive with what is looked for since later. What it finds is committed
 * together with that it was looked for, and told in parts of {@link Sightings#AT_ONCE}, each of
 * which is committed together with that it was told: nothing is missed or counted twice, whenever
 * this ends.
 */
final class RetroMatching {
    private static final System.Logger LOG = System.getLogger(RetroMatching.class.getName());

    /** So much is looked for at once. */
    private static final int THINGS = 100_000;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Transactions transactions;
    private final Leases leases;
    private final Matching.Manner manner;
    private final InstantSource clock;
    private final AtomicLong missed = new AtomicLong(); // since when runs are; 0 if none is

    /** Whose sensor it is, and how it marks what it sees. */
    private record Sensor(StixId party, Tlp tlp) {}

    RetroMatching(
            Transactions transactions, Leases leases, Matching.Manner manner, InstantSource clock) {
        this.transactions = transactions;
        this.leases = leases;
        this.manner = manner;
        this.clock = clock;
    }

    /**
     * Does a part of what is to be done. Whether there may be more that can be done now: what
     * somebody matches at this moment waits until it is committed.
     */
    boolean step() throws IOException {
        for (int limit = THINGS; ; limit /= 2) {
            int things = limit;
            Optional<Rematch> next =
                    transactions.read(
                            connection -> Rematch.next(connection, things, leases::anyBefore));
            if (next.isEmpty()) {
                return false;
            }
            try {
                return match(next.get());
            } catch (TelemetryRefusedException tooMany) {
                if (limit == 1) {
                    String what = next.get().fresh().getFirst().observable().toString();
                    LOG.log(System.Logger.Level.WARNING, what + " is seen too often", tooMany);
                    done(next.get(), Map.of());
                    return true;
                }
            }
        }
    }

    private boolean match(Rematch rematch) throws IOException {
        if (rematch.runs().isEmpty()) {
            done(rematch, Map.of());
            return true;
        }
        List<Manifest> manifests = manifests(rematch.runs());
        if (mayCome(rematch.runs(), manifests)) {
            return false;
        }
        done(rematch, sightings(rematch, manifests));
        return true;
    }

    private List<Manifest> manifests(Set<String> runs) throws IOException {
        if (!Files.isDirectory(manner.archive().resolve("runs"))) {
            return List.of();
        }
        return EventArchive.open(manner.archive()).manifests().stream()
                .filter(manifest -> runs.contains(manifest.run()))
                .toList();
    }

    // A run that is named is published soon after, or when the server starts; what is not there
    // for long was lost, as after a restore without the archive.
    private boolean mayCome(Set<String> runs, List<Manifest> there) {
        Set<String> missing = new HashSet<>(runs);
        there.forEach(manifest -> missing.remove(manifest.run()));
        if (missing.isEmpty()) {
            missed.set(0);
            return false;
        }
        long now = System.nanoTime();
        missed.compareAndSet(0, now);
        if (now - missed.get() < PATIENCE.toNanos()) {
            return true;
        }
        LOG.log(System.Logger.Level.WARNING, missing.size() + " runs of the archive are gone");
        return false;
    }

    private Map<Window, Seen> sightings(Rematch rematch, List<Manifest> manifests)
            throws IOException {
        Set<StixId> also = new HashSet<>();
        rematch.covered().forEach(each -> also.add(each.indicator()));
        List<Thing> all =
                Stream.concat(rematch.fresh().stream(), rematch.covered().stream()).toList();
        try (ArchivedEvents events = EventArchive.open(manner.archive()).ofRuns(manifests)) {
            Map<Window, Seen> found = new HashMap<>(match(events, all));
            if (!also.isEmpty()) {
                // An event that was seen by another thing of the same indicator counts once.
                match(events, rematch.covered())
                        .forEach((window, before) ->
                                found.computeIfPresent(window, (key, now) -> less(now, before)));
            }
            return found;
        }
    }

    private Map<Window, Seen> match(ArchivedEvents events, List<Thing> things) {
        IndicatorTableBuilder table = IndicatorTable.builder().without(manner.knownGood().lists());
        things.forEach(each -> table.add(each.observable(), each.indicator()));
        return events.match(table.build(), things.stream().map(Thing::observable).toList());
    }

    private static @Nullable Seen less(Seen now, Seen before) {
        long count = now.count() - before.count();
        return count == 0 ? null : new Seen(count, now.first(), now.last());
    }

    private void done(Rematch rematch, Map<Window, Seen> found) {
        transactions.run(connection -> {
            Untold.add(connection, found);
            rematch.done(connection, rematch.fresh());
            return true;
        });
    }

    /** Tells some of what was found; false if there is nothing to tell. */
    boolean tell() {
        return transactions.run(connection -> {
            Map<Window, Seen> found = Untold.take(connection, Sightings.AT_ONCE);
            if (found.isEmpty()) {
                return false;
            }
            Map<String, Sensor> sensors = sensors(connection, found.keySet());
            Map<Sensor, Map<Window, Seen>> bySensor = new LinkedHashMap<>();
            found.forEach((window, each) -> {
                Sensor sensor = sensors.get(window.sensor());
                if (sensor != null) { // else nobody knows whose it was
                    bySensor.computeIfAbsent(sensor, key -> new LinkedHashMap<>())
                            .put(window, each);
                }
            });
            Instant now = clock.instant();
            for (Map.Entry<Sensor, Map<Window, Seen>> each : bySensor.entrySet()) {
                Sensor sensor = each.getKey();
                var origin = new Sightings.Origin(sensor.party(), sensor.tlp(), manner.body());
                Sightings.add(connection, origin, each.getValue(), now);
            }
            return true;
        });
    }

    private static Map<String, Sensor> sensors(Connection connection, Set<Window> windows)
            throws SQLException {
        List<String> names = windows.stream().map(Window::sensor).distinct().toList();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT name, party, tlp FROM credential WHERE name = ANY (?)")) {
            Rows.bind(statement, 1, names, name -> name);
            Map<String, Sensor> sensors = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    StixId party = StixId.parse(row.getString(2));
                    Tlp tlp = Tlp.valueOf(row.getString(3));
                    sensors.put(row.getString(1), new Sensor(party, tlp));
                }
            }
            return sensors;
        }
    }
}
