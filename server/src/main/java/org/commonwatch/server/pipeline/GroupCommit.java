package org.commonwatch.server.pipeline;

import org.commonwatch.access.BodyId;
import org.commonwatch.archive.events.ArchiveIntake;
import org.commonwatch.archive.events.Manifest;
import org.commonwatch.archive.raw.RawFiles;
import org.commonwatch.archive.raw.RawFiles.Place;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.pipeline.Delivery.Receipt;
import org.commonwatch.server.pipeline.RawSegments.Kept;
import org.commonwatch.server.pipeline.Segments.Segment;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Commits one group: its events are written and forced to the disk, then one transaction names the
 * files and adds the counts, then the files are published and each delivery has its receipt. For
 * one thread.
 */
final class GroupCommit {
    private final ArchiveIntake archive;
    private final Optional<RawFiles> raw;
    private final Transactions transactions;
    private final BodyId body;
    private final InstantSource clock;
    private final Consumer<Receipt> told;

    // Of transactions that failed, or whose files could not be published: whether they are named
    // is not known, or known only to the database.
    private final Set<String> unsettled = new LinkedHashSet<>();

    /** What is on the disk before it is named: events, and deliveries as they came. */
    record Safe(ArchiveIntake archive, Optional<RawFiles> raw) {}

    GroupCommit(
            Safe safe,
            Transactions transactions,
            BodyId body,
            InstantSource clock,
            Consumer<Receipt> told) {
        this.told = told;
        this.archive = safe.archive;
        this.raw = safe.raw;
        this.transactions = transactions;
        this.body = body;
        this.clock = clock;
    }

    /** Throws if nothing of it was committed, or that is not known. */
    void run(Gathering group) throws IOException {
        settle();
        List<Taken> deliveries = group.deliveries();
        Instant now = clock.instant();
        List<Kept> kept = deliveries.stream().flatMap(each -> each.raw().stream()).toList();
        boolean named = false;
        try {
            List<Place> places = keep(kept, now);
            List<Manifest> runs = group.events().write(now);
            runs.forEach(each -> unsettled.add(each.run()));
            transactions.run(connection -> {
                RawSegments.add(connection, kept, places, now);
                commit(connection, deliveries, runs, now);
                return true;
            });
            named = true;
            publish(runs);
        } finally {
            if (!named && raw.isPresent()) {
                raw.get().end();
            }
        }
        for (Taken each : deliveries) {
            told.accept(each.receipt());
            each.done().complete(each.receipt());
        }
    }

    private List<Place> keep(List<Kept> kept, Instant now) throws IOException {
        return kept.isEmpty() || raw.isEmpty()
                ? List.of()
                : raw.get().append(kept.stream().map(Kept::copy).toList(), now);
    }

    private void publish(List<Manifest> runs) throws IOException {
        for (Manifest each : runs) {
            archive.publish(each.run());
            unsettled.remove(each.run());
        }
    }

    private void settle() throws IOException {
        if (unsettled.isEmpty()) {
            return;
        }
        Set<String> named = transactions.read(each -> ArchiveRuns.named(each, unsettled));
        for (String run : List.copyOf(unsettled)) {
            if (named.contains(run)) {
                archive.publish(run);
            } else {
                archive.discard(run);
            }
            unsettled.remove(run);
        }
    }

    private void commit(
            Connection connection, List<Taken> deliveries, List<Manifest> runs, Instant now)
            throws SQLException {
        ArchiveRuns.add(connection, runs, deliveries.getFirst().lookedFor(), now);
        for (Taken each : deliveries) {
            if (each.segment().isPresent()) {
                Segment segment = each.segment().get();
                if (!Segments.add(connection, segment, each.receipt(), now)) {
                    throw new IllegalStateException(segment + " was counted meanwhile");
                }
            }
            if (each.mark().offsets().isPresent()) {
                IntakeCounts.move(connection, each.mark().offsets().get());
            }
        }
        IntakeCounts.add(connection, deliveries.stream().map(Taken::receipt).toList(), now);
        var totals = new Totals(deliveries.getFirst().tally().rule(), body);
        for (Taken each : deliveries) {
            totals.add(each.sensor(), each.tally().cells(), each.tally().sightings());
        }
        totals.commit(connection, false, now);
    }
}
