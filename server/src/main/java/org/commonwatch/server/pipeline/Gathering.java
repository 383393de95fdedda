package org.commonwatch.server.pipeline;

import org.commonwatch.archive.events.ArchiveIntake;
import org.commonwatch.archive.events.ArchiveIntake.Draft;
import org.commonwatch.server.pipeline.Segments.Segment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Deliveries that will be committed together. Not for use by several threads at once. */
final class Gathering {
    /** So many cells and sightings are held until they are committed, or those of one delivery. */
    static final int COUNTS_LIMIT = 200_000;

    // Of what is known by offsets, or by nothing.
    private static final String NO_DIGEST = "0".repeat(64);

    private final ArchiveIntake.Group events;
    private final List<Taken> deliveries = new ArrayList<>();
    private final AtomicLong since = new AtomicLong();
    private final AtomicBoolean full = new AtomicBoolean();

    Gathering(ArchiveIntake.Group events) {
        this.events = events;
    }

    /**
     * Takes a delivery, if there is room. Whoever finds none finds it full from then on, so that
     * nobody overtakes.
     */
    boolean add(Taken taken, Draft draft) {
        if (!hasRoomFor(taken, draft)) {
            full.set(true);
            return false;
        }
        if (deliveries.isEmpty()) {
            since.set(System.nanoTime());
        }
        deliveries.add(taken);
        Optional<Segment> segment = taken.segment();
        events.add(
                draft,
                taken.sensor().name() + " " + taken.receipt().segment(),
                taken.bytes(),
                segment.map(Segment::digest).orElse(NO_DIGEST));
        return true;
    }

    private boolean hasRoomFor(Taken taken, Draft draft) {
        return deliveries.isEmpty()
                || (!full.get()
                        && deliveries.getFirst().lookedFor() == taken.lookedFor()
                        && counts() + counts(taken) <= COUNTS_LIMIT
                        && events.hasRoomFor(draft));
    }

    private long counts() {
        return deliveries.stream().mapToLong(Gathering::counts).sum();
    }

    private static long counts(Taken taken) {
        return taken.tally().cells().size() + (long) taken.tally().sightings().size();
    }

    boolean isEmpty() {
        return deliveries.isEmpty();
    }

    boolean isFull() {
        return full.get();
    }

    /** How many events it has. */
    int count() {
        return events.count();
    }

    /** When the first delivery came, as {@link System#nanoTime} has it. */
    long since() {
        return since.get();
    }

    ArchiveIntake.Group events() {
        return events;
    }

    List<Taken> deliveries() {
        return deliveries;
    }

    void clear() throws IOException {
        deliveries.clear();
        full.set(false);
        events.discard();
    }
}
