package org.commonwatch.stix;

import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonNumber;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * An aggregated STIX sighting (STIX 2.1 §5.2): how often one sensor saw one indicator in one hour.
 *
 * @param owner identity of the party whose sensor it was
 * @param tlp marking of the sighting
 * @param window what was seen, where and in which hour
 * @param seen how often, first and last within the hour
 */
public record Sighting(StixId owner, Tlp tlp, Window window, Seen seen) {
    /** STIX 2.1 §5.2.1 allows no larger count; more is written as this many. */
    public static final long COUNT_LIMIT = 999_999_999;

    private static final UUID NAMESPACE = UUID.fromString("c7b6f3f4-3a57-4d43-8f5e-5b7f0a3f2c90");

    /**
     * What one sighting is about; ordered by hour, sensor and indicator.
     *
     * @param indicator what was seen
     * @param sensor name of the sensor that saw it
     * @param hour start of the hour, by event time in UTC
     */
    public record Window(StixId indicator, String sensor, Instant hour)
            implements Comparable<Window> {
        public Window {
            if (!hour.equals(hour.truncatedTo(ChronoUnit.HOURS))) {
                throw new IllegalArgumentException("not the start of an hour: " + hour);
            }
        }

        @Override
        public int compareTo(Window other) {
            int order = hour.compareTo(other.hour);
            order = order != 0 ? order : sensor.compareTo(other.sensor);
            return order != 0 ? order : indicator.compareTo(other.indicator);
        }
    }

    /** How often and between which instants, both included. */
    public record Seen(long count, Instant first, Instant last) {
        public Seen {
            if (count < 1 || last.isBefore(first)) {
                throw new IllegalArgumentException(
                        "seen " + count + " times from " + first + " to " + last);
            }
        }

        /** Both together. */
        public Seen and(Seen other) {
            return new Seen(
                    count + other.count,
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last);
        }
    }

    public Sighting {
        if (seen.first().isBefore(window.hour())
                || !seen.last().isBefore(window.hour().plus(Duration.ofHours(1)))) {
            throw new IllegalArgumentException("seen outside the hour: " + window + ", " + seen);
        }
    }

    /** The same for the same owner, indicator, sensor and hour: later counts are new versions. */
    public StixId id() {
        return StixId.derived(
                "sighting",
                NAMESPACE,
                owner.toString(),
                window.indicator().toString(),
                window.sensor(),
                window.hour().toString());
    }

    /** One version of the object as STIX. */
    public StixObject toStix(Instant created, Instant modified) {
        var common = new Common(id(), owner, created, modified, tlp);
        return StixObject.of(
                common.begin()
                        .put("first_seen", StixTime.of(seen.first()).text())
                        .put("last_seen", StixTime.of(seen.last()).text())
                        .put("count", JsonNumber.of(Math.min(seen.count(), COUNT_LIMIT)))
                        .put("sighting_of_ref", window.indicator().toString())
                        .put("where_sighted_refs", Common.ids(owner))
                        .put("summary", JsonBoolean.TRUE)
                        .build());
    }
}
