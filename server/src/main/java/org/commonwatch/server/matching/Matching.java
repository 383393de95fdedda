package org.commonwatch.server.matching;

import org.commonwatch.access.BodyId;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Order;
import org.commonwatch.server.matching.Leases.Made;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is looked for in what sensors deliver, as the store has it. A change of the store takes
 * effect within about a second, as does the passing of time; meanwhile whoever matches goes on with
 * what there was.
 */
public final class Matching implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Matching.class.getName());

    /** How often it is looked whether anything has changed. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    // Of the time at most a fifth goes into making tables, and into reading the archive.
    private static final int REST = 4;

    /** But so much rest can be owed, so that what comes together need not wait. */
    private static final Duration OWED = Duration.ofMinutes(2);

    private final Transactions transactions;
    private final Manner manner;
    private final InstantSource clock;
    private final ReentrantLock making = new ReentrantLock();
    private final ReentrantLock again = new ReentrantLock();
    private final ReentrantLock telling = new ReentrantLock();
    private final Semaphore fresh = new Semaphore(0);
    private final Semaphore found = new Semaphore(0);
    private final AtomicReference<Instant> noted = new AtomicReference<>(Instant.MIN);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Leases leases;
    private final RetroMatching retro;
    private final List<Thread> threads;

    /**
     * How it is done.
     *
     * @param archive directory of the archive of events, which need not be there
     * @param knownGood what is never looked for
     * @param body in which sightings are shared
     */
    public record Manner(Path archive, KnownGoodLists knownGood, BodyId body) {}

    private Matching(Transactions transactions, Manner manner, InstantSource clock) {
        this.transactions = transactions;
        this.manner = manner;
        this.clock = clock;
        this.leases = new Leases(new Made(-1, IndicatorTable.builder().build()));
        this.retro = new RetroMatching(transactions, leases, manner, clock);
        this.threads =
                List.of(
                        thread("matching", this::refresh, new Pace(REST, new Semaphore(0))),
                        thread("matching again", this::find, new Pace(REST, fresh)),
                        thread("telling what was found", this::tell, new Pace(0, found)));
    }

    private Thread thread(String name, Runnable work, Pace pace) {
        return Thread.ofPlatform().daemon().name(name).unstarted(() -> repeat(name, work, pace));
    }

    /**
     * How often something is done.
     *
     * @param rest how many times as long as it took it rests
     * @param sooner released when there is something to do before the next look
     */
    private record Pace(int rest, Semaphore sooner) {}

    /** Begins with what the store has now. */
    public static Matching open(Transactions transactions, Manner manner, InstantSource clock) {
        var matching = new Matching(transactions, manner, clock);
        matching.refresh();
        matching.threads.forEach(Thread::start);
        return matching;
    }

    /** What is never looked for. */
    public KnownGoodLists knownGood() {
        return manner.knownGood();
    }

    /** Directory of the archive of events, which need not be there. */
    Path archive() {
        return manner.archive();
    }

    /** How it stands. */
    public Status status() {
        var dropped = new TreeMap<>(leases.made().table().dropped());
        return transactions.read(connection -> Status.read(connection, dropped, clock.instant()));
    }

    /** What is looked for now; to be closed once what was found is committed. */
    public Lease take() {
        return leases.take();
    }

    /** When this returns, all that is in the store by now, and valid, is looked for. */
    public void refresh() {
        making.lock();
        try {
            Instant last = transactions.read(Order::last);
            if (!last.equals(noted.get())) {
                while (transactions.run(Lookouts::note)) {
                    // a batch at a time, so that no transaction is long
                }
                noted.set(last);
            }
            Instant now = clock.instant();
            if (transactions.read(connection -> Lookouts.isDue(connection, now))) {
                transactions.run(connection -> Lookouts.turn(connection, now));
            }
            long stored = transactions.read(Lookouts::generation);
            if (stored != leases.made().generation()) {
                leases.set(make());
                fresh.release();
            }
        } finally {
            making.unlock();
        }
    }

    private Made make() {
        return transactions.read(connection -> {
            IndicatorTableBuilder builder =
                    IndicatorTable.builder().without(manner.knownGood().lists());
            Lookouts.forEach(connection, builder::add);
            return new Made(Lookouts.generation(connection), builder.build());
        });
    }

    /**
     * Matches events of the archive with what is looked for since later, as far as that can be done
     * now, and tells what it finds: what sensors deliver at this moment is so later.
     */
    public void matchAgain() {
        find();
        tell();
    }

    private void find() {
        again.lock();
        try {
            while (retro.step()) {
                found.release(); // a part at a time, each of which is kept
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            again.unlock();
        }
    }

    // Beside it: what was found is at rest.
    private void tell() {
        telling.lock();
        try {
            while (retro.tell()) {
                // a part at a time, each of which is told
            }
        } finally {
            telling.unlock();
        }
    }

    /** Does something while no events are matched again. */
    public void whileStill(Runnable work) {
        again.lock();
        try {
            work.run();
        } finally {
            again.unlock();
        }
    }

    private void repeat(String name, Runnable work, Pace pace) {
        long owed = 0;
        try {
            while (!closed.get()) {
                long begun = System.nanoTime();
                try {
                    work.run();
                } catch (RuntimeException e) {
                    if (closed.get()) {
                        return;
                    }
                    LOG.log(System.Logger.Level.WARNING, name + " is tried again", e);
                }
                long ended = System.nanoTime();
                owed += pace.rest * (ended - begun);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, owed - OWED.toNanos()));
                if (pace.sooner.tryAcquire(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
                    pace.sooner.drainPermits();
                }
                owed = Math.max(0, owed - (System.nanoTime() - ended));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.set(true);
        threads.forEach(Thread::interrupt);
        try {
            for (Thread each : threads) {
                each.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
