package org.commonwatch.telemetry.simulation;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.counting.LineAccount;
import org.commonwatch.telemetry.event.Unit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Writes down the truth while lines are made. */
final class Ledger {
    /** What lines must become. */
    enum Fate {
        COUNTED,
        CONTEXT,
        SKIPPED,
        REJECTED,
        /** Besides one of the others. */
        WITHOUT_ZONE
    }

    private final String sensor;
    private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    private final Map<Cell, Long> cells = new HashMap<>();
    private final Map<Hit, Sighting.Seen> hits = new HashMap<>();
    private final Map<Hit, Sighting.Seen> claimed = new HashMap<>();

    Ledger(String sensor) {
        this.sensor = sensor;
    }

    void add(Fate fate) {
        fates.merge(fate, 1L, Long::sum);
    }

    void add(Made made, Instant time) {
        Instant hour = time.truncatedTo(ChronoUnit.HOURS);
        if (made.unit() == Unit.CONTEXT) {
            add(Fate.CONTEXT);
        } else {
            add(Fate.COUNTED);
            var cell = new Cell(hour, sensor, made.unit(), made.kind(), made.established());
            cells.merge(cell, 1L, Long::sum);
        }
        if (made.hit() != null) {
            var seen = new Sighting.Seen(1, time, time);
            boolean merelyClaimed = isAddress(made.hit()) && !made.established();
            (merelyClaimed ? claimed : hits)
                    .merge(new Hit(made.hit(), hour), seen, Sighting.Seen::and);
        }
    }

    // Lines that match an address have it as their source.
    private static boolean isAddress(Observable hit) {
        return hit.kind() == Observable.Kind.IPV4 || hit.kind() == Observable.Kind.IPV6;
    }

    Truth truth() {
        var account =
                new LineAccount(
                        count(Fate.COUNTED),
                        count(Fate.CONTEXT),
                        count(Fate.SKIPPED),
                        count(Fate.REJECTED),
                        count(Fate.WITHOUT_ZONE));
        return new Truth(account, cells, hits, claimed);
    }

    private long count(Fate fate) {
        return fates.getOrDefault(fate, 0L);
    }
}
