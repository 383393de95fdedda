package org.commonwatch.server.pipeline;

import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.events.ArchiveIntake;
import org.commonwatch.archive.events.Manifest;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.matching.Matching;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes large runs of the archive from the many small ones that groups of deliveries become, with
 * the same answers before and after: the new run is on the disk first, then one transaction names
 * it in place of the others, then it is published. Whoever reads the others meanwhile goes on: they
 * are deleted an hour later. For one thread.
 */
public final class Merging {
    /** It works no longer at a time: the processors are for others. */
    private static final Duration AT_A_TIME = Duration.ofSeconds(6);

    private static final Duration READ = Duration.ofHours(1);

    private final ArchiveIntake archive;
    private final Transactions transactions;
    private final Matching matching;
    private final InstantSource clock;

    // Of a transaction of which it is not known whether it was committed.
    private final Set<String> unsettled = new HashSet<>();
    // What cannot be merged, as far as is known.
    private final Set<String> left = new HashSet<>();

    /** Merges what those have committed. */
    public Merging(
            Commits commits, Transactions transactions, Matching matching, InstantSource clock) {
        this.archive = commits.archive();
        this.transactions = transactions;
        this.matching = matching;
        this.clock = clock;
    }

    /** Merges what there is, for a while. */
    public void run() {
        long end = System.nanoTime() + AT_A_TIME.toNanos();
        try {
            archive.dropReplaced(clock.instant().minus(READ));
            while (System.nanoTime() < end && !Thread.currentThread().isInterrupted() && step()) {
                // one at a time
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Merges some runs; false if there are none. */
    public boolean step() throws IOException {
        settle();
        Instant now = clock.instant();
        Optional<List<String>> runs =
                transactions.read(connection -> SmallRuns.next(connection, left, now));
        if (runs.isEmpty()) {
            return false;
        }
        List<String> lost = runs.get().stream().filter(each -> !archive.has(each)).toList();
        if (lost.isEmpty()) {
            merge(runs.get());
        }
        left.addAll(lost);
        return true;
    }

    private void merge(List<String> runs) throws IOException {
        Optional<Manifest> merged;
        try {
            merged = archive.merge(runs);
        } catch (IOException | ArchiveRefusedException e) {
            left.addAll(runs); // others may be better
            throw e;
        }
        if (merged.isPresent()) {
            exchange(merged.get());
        } else {
            left.add(runs.getFirst()); // it is like no other, or full
        }
    }

    private void exchange(Manifest merged) throws IOException {
        unsettled.add(merged.run());
        matching.whileStill(() -> {
            List<String> replaced = merged.origin().replaces();
            transactions.run(connection -> SmallRuns.exchange(connection, merged.run(), replaced));
            try {
                settle();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void settle() throws IOException {
        for (String run : List.copyOf(unsettled)) {
            if (transactions.read(each -> ArchiveRuns.named(each, List.of(run))).contains(run)) {
                archive.publish(run);
            } else {
                archive.discard(run);
            }
            unsettled.remove(run);
        }
    }
}
