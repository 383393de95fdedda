package org.commonwatch.telemetry.counting;

import org.commonwatch.stix.Sighting;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.event.Events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How often and when one sensor saw indicators, while it is counted. */
final class SightingCounts {
    private final String sensor;
    private final int limit;
    private final Map<Sighting.Window, Sighting.Seen> seen = new HashMap<>();

    private final Set<StixId> matches = new HashSet<>();
    private int matched;

    SightingCounts(String sensor, int limit) {
        this.sensor = sensor;
        this.limit = limit;
    }

    /** Starts with other events. */
    void begin() {
        matched = -1;
    }

    /** Adds an event that matches an indicator, once however often it is said. */
    void add(Events events, int i, StixId indicator) {
        if (matched != i) {
            matched = i;
            matches.clear();
        }
        if (!matches.add(indicator)) {
            return; // by another of the event's observables, and it is one sighting
        }
        Instant time = events.instant(i);
        var window = new Sighting.Window(indicator, sensor, time.truncatedTo(ChronoUnit.HOURS));
        seen.merge(window, new Sighting.Seen(1, time, time), Sighting.Seen::and);
        if (seen.size() > limit) {
            throw new TelemetryRefusedException(new TelemetryRefusal.TooManySightings(limit));
        }
    }

    Map<Sighting.Window, Sighting.Seen> seen() {
        return seen;
    }
}
