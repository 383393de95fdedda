package org.commonwatch.server.pipeline;

import org.commonwatch.archive.events.ArchiveIntake.Draft;
import org.commonwatch.archive.raw.RawCopy;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.matching.Lease;
import org.commonwatch.server.matching.Matching;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.pipeline.Delivery.Receipt;
import org.commonwatch.server.pipeline.Known.Claim;
import org.commonwatch.server.pipeline.Segments.Segment;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.telemetry.counting.ChunkCounter;
import org.commonwatch.telemetry.counting.SegmentCounter;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.geography.Places;
import org.commonwatch.telemetry.sensor.SensorReader;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts and matches what sensors deliver. A delivery is counted in memory first and committed in
 * one transaction, with the archive of its events: all of it or nothing, and once however often it
 * is sent.
 */
public final class Pipeline {
    /** Deliveries counted at the same time; more wait, then are told to come again. */
    public static final int AT_ONCE = 4;

    /** Of them, as many may be of one sensor. */
    public static final int PER_SENSOR = 2;

    /** What one delivery may create: it is held in memory until it is committed. */
    public static final Limits LIMITS = new Limits(50_000, 50_000);

    private static final int WAIT_SECONDS = 5;
    private static final CountingRule RULE = CountingRule.ATTACKS;

    private final Commits commits;
    private final Known known;
    private final Matching matching;
    private final Quotas quotas;
    private final Map<String, Semaphore> roomOfSensor = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(AT_ONCE, true);

    /**
     * Looks for what there is to be looked for.
     *
     * @param linesPerSecond how many lines a sensor may deliver
     */
    public Pipeline(
            Commits commits, Transactions transactions, Matching matching, int linesPerSecond) {
        this.commits = commits;
        this.known = new Known(transactions);
        this.matching = matching;
        this.quotas = new Quotas(linesPerSecond, System::nanoTime);
    }

    /**
     * Counts one delivery and commits it; when this returns, it is safe. The same id with other
     * bytes is refused, and so is what is too much at the moment.
     */
    public Receipt take(Credential sensor, Delivery delivery) throws IOException {
        quotas.check(sensor.name());
        Semaphore own = room(sensor);
        if (!enter(own)) {
            throw new ProblemException(new Problem.Busy(WAIT_SECONDS));
        }
        try {
            // What came at the same time has been counted by now.
            quotas.check(sensor.name());
        } catch (ProblemException owes) {
            new Place(own).close();
            throw owes;
        }
        return entered(sensor, delivery, own);
    }

    /** The same for what is not lost while it waits: waits until there is room for it. */
    public Receipt takeInTime(Credential sensor, Delivery delivery)
            throws IOException, InterruptedException {
        Semaphore own = room(sensor);
        own.acquire();
        try {
            room.acquire();
        } catch (InterruptedException e) {
            own.release();
            throw e;
        }
        return entered(sensor, delivery, own);
    }

    private Semaphore room(Credential sensor) {
        return roomOfSensor.computeIfAbsent(sensor.name(), name -> new Semaphore(PER_SENSOR));
    }

    private Receipt entered(Credential sensor, Delivery delivery, Semaphore own)
            throws IOException {
        var place = new Place(own);
        try (place) {
            return delivery.givenId().isPresent()
                    ? named(sensor, delivery, place)
                    : unnamed(sensor, delivery, place);
        }
    }

    /** A place among those that are counted, until it is closed. */
    private final class Place implements AutoCloseable {
        private final Semaphore own;
        private final AtomicBoolean left = new AtomicBoolean();

        Place(Semaphore own) {
            this.own = own;
        }

        @Override
        public void close() {
            if (left.compareAndSet(false, true)) {
                room.release();
                own.release();
            }
        }
    }

    /** What a delivery needs until it is committed. */
    private record Counting(Draft draft, Lease lookouts, Optional<RawCopy> raw)
            implements AutoCloseable {
        OutputStream copy() {
            return raw.map(OutputStream.class::cast).orElseGet(OutputStream::nullOutputStream);
        }

        @Override
        public void close() throws IOException {
            try (draft;
                    lookouts) {
                if (raw.isPresent()) {
                    raw.get().close();
                }
            }
        }
    }

    private Counting counting(Credential sensor) throws IOException {
        Draft draft = commits.draft(sensor.name());
        try {
            Optional<RawCopy> raw = commits.copy();
            return new Counting(draft, matching.take(), raw);
        } catch (IOException | RuntimeException e) {
            draft.close();
            throw e;
        }
    }

    // Of what is known by an id, no more than the digest is needed if it was counted before.
    private Receipt named(Credential sensor, Delivery delivery, Place place) throws IOException {
        try (Claim claim = known.claim(sensor.name(), delivery.id())) {
            if (claim.kept().isPresent()) {
                delivery.pass();
                return Known.again(claim.kept().get(), segment(sensor, delivery));
            }
            try (Counting counting = counting(sensor)) {
                Taken taken = count(sensor, delivery, counting);
                return joined(taken, counting.draft, place);
            }
        }
    }

    private Receipt unnamed(Credential sensor, Delivery delivery, Place place) throws IOException {
        try (Counting counting = counting(sensor)) {
            Taken taken = count(sensor, delivery, counting);
            if (taken.segment().isEmpty()) {
                return joined(taken, counting.draft, place);
            }
            Segment segment = taken.segment().get();
            try (Claim claim = known.claim(segment.sensor(), segment.id())) {
                return claim.kept().isPresent()
                        ? Known.again(claim.kept().get(), segment)
                        : joined(taken, counting.draft, place);
            }
        }
    }

    // Others may be counted while this waits to be committed with them, after it was charged.
    private Receipt joined(Taken taken, Draft draft, Place place) throws IOException {
        commits.join(taken, draft);
        draft.close();
        quotas.add(taken.receipt().sensor(), taken.receipt().lines());
        place.close();
        return Commits.await(taken);
    }

    private boolean enter(Semaphore own) {
        try {
            if (!own.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                return false;
            }
            boolean entered = room.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
            if (!entered) {
                own.release();
            }
            return entered;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Taken count(Credential sensor, Delivery delivery, Counting with) throws IOException {
        Lease lookouts = with.lookouts;
        var task =
                new ChunkCounter.Task(
                        sensor.name(), RULE, lookouts.table(), Places.UNKNOWN, LIMITS, false);
        AtomicReference<SegmentCounter> counting = new AtomicReference<>();
        delivery.chunks(
                dialect -> {
                    SensorReader reader =
                            with.draft.archiving(dialect.reader(RULE, delivery.options()));
                    var counter = new SegmentCounter(new ChunkCounter(task, reader));
                    counting.set(counter);
                    return counter::accept;
                },
                with.copy());
        Tally tally = counting.get().finish();
        Segment segment = segment(sensor, delivery);
        var mark =
                new Taken.Mark(
                        delivery.hasId() ? Optional.of(segment) : Optional.empty(),
                        delivery.offsets());
        return new Taken(
                sensor,
                mark,
                delivery.bytes(),
                tally,
                lookouts.generation(),
                receipt(segment, tally),
                with.raw.map(copy -> new RawSegments.Kept(copy, segment)),
                new CompletableFuture<>());
    }

    private static Segment segment(Credential sensor, Delivery delivery) {
        return new Segment(sensor.name(), delivery.id(), delivery.digest());
    }

    private static Receipt receipt(Segment segment, Tally tally) {
        return new Receipt(
                segment.id(),
                segment.sensor(),
                tally.lines().lines(),
                tally.lines().counted(),
                tally.lines().context(),
                tally.lines().skipped(),
                tally.lines().rejected(),
                false,
                tally.rejects().first().stream()
                        .limit(Receipt.REJECTED_LIMIT)
                        .map(line -> new Receipt.Rejected(line.line(), line.offset(), line.why()))
                        .toList());
    }
}
