package org.commonwatch.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.commonwatch.access.AsOf;
import org.commonwatch.database.Database;
import org.commonwatch.database.EmbeddedPostgres;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.record.Answer;
import org.commonwatch.server.record.Answer.Asked;
import org.commonwatch.server.record.Answer.Place;
import org.commonwatch.server.record.Answer.Sent;
import org.commonwatch.server.record.Answer.Who;
import org.commonwatch.server.record.Record;
import org.commonwatch.stix.StixId;
import org.flywaydb.core.Flyway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * What it takes to record answers of 100 objects at a fixed rate: processor time of this process
 * and of an embedded PostgreSQL, and how long an answer waits.
 *
 * <p>Arguments: an empty directory, answers a second, seconds.
 */
public final class RecordCost {
    private static final int PAGE = 100;
    private static final int WARM_UP_SECONDS = 15;
    private static final int OBJECTS = 1_000_000;

    private RecordCost() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int rate = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory);
                HikariDataSource pool = pool(postgres.database())) {
            Flyway.configure().dataSource(pool).load().migrate();
            try (Record record =
                    Record.open(postgres.database(), new Transactions(pool), Clock.systemUTC())) {
                run(record, rate, WARM_UP_SECONDS * rate);
                Duration own = time(ProcessHandle.current());
                Duration before = processorTime(directory);
                long[] nanos = run(record, rate, seconds * rate);
                Duration spent = processorTime(directory).minus(before);
                own = time(ProcessHandle.current()).minus(own);
                Arrays.sort(nanos);
                System.out.printf(
                        "%d answers, %.0f us here and %.0f us in PostgreSQL each; waited %.1f ms,"
                                + " 99 %% below %.1f ms%n",
                        nanos.length,
                        own.toNanos() / 1e3 / nanos.length,
                        spent.toNanos() / 1e3 / nanos.length,
                        nanos[nanos.length / 2] / 1e6,
                        nanos[nanos.length * 99 / 100] / 1e6);
            }
        }
    }

    private static HikariDataSource pool(Database database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }

    // Evenly spaced, each by a thread of its own, as requests come.
    private static long[] run(Record record, int rate, int count) throws InterruptedException {
        long[] nanos = new long[count];
        Semaphore done = new Semaphore(0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                int place = i;
                LockSupport.parkNanos(start + i * 1_000_000_000L / rate - System.nanoTime());
                threads.submit(() -> {
                    long began = System.nanoTime();
                    Answer a = answer(place);
                    if (!Boolean.getBoolean("idle")) record.append(a);
                    nanos[place] = System.nanoTime() - began;
                    done.release();
                });
            }
            done.acquire(count);
        }
        return nanos;
    }

    private static Answer answer(int number) {
        Instant now = Instant.now();
        long first = number * 7_919L % OBJECTS;
        List<Place> places =
                LongStream.range(0, PAGE)
                        .mapToObj(i -> new Place(now.minusMillis(i), first + 3 * i))
                        .toList();
        return new Answer(
                new Who(new StixId("identity", new UUID(1, number % 50)), "reader"),
                new Asked("taxii objects", "limit=100&match[type]=indicator"),
                AsOf.then(now),
                "commons 3, lakes 2",
                new Sent(places, Set.of(1, 2, 3, 17, 18, 40), "0123456789abcdef".repeat(4)));
    }

    // Of its backends; time of those that have ended is not in it.
    private static Duration processorTime(Path directory) throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("cluster/postmaster.pid"));
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(lines.getFirst())).orElseThrow();
        return postmaster.descendants().map(RecordCost::time).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration time(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
