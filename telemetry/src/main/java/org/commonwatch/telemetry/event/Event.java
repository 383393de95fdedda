package org.commonwatch.telemetry.event;

import org.commonwatch.stix.Observable;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * One record of a sensor, as it is counted and matched.
 *
 * @param time when it happened, in whole microseconds
 * @param source address that acted, or that somebody wrote there; null if the record names none
 * @param destination address acted upon; null if the record names none
 * @param classification what it counts as
 * @param observables everything to match with indicators, the addresses too; may repeat itself
 */
public record Event(
        Instant time,
        @Nullable Observable source,
        @Nullable Observable destination,
        Classification classification,
        List<Observable> observables) {
    public Event {
        observables = List.copyOf(observables);
    }
}
