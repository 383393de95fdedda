package org.commonwatch.server.matching;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.matching.Leases.Made;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;
import org.commonwatch.telemetry.matching.KnownGood;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
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

    // Of the time at most a fifth goes into making tables.
    private static final int REST = 4;

    private final Transactions transactions;
    private final KnownGood knownGood;
    private final InstantSource clock;
    private final ReentrantLock making = new ReentrantLock();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("matching").unstarted(this::run);
    private final Leases leases;

    private Matching(Transactions transactions, KnownGood knownGood, InstantSource clock) {
        this.transactions = transactions;
        this.knownGood = knownGood;
        this.clock = clock;
        this.leases = new Leases(new Made(-1, IndicatorTable.builder().build()));
    }

    /**
     * Begins with what the store has now.
     *
     * @param knownGood what is never looked for
     */
    public static Matching open(
            Transactions transactions, KnownGood knownGood, InstantSource clock) {
        var matching = new Matching(transactions, knownGood, clock);
        matching.refresh();
        matching.thread.start();
        return matching;
    }

    /** What is looked for now; to be closed once what was found is committed. */
    public Lease take() {
        return leases.take();
    }

    /** When this returns, all that is in the store by now, and valid, is looked for. */
    public void refresh() {
        making.lock();
        try {
            while (transactions.run(Lookouts::note)) {
                // a batch at a time, so that no transaction is long
            }
            transactions.run(connection -> Lookouts.turn(connection, clock.instant()));
            long stored = transactions.read(Lookouts::generation);
            if (stored != leases.made().generation()) {
                leases.set(make());
            }
        } finally {
            making.unlock();
        }
    }

    private Made make() {
        return transactions.read(connection -> {
            IndicatorTableBuilder builder = IndicatorTable.builder().without(knownGood);
            Lookouts.forEach(connection, builder::add);
            return new Made(Lookouts.generation(connection), builder.build());
        });
    }

    private void run() {
        try {
            while (true) {
                long begun = System.nanoTime();
                try {
                    refresh();
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.WARNING, "what is looked for stays as it was", e);
                }
                long rest = REST * (System.nanoTime() - begun);
                TimeUnit.NANOSECONDS.sleep(Math.max(PAUSE.toNanos(), rest));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
