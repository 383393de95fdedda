package org.commonwatch.telemetry.simulation.world;

import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Holder;

import java.time.LocalDate;
import java.util.List;

/**
 * Attacks by the same hand.
 *
 * @param from its first day
 * @param to the day after its last
 * @param addresses what it attacks from
 * @param held what is known of them, by whoever learns of it, in the order of the addresses
 * @param victims the sensors that see it
 */
public record Campaign(
        String name,
        LocalDate from,
        LocalDate to,
        List<Observable> addresses,
        List<Held> held,
        List<String> victims) {
    /**
     * An address that somebody holds as an indicator.
     *
     * @param since the day from whose beginning on the holder tells of it
     */
    public record Held(Observable address, Holder holder, LocalDate since) {}
}
