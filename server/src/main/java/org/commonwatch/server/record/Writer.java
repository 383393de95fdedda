package org.commonwatch.server.record;

import org.commonwatch.database.Database;
import org.commonwatch.database.DatabaseException;
import org.commonwatch.server.problem.ProblemException;
import org.jspecify.annotations.Nullable;

import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The one thread that appends: it commits what waits in one transaction, then releases who waited.
 */
final class Writer implements AutoCloseable {
    /** Entries that wait may take so much memory; more wait to wait. */
    static final int WAITING_BYTES = 16 << 20;

    /** One transaction appends so many. */
    static final int BATCH = 500;

    /** Who finds no room to wait gives up after this. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    // Commits begin no closer to each other, so that many entries share one when there are many;
    // one alone never waits for others.
    private static final Duration GATHER = Duration.ofMillis(4);

    // After a failure, and while changes wait for a database that is away.
    private static final Duration RETRY = Duration.ofMillis(250);

    private static final System.Logger LOG = System.getLogger(Writer.class.getName());

    private final Database database;
    private final AtomicReference<@Nullable Session> session;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(WAITING_BYTES, true);
    private final AtomicBoolean changesDue = new AtomicBoolean(true);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Thread thread;

    /** Who waits for a commit, with an entry or for changes alone. */
    private record Waiting(
            Optional<Draft> draft, int size, CountDownLatch done, AtomicBoolean written) {
        Waiting(Optional<Draft> draft) {
            int size = Math.min(WAITING_BYTES, draft.map(Draft::size).orElse(1));
            this(draft, size, new CountDownLatch(1), new AtomicBoolean());
        }

        void end(boolean success) {
            written.set(success);
            done.countDown();
        }
    }

    private Writer(Database database, Session session) {
        this.database = database;
        this.session = new AtomicReference<>(session);
        this.thread = Thread.ofPlatform().name("record").unstarted(this::run);
    }

    /** Starts one; refuses if another server appends to the same record. */
    static Writer start(Database database) throws SQLException {
        Writer writer = new Writer(database, Session.open(database));
        writer.thread.start();
        return writer;
    }

    /** Returns whether the entry is committed, as soon as that is known. */
    boolean append(Draft draft) {
        return await(new Waiting(Optional.of(draft)));
    }

    /** Moves the changes that are committed into the record; returns whether that was possible. */
    boolean moveChanges() {
        changesDue.set(true);
        return await(new Waiting(Optional.empty()));
    }

    private boolean await(Waiting waiting) {
        try {
            if (ended.get()
                    || !room.tryAcquire(
                            waiting.size(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            queue.add(waiting);
            if (ended.get()) {
                waiting.end(false);
            }
            waiting.done().await();
            return waiting.written().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        long notBefore = System.nanoTime();
        while (!closing.get() || !queue.isEmpty()) {
            Optional<Waiting> first = first();
            sleepUntil(notBefore);
            List<Waiting> batch = new ArrayList<>();
            first.ifPresent(batch::add);
            queue.drainTo(batch, BATCH - batch.size());
            notBefore = System.nanoTime() + GATHER.toNanos();
            boolean written = write(batch.stream().flatMap(each -> each.draft().stream()).toList());
            if (!written) {
                notBefore = System.nanoTime() + RETRY.toNanos();
            }
            batch.forEach(each -> end(each, written));
        }
        ended.set(true);
        for (Waiting late = queue.poll(); late != null; late = queue.poll()) {
            end(late, false);
        }
        drop();
    }

    private void end(Waiting waiting, boolean written) {
        waiting.end(written);
        room.release(waiting.size());
    }

    // Empty if nobody came while changes wait for the database to come back.
    private Optional<Waiting> first() {
        while (true) {
            try {
                return changesDue.get()
                        ? Optional.ofNullable(queue.poll(RETRY.toMillis(), TimeUnit.MILLISECONDS))
                        : Optional.of(queue.take());
            } catch (InterruptedException nobodyDoes) {
                LOG.log(Level.DEBUG, "the record's writer was interrupted", nobodyDoes);
            }
        }
    }

    private static void sleepUntil(long nanoTime) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanoTime - System.nanoTime());
        } catch (InterruptedException nobodyDoes) {
            LOG.log(Level.DEBUG, "the record's writer was interrupted", nobodyDoes);
        }
    }

    private boolean write(List<Draft> drafts) {
        boolean changes = changesDue.getAndSet(false);
        try {
            Session open = session.get();
            if (open == null) {
                open = Session.open(database);
                session.set(open);
                changes = true;
            }
            if (changes) {
                open.appendWithChanges(drafts);
            } else {
                open.append(drafts);
            }
            return true;
        } catch (SQLException | DatabaseException | ProblemException e) {
            LOG.log(Level.WARNING, "The record cannot be written: {0}", e.getMessage());
        } catch (RuntimeException | Error defect) {
            LOG.log(Level.ERROR, "A defect: the record cannot be written.", defect);
        }
        // Whether the last commit happened is not known: begin anew from what is there.
        drop();
        changesDue.set(true);
        return false;
    }

    private void drop() {
        try (Session dropped = session.getAndSet(null)) {
            LOG.log(Level.DEBUG, "closing {0}", dropped);
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "the record's connection was gone already", e);
        }
    }

    /** Appends what waits, then ends. */
    @Override
    public void close() {
        closing.set(true);
        queue.add(new Waiting(Optional.empty()));
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
