package org.commonwatch.server.pipeline;

import org.commonwatch.access.BodyId;
import org.commonwatch.archive.events.ArchiveIntake;
import org.commonwatch.archive.events.ArchiveIntake.Draft;
import org.commonwatch.archive.raw.RawCopy;
import org.commonwatch.archive.raw.RawFiles;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.pipeline.Delivery.Receipt;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.telemetry.event.CountingRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Commits what was counted, and archives it: many deliveries together. One thread commits a group
 * while the next one gathers; who finds both full waits.
 */
public final class Commits implements AutoCloseable {
    /** A group of as many events does not wait for more while no more are being counted. */
    static final int ENOUGH = 1 << 14;

    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);
    private static final long GLANCE_NANOS = 5_000_000;
    private static final int RETRY_SECONDS = 2;

    /**
     * How it is done.
     *
     * @param archive directory of the archive of events
     * @param period how long a delivery waits for others
     * @param drafts how many deliveries are counted at once
     * @param raw where deliveries are kept as they came, if they are
     */
    public record Manner(Path archive, Duration period, int drafts, Optional<RawFiles> raw) {}

    private final ArchiveIntake archive;
    private final GroupCommit commit;
    private final Manner manner;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition joined = lock.newCondition();
    private final Condition changed = lock.newCondition();
    private final AtomicReference<Gathering> gathering;
    private final BlockingQueue<Gathering> spare = new LinkedBlockingQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread committer;

    private Commits(Manner manner, ArchiveIntake archive, GroupCommit commit, InstantSource clock)
            throws IOException {
        this.manner = manner;
        this.archive = archive;
        this.commit = commit;
        this.clock = clock;
        gathering = new AtomicReference<>(new Gathering(archive.group()));
        spare.add(new Gathering(archive.group()));
        committer = Thread.ofPlatform().name("committing").start(this::run);
    }

    /**
     * Opens the archive and begins. Throws if another process writes to it.
     *
     * @param told is told of every receipt
     */
    public static Commits open(
            Manner manner,
            Transactions transactions,
            BodyId body,
            InstantSource clock,
            Consumer<Receipt> told)
            throws IOException {
        ArchiveIntake archive =
                ArchiveIntake.open(
                        manner.archive,
                        CountingRule.ATTACKS,
                        manner.drafts,
                        run ->
                                transactions
                                        .read(each -> ArchiveRuns.named(each, List.of(run)))
                                        .contains(run));
        try {
            var safe = new GroupCommit.Safe(archive, manner.raw);
            var commit = new GroupCommit(safe, transactions, body, clock, told);
            return new Commits(manner, archive, commit, clock);
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    /** The archive that is written to. */
    public ArchiveIntake archive() {
        return archive;
    }

    /** Where the events of a delivery go while it is counted. */
    Draft draft(String sensor) {
        try {
            return archive.draft(sensor, clock.instant());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(new Problem.Unavailable());
        }
    }

    /** Where its lines go while it is counted, if they are kept as they came. */
    Optional<RawCopy> copy() throws IOException {
        return manner.raw.isPresent() ? Optional.of(manner.raw.get().copy()) : Optional.empty();
    }

    /** Has a delivery committed with others; {@link #await} tells when. */
    void join(Taken taken, Draft draft) throws IOException {
        draft.finish();
        lock.lock();
        try {
            while (!closed.get() && !gathering.get().add(taken, draft)) {
                joined.signal();
                changed.await();
            }
            if (closed.get()) {
                throw new ProblemException(new Problem.Unavailable());
            }
            joined.signal();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(new Problem.Unavailable());
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is safe; throws the reason if it never will be. */
    static Receipt await(Taken taken) {
        try {
            return taken.done().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }

    private void run() {
        try {
            for (Gathering next = next(); !next.isEmpty(); next = next()) {
                commit(next);
                next.clear();
                spare.add(next);
            }
        } catch (InterruptedException | IOException e) {
            LOG.error("nothing more is committed", e);
        } finally {
            closed.set(true);
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** What is to be committed next; empty at the end. */
    private Gathering next() throws InterruptedException {
        lock.lock();
        try {
            while (gathering.get().isEmpty() && !closed.get()) {
                joined.await();
            }
            Gathering next = gathering.get();
            long end = next.since() + manner.period.toNanos();
            for (long left = end - System.nanoTime();
                    left > 0 && !isReady(next);
                    left = end - System.nanoTime()) {
                joined.awaitNanos(Math.min(left, GLANCE_NANOS));
            }
            if (!next.isEmpty()) {
                gathering.set(spare.take());
            }
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }

    private boolean isReady(Gathering next) {
        return closed.get() || next.isFull() || (next.count() >= ENOUGH && archive.drafts() == 0);
    }

    private void commit(Gathering group) {
        try {
            commit.run(group);
        } catch (IOException e) {
            LOG.error("the archive cannot be written", e);
            fail(group, new ProblemException(new Problem.NotArchived(RETRY_SECONDS)));
        } catch (Throwable e) { // whatever it is, those who wait have to know
            fail(group, e);
        }
    }

    private static void fail(Gathering group, Throwable reason) {
        group.deliveries().forEach(each -> each.done().completeExceptionally(reason));
    }

    /** Commits what has joined, and takes nothing more. */
    @Override
    public void close() {
        closed.set(true);
        lock.lock();
        try {
            joined.signalAll();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            committer.join();
            archive.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("the archive could not be closed", e);
        }
    }
}
