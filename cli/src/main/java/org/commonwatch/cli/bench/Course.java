package org.commonwatch.cli.bench;

import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Chunker;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Simulated lines in memory, gone through again and again while time is taken. */
final class Course {
    /**
     * What one measurement came to.
     *
     * @param bytes of lines, with their ends
     */
    record Lap(String what, int threads, long lines, long bytes, Duration time) {
        long linesPerSecond() {
            return perSecond(lines);
        }

        long bytesPerSecond() {
            return perSecond(bytes);
        }

        private long perSecond(long number) {
            return Math.round(number * 1e9 / Math.max(1, time.toNanos()));
        }
    }

    private static final int WARM_UP_PART = 3;

    private final List<Chunk> chunks = new ArrayList<>();
    private final long lines;
    private final long bytes;

    Course(int lines, int indicators) {
        var plan = new Plan(7, lines, 24, Instant.parse("2030-03-04T00:00:00Z"), indicators);
        var simulation = new Simulation(plan, "bench");
        Chunker chunker = new Chunker(chunks::add);
        long all = 0;
        while (simulation.hasNext()) {
            byte[] block = simulation.next();
            chunker.accept(block, 0, block.length);
            all += block.length;
        }
        chunker.finish();
        this.lines = lines;
        bytes = all;
    }

    /** How many lines it has. */
    long lines() {
        return lines;
    }

    /** How many bytes its lines have. */
    long bytes() {
        return bytes;
    }

    /**
     * Goes through all of it on each of several threads, at least once and for as long as given.
     *
     * @param workers gives each thread what it does with a chunk
     */
    Lap run(String what, int threads, Duration time, Supplier<Consumer<Chunk>> workers) {
        Consumer<Chunk> warmUp = workers.get();
        passes(warmUp, time.dividedBy(WARM_UP_PART));
        long start = System.nanoTime();
        long passes = 0;
        try (ExecutorService runners = Executors.newFixedThreadPool(threads)) {
            List<Future<Long>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Consumer<Chunk> worker = workers.get();
                running.add(runners.submit(() -> passes(worker, time)));
            }
            for (Future<Long> each : running) {
                passes += done(each);
            }
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        return new Lap(what, threads, passes * lines, passes * bytes, taken);
    }

    private long passes(Consumer<Chunk> worker, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long passes = 0;
        do {
            chunks.forEach(worker);
            passes++;
        } while (System.nanoTime() < end);
        return passes;
    }

    private static long done(Future<Long> runner) {
        try {
            return runner.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("measuring was interrupted", e);
        }
    }
}
