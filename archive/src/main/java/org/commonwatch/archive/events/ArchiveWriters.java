package org.commonwatch.archive.events;

import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.sensor.Chunk;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The writers of one run. Threads that read fill buffers, and other threads write the full ones, so
 * that a reader waits only when all buffers are full. There is one for each thread of either sort:
 * with fewer, readers that wait for one another would wait for a buffer too. The more processors
 * there are, the smaller they are, and so the memory is bounded.
 */
final class ArchiveWriters implements AutoCloseable {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final int EVENTS_IN_ALL = 1 << 20;
    private static final int EVENTS_LEAST = 1 << 14;
    private static final int EVENTS =
            Math.clamp(EVENTS_IN_ALL / (2 * THREADS), EVENTS_LEAST, EventBuffer.EVENT_LIMIT);

    private final ArchiveRun.Plan plan;
    private final PartNames names;
    private final Engine engine;
    private final List<Buffered> all = new ArrayList<>();
    private final BlockingQueue<Buffered> free = new LinkedBlockingQueue<>();
    private final ExecutorService writing =
            Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().name("archiving").daemon().factory());
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<Writer> idle = new ArrayList<>();
    private final List<Writer> used = new ArrayList<>();
    private final WrittenParts written;

    /** A buffer with what writes it. */
    private record Buffered(EventBuffer buffer, PartWriter writer) {}

    ArchiveWriters(Path directory, ArchiveRun.Plan plan, PartNames names) throws SQLException {
        this.plan = plan;
        this.names = names;
        written = new WrittenParts(names);
        engine = Engine.start(directory, 1);
        for (int i = 0; i < THREADS; i++) {
            free.add(buffered());
        }
    }

    private Buffered buffered() throws SQLException {
        var buffer = new EventBuffer(EVENTS);
        String rows = "rows" + all.size();
        byte[] sensor = plan.sensor().getBytes(StandardCharsets.UTF_8);
        var writer = new PartWriter(engine, buffer, rows, segment -> sensor, plan.raw());
        var buffered = new Buffered(buffer, writer);
        all.add(buffered);
        return buffered;
    }

    /** What one reading thread archives with. */
    final class Writer {
        private final AtomicReference<@Nullable Buffered> filling = new AtomicReference<>();
        private final RawWriter raw = new RawWriter(names, written);

        /** Takes what was read of a chunk. */
        void add(Chunk.Lines chunk, Events events, int segment) {
            boolean raws = plan.raw();
            if (raws) {
                try {
                    raw.add(chunk, events, segment);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            Buffered into = filling.get();
            for (int i = 0; i < events.count(); i++) {
                if (plan.context() || events.unit(i) != Unit.CONTEXT) {
                    if (into == null) {
                        into = next();
                    }
                    long offset = raws ? chunk.offset() + events.line(i) - chunk.from() : 0;
                    into.buffer.add(events, i, segment, offset);
                    if (into.buffer.isFull()) {
                        write(into);
                        into = null;
                    }
                }
            }
            filling.set(into);
        }

        private void finish() throws IOException {
            raw.close();
            Buffered last = filling.getAndSet(null);
            if (last != null) {
                write(last);
            }
        }
    }

    /** A writer for one thread, until {@link #release}. */
    Writer take() {
        if (idle.isEmpty()) {
            try {
                free.add(buffered());
            } catch (SQLException e) {
                throw failed(e);
            }
            idle.add(new Writer());
        }
        Writer writer = idle.removeLast();
        used.add(writer);
        return writer;
    }

    /** The threads are done; others may have their writers. */
    void release() {
        idle.addAll(used);
        used.clear();
    }

    private Buffered next() {
        try {
            Buffered next = free.take();
            Throwable broken = failure.get();
            if (broken != null) {
                throw failed(broken);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("archiving ended", e);
        }
    }

    private void write(Buffered full) {
        writing.execute(() -> {
            try {
                full.writer.write(plan.rule(), names, written);
            } catch (Throwable broken) { // whatever it is, the thread that reads has to know
                failure.compareAndSet(null, broken);
            } finally {
                free.add(full);
            }
        });
    }

    /** Writes what is left, and tells every part. */
    WrittenParts finish() throws IOException {
        release();
        for (Writer writer : idle) {
            writer.finish();
        }
        end();
        Throwable broken = failure.get();
        if (broken != null) {
            throw failed(broken);
        }
        return written;
    }

    private static RuntimeException failed(Throwable broken) {
        return switch (broken) {
            case SQLException e ->
                    new UncheckedIOException(new IOException("a part: " + e.getMessage(), e));
            case RuntimeException e -> e;
            case Error bug -> throw bug;
            default -> new IllegalStateException(broken);
        };
    }

    private void end() {
        writing.shutdown();
        try {
            if (!writing.awaitTermination(1, TimeUnit.DAYS)) {
                throw new IllegalStateException("writing does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("archiving ended", e);
        }
    }

    @Override
    public void close() throws IOException {
        end();
        release();
        for (Writer writer : idle) {
            writer.raw.discard();
        }
        try {
            for (Buffered each : all) {
                each.writer.close();
            }
            engine.close();
        } catch (SQLException e) {
            throw new IOException("the archive's engine does not end: " + e.getMessage(), e);
        }
    }
}
