package org.commonwatch.server.matching;

import org.commonwatch.telemetry.matching.IndicatorTable;

import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** What is looked for, and who still matches with it or with what was looked for before. */
final class Leases {
    private final AtomicReference<Made> made;
    // How many there are, by generation.
    private final TreeMap<Long, Integer> held = new TreeMap<>();

    /** A table, and the number of what it looks for. */
    record Made(long generation, IndicatorTable table) {}

    Leases(Made first) {
        made = new AtomicReference<>(first);
    }

    Made made() {
        return made.get();
    }

    /** From here on, this is what everybody takes. */
    synchronized void set(Made next) {
        made.set(next);
    }

    synchronized Lease take() {
        Made taken = made.get();
        held.merge(taken.generation(), 1, Integer::sum);
        return new Lease(taken.generation(), taken.table(), () -> giveBack(taken.generation()));
    }

    private synchronized void giveBack(long generation) {
        held.computeIfPresent(generation, (key, count) -> count == 1 ? null : count - 1);
    }

    /** Whether somebody still matches with what was looked for before this generation. */
    synchronized boolean anyBefore(long generation) {
        return made.get().generation() < generation
                || (!held.isEmpty() && held.firstKey() < generation);
    }
}
