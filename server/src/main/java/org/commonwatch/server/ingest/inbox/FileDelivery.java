package org.commonwatch.server.ingest.inbox;

import org.commonwatch.archive.LineFile;
import org.commonwatch.archive.segments.SegmentCutter;
import org.commonwatch.server.ingest.Sensors;
import org.commonwatch.server.pipeline.Delivery;
import org.commonwatch.server.pipeline.Formats;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.Dialects;
import org.commonwatch.telemetry.sensor.dialect.ReadingOptions;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Delivers a file in the segments that {@code cwatch ingest} would send. */
final class FileDelivery {
    private static final int AT_ONCE = 4;

    private final Sensors sensors;

    FileDelivery(Sensors sensors) {
        this.sensors = sensors;
    }

    /** Returns when all of the file is safe; throws why it is not. */
    void take(String sensor, Path file) throws IOException, InterruptedException {
        int year = Files.getLastModifiedTime(file).toInstant().atOffset(ZoneOffset.UTC).getYear();
        try (InputStream unpacked = LineFile.open(file);
                InputStream in = new BufferedInputStream(unpacked, Dialects.SAMPLE_LIMIT);
                ExecutorService counting = Executors.newVirtualThreadPerTaskExecutor()) {
            in.mark(Dialects.SAMPLE_LIMIT);
            byte[] start = in.readNBytes(Dialects.SAMPLE_LIMIT);
            in.reset();
            Dialect dialect = Formats.detected(start, new ReadingOptions(year));
            var form = new Delivery.Form(Optional.of(dialect), year);
            int bytes = dialect.parallel() ? SegmentCutter.USUAL_BYTES : SegmentCutter.WHOLE;
            SegmentCutter segments = new SegmentCutter(file.toString(), in, bytes);
            Deque<Future<?>> begun = new ArrayDeque<>();
            for (var next = segments.next(); next.isPresent(); next = segments.next()) {
                SegmentCutter.Segment segment = next.get();
                if (begun.size() == AT_ONCE) {
                    await(begun.removeFirst());
                }
                begun.add(
                        counting.submit(() -> {
                            sensors.take(
                                    sensor,
                                    new Delivery(
                                            new ByteArrayInputStream(segment.bytes()),
                                            Optional.of(segment.id()),
                                            form));
                            return null;
                        }));
            }
            while (!begun.isEmpty()) {
                await(begun.removeFirst());
            }
        }
    }

    private static void await(Future<?> segment) throws IOException, InterruptedException {
        try {
            segment.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException reason -> throw reason;
                case IOException reason -> throw reason;
                case null, default -> throw new IOException(e.getCause());
            }
        }
    }
}
