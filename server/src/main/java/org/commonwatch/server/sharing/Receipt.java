package org.commonwatch.server.sharing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What became of objects that were posted. Every one of them is in one of the lists.
 *
 * @param pendings those that the body has still to look at
 */
public record Receipt(
        UUID id,
        Instant requested,
        List<Item> successes,
        List<Item> failures,
        List<Item> pendings) {
    /**
     * One of them.
     *
     * @param id as far as it has one
     * @param version its time: modified, else created, else when it was posted
     * @param message why it was refused, with what to do, or what it waits for; empty if it was
     *     taken
     */
    public record Item(String id, Instant version, String message) {}

    public Receipt {
        successes = List.copyOf(successes);
        failures = List.copyOf(failures);
        pendings = List.copyOf(pendings);
    }
}
