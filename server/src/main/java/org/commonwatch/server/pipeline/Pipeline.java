package org.commonwatch.server.pipeline;

import org.commonwatch.access.BodyId;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.intel.Cells;
import org.commonwatch.server.intel.Sightings;
import org.commonwatch.server.matching.Lease;
import org.commonwatch.server.matching.Matching;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.pipeline.Delivery.Receipt;
import org.commonwatch.server.pipeline.Segments.Segment;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.telemetry.counting.SegmentCounter;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Counts and matches what sensors deliver. A delivery is counted in memory first and committed in
 * one transaction: all of it or nothing, and once however often it is sent.
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

    private final Transactions transactions;
    private final Matching matching;
    private final BodyId body;
    private final InstantSource clock;
    private final Consumer<Receipt> taken;
    private final Map<String, Semaphore> roomOfSensor = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(AT_ONCE, true);

    /**
     * Looks for what there is to be looked for.
     *
     * @param taken is told of every receipt
     */
    public Pipeline(
            Transactions transactions,
            Matching matching,
            BodyId body,
            InstantSource clock,
            Consumer<Receipt> taken) {
        this.transactions = transactions;
        this.matching = matching;
        this.body = body;
        this.clock = clock;
        this.taken = taken;
    }

    /**
     * Counts one delivery and commits it; when this returns, it is safe. The same id with other
     * bytes is refused.
     */
    public Receipt take(Credential sensor, Delivery delivery) throws IOException {
        Semaphore own =
                roomOfSensor.computeIfAbsent(sensor.name(), name -> new Semaphore(PER_SENSOR));
        if (!enter(own)) {
            throw new ProblemException(new Problem.Busy(WAIT_SECONDS));
        }
        try (Lease lookouts = matching.take()) {
            var counter = new SegmentCounter(sensor.name(), RULE, lookouts.table(), LIMITS);
            delivery.chunks(counter::accept);
            Tally tally = counter.finish();
            Segment segment = new Segment(sensor.name(), delivery.id(), delivery.digest());
            Receipt receipt =
                    transactions.run(connection -> commit(connection, sensor, segment, tally));
            taken.accept(receipt);
            return receipt;
        } finally {
            room.release();
            own.release();
        }
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

    private Receipt commit(Connection connection, Credential sensor, Segment segment, Tally tally)
            throws SQLException {
        Instant now = clock.instant();
        Receipt receipt = receipt(segment, tally);
        if (!Segments.add(connection, segment, receipt, now)) {
            return again(connection, segment);
        }
        Cells.add(connection, tally.rule(), tally.cells());
        var origin = new Sightings.Origin(sensor.party(), sensor.tlp(), body);
        Sightings.add(connection, origin, tally.sightings(), now);
        return receipt;
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

    private static Receipt again(Connection connection, Segment segment) throws SQLException {
        Segments.Kept kept = Segments.find(connection, segment).orElseThrow();
        if (!kept.digest().equals(segment.digest())) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "The segment '" + segment.id() + "' was counted with other bytes.",
                            "Send these bytes under an id of their own."));
        }
        return kept.receipt();
    }
}
