package org.commonwatch.stix;

import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonNumber;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * An aggregated STIX sighting (STIX 2.1 §5.2) that tells no more than how often the sensors of a
 * party saw an indicator on a day.
 *
 * @param owner identity of the party whose sensors they were
 * @param tlp marking of the sighting
 * @param day start of the day, by event time in UTC
 */
public record DailySighting(StixId owner, Tlp tlp, StixId indicator, Instant day, long count) {
    private static final UUID NAMESPACE = UUID.fromString("f3d1a0c8-5b62-4c3e-8a9d-2e7b40c6915f");

    public DailySighting {
        if (!day.equals(day.truncatedTo(ChronoUnit.DAYS)) || count < 1) {
            throw new IllegalArgumentException(count + " times on the day from " + day);
        }
    }

    /** The same for the same owner, indicator and day: later counts are new versions. */
    public StixId id() {
        return StixId.derived(
                "sighting", NAMESPACE, owner.toString(), indicator.toString(), day.toString());
    }

    /** One version of the object as STIX. */
    public StixObject toStix(Instant created, Instant modified) {
        var common = new Common(id(), owner, created, modified, tlp);
        Instant end = day.plus(Duration.ofDays(1)).minusMillis(1);
        return StixObject.of(
                common.begin()
                        .put("first_seen", StixTime.of(day).text())
                        .put("last_seen", StixTime.of(end).text())
                        .put("count", JsonNumber.of(Math.min(count, Sighting.COUNT_LIMIT)))
                        .put("sighting_of_ref", indicator.toString())
                        .put("where_sighted_refs", Common.ids(owner))
                        .put("summary", JsonBoolean.TRUE)
                        .build());
    }
}
