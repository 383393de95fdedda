package org.commonwatch.server.sharing;

import java.time.Instant;
import java.util.ArrayList;
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

    /** With what has become of more of it, while these still wait. */
    Receipt and(Receipt more, List<Item> waiting) {
        return new Receipt(
                id,
                requested,
                concat(successes, more.successes()),
                concat(failures, more.failures()),
                waiting);
    }

    /** With all that waited not taken, for a reason. */
    Receipt because(String why) {
        List<Item> refused =
                pendings.stream().map(each -> new Item(each.id(), each.version(), why)).toList();
        return new Receipt(id, requested, successes, concat(failures, refused), List.of());
    }

    private static List<Item> concat(List<Item> some, List<Item> others) {
        List<Item> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
