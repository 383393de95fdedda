package org.commonwatch.telemetry.counting;

import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * What one sighting is about. Matches are ordered by hour, sensor and indicator.
 *
 * @param indicator what was seen
 * @param sensor name of the sensor that saw it
 * @param hour start of the hour, by event time in UTC
 */
public record Match(StixId indicator, String sensor, Instant hour) implements Comparable<Match> {
    private static final Comparator<Match> ORDER =
            Comparator.comparing(Match::hour)
                    .thenComparing(Match::sensor)
                    .thenComparing(match -> match.indicator().type())
                    .thenComparing(match -> match.indicator().uuid());

    public Match {
        if (!hour.equals(hour.truncatedTo(ChronoUnit.HOURS))) {
            throw new IllegalArgumentException("not the start of an hour: " + hour);
        }
    }

    @Override
    public int compareTo(Match other) {
        return ORDER.compare(this, other);
    }
}
