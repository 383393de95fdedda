package org.commonwatch.cli.bench;

import org.commonwatch.telemetry.counting.ChunkCounter;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.geography.Places;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.EveReader;
import org.commonwatch.telemetry.sensor.Marks;
import org.commonwatch.telemetry.sensor.StructuralScanner;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * What counting a file of EVE lines costs, step by step: each step does all that the one before it
 * does, and one thing more. The compiler is given the beginning of the file first. Lines that go on
 * from block to block are left out, so that no thread waits for another.
 */
final class Steps {
    /**
     * One step.
     *
     * @param time that passed
     * @param worked processor time of the threads, without what the Java machine does beside them
     */
    record Step(String what, Duration time, Duration worked) {}

    private static final int BLOCK_BYTES = 512 << 10;
    private static final long WARM_UP_BYTES = 256 << 20;

    private final Path file;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final AtomicLong lines = new AtomicLong();

    Steps(Path file) {
        this.file = file;
    }

    /** How many lines the last step went through. */
    long lines() {
        return lines.get();
    }

    /** Takes all steps. */
    List<Step> take(IndicatorTable indicators) throws IOException {
        List<Step> steps = new ArrayList<>();
        steps.add(step("read the bytes", () -> chunk -> 0));
        steps.add(step("+ where values may end", Steps::ends));
        steps.add(step("+ events in columns", Steps::events));
        steps.add(step("+ cells", () -> counting(IndicatorTable.empty())));
        steps.add(step("+ matching", () -> counting(indicators)));
        return steps;
    }

    private static ToLongFunction<Chunk.Lines> ends() {
        StructuralScanner scanner = StructuralScanner.fastest();
        int most = BLOCK_BYTES / Marks.BLOCK_BYTES;
        long[] masks = new long[StructuralScanner.VALUE_MASKS * most];
        return chunk -> {
            int blocks = (chunk.to() - chunk.from()) / Marks.BLOCK_BYTES;
            scanner.values(chunk.bytes(), chunk.from(), blocks, masks, 0);
            return 0;
        };
    }

    private static ToLongFunction<Chunk.Lines> events() {
        var reader = new EveReader(CountingRule.ATTACKS);
        var batch = new Batch();
        return chunk -> {
            batch.clear(chunk);
            reader.read(chunk, batch);
            return batch.lines();
        };
    }

    private static ToLongFunction<Chunk.Lines> counting(IndicatorTable indicators) {
        var task =
                new ChunkCounter.Task(
                        "bench",
                        CountingRule.ATTACKS,
                        indicators,
                        Places.UNKNOWN,
                        Limits.OF_A_FILE,
                        false);
        var counter = new ChunkCounter(task, new EveReader(CountingRule.ATTACKS));
        return chunk -> counter.count(chunk).lines();
    }

    private Step step(String what, Supplier<ToLongFunction<Chunk.Lines>> workers)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file);
                ExecutorService runners = Executors.newFixedThreadPool(threads)) {
            run(channel, Math.min(WARM_UP_BYTES, channel.size()), workers, runners);
            lines.set(0);
            long start = System.nanoTime();
            long worked = run(channel, channel.size(), workers, runners);
            return new Step(
                    what, Duration.ofNanos(System.nanoTime() - start), Duration.ofNanos(worked));
        }
    }

    // The processor time of all threads, in nanoseconds.
    private long run(
            FileChannel channel,
            long end,
            Supplier<ToLongFunction<Chunk.Lines>> workers,
            ExecutorService runners)
            throws IOException {
        var next = new AtomicLong();
        List<Future<Long>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Callable<Long> one = () -> work(channel, end, next, workers.get());
            running.add(runners.submit(one));
        }
        long worked = 0;
        for (Future<Long> each : running) {
            worked += done(each);
        }
        return worked;
    }

    private long work(
            FileChannel channel, long end, AtomicLong next, ToLongFunction<Chunk.Lines> worker)
            throws IOException {
        var threadTime = ManagementFactory.getThreadMXBean();
        long before = threadTime.getCurrentThreadCpuTime();
        byte[] bytes = new byte[BLOCK_BYTES];
        long found = 0;
        for (long at = next.getAndAdd(BLOCK_BYTES); at < end; at = next.getAndAdd(BLOCK_BYTES)) {
            ByteBuffer block = ByteBuffer.wrap(bytes);
            while (block.hasRemaining() && channel.read(block, at + block.position()) >= 0) {
                // more of it
            }
            int from = afterLineEnd(bytes, 0, block.position(), 1);
            int to = afterLineEnd(bytes, block.position() - 1, -1, -1);
            if (from < to) {
                found += worker.applyAsLong(new Chunk.Lines(bytes, from, to, 1, at + from));
            }
        }
        lines.addAndGet(found);
        return threadTime.getCurrentThreadCpuTime() - before;
    }

    private static int afterLineEnd(byte[] bytes, int from, int end, int step) {
        int at = from;
        while (at != end && bytes[at] != '\n') {
            at += step;
        }
        return at + 1;
    }

    private static long done(Future<Long> runner) throws IOException {
        try {
            return runner.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("measuring was interrupted", e);
        }
    }
}
