package org.commonwatch.telemetry.simulation.world;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.telemetry.simulation.world.Campaigns.Hits;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sensor has in one hour: its lines are spread evenly over the hour, and those in which
 * known addresses hit evenly over the lines.
 *
 * @param counts how many lines of each sort
 * @param hits among the lines of {@link Sight#WEB}
 */
record HourOfSensor(LocalDate date, int hour, Map<Sight, Long> counts, List<Hits> hits) {
    private static final long HOUR_MICROS = 3_600_000_000L;

    long lines() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    Instant start() {
        return date.atTime(hour, 0).toInstant(ZoneOffset.UTC);
    }

    /** When a line is, by its number in the hour, in microseconds since 1970. */
    long micros(long line) {
        long start = ChronoUnit.MICROS.between(Instant.EPOCH, start());
        // In whole microseconds, in the middle of its part of the hour.
        long part = HOUR_MICROS / lines();
        return start + line * part + part / 2;
    }

    /** The address of each line that hits, in the order of the lines. */
    List<Observable> hitting() {
        List<Observable> all = new ArrayList<>();
        for (Hits each : hits) {
            for (int i = 0; i < each.count(); i++) {
                all.add(each.address());
            }
        }
        return all;
    }

    /** Which line is the hit of that number, of so many. */
    long place(int hit, int all) {
        return (hit + 1) * lines() / (all + 1);
    }

    /** What is to be seen of each address. */
    Map<Observable, Seen> seen() {
        List<Observable> hitting = hitting();
        Map<Observable, Seen> seen = new LinkedHashMap<>();
        for (int i = 0; i < hitting.size(); i++) {
            Instant at = Instant.EPOCH.plus(micros(place(i, hitting.size())), ChronoUnit.MICROS);
            seen.merge(hitting.get(i), new Seen(1, at, at), Seen::and);
        }
        return seen;
    }
}
