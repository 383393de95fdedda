package org.commonwatch.cli.count;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.LineFile;
import org.commonwatch.archive.ParallelLines;
import org.commonwatch.archive.Progress;
import org.commonwatch.telemetry.counting.ChunkCounter;
import org.commonwatch.telemetry.counting.ChunkCounter.Part;
import org.commonwatch.telemetry.counting.RejectLog;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.Dialects;
import org.commonwatch.telemetry.sensor.dialect.ReadingOptions;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Counts one file, on as many threads as its format allows. */
final class FileCount {
    /**
     * The formats there are.
     *
     * @param given all files are of it; without one, each is told by its first lines
     */
    record Formats(Dialects known, Optional<Dialect> given) {}

    /**
     * What the files of a run have in common.
     *
     * @param year of times that name none; without one, that in which the file was last changed
     */
    record Plan(
            String sensor,
            CountingRule rule,
            IndicatorTable indicators,
            Formats formats,
            Optional<Integer> year) {}

    private final Plan plan;
    private final Path file;
    private final Dialect dialect;
    private final RejectLog rejects = new RejectLog();
    private final List<ChunkCounter> counters = new ArrayList<>();
    private final AtomicLong lines = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();

    /**
     * Looks at the first lines, unless the format was given.
     *
     * @param readers makes of a format's reader the one to read with
     */
    FileCount(Plan plan, Path file, UnaryOperator<SensorReader> readers) throws IOException {
        this.plan = plan;
        this.file = file;
        byte[] start = start(file);
        ReadingOptions options = options();
        dialect =
                plan.formats()
                        .given()
                        .orElseGet(() -> plan.formats().known().detected(start, options));
        boolean parallel = dialect.parallel() && LineFile.isPlain(file);
        int threads = parallel ? Runtime.getRuntime().availableProcessors() : 1;
        for (int i = 0; i < threads; i++) {
            counters.add(
                    new ChunkCounter(
                            plan.sensor(),
                            plan.rule(),
                            plan.indicators(),
                            Limits.OF_A_FILE,
                            readers.apply(dialect.reader(plan.rule(), options))));
        }
    }

    // Read byte by byte, so that of a file damaged early what comes before the damage is there.
    private static byte[] start(Path file) throws IOException {
        var start = new ByteArrayOutputStream();
        try (InputStream in = LineFile.open(file)) {
            for (int b = in.read(); b >= 0 && start.size() < Dialects.SAMPLE_LIMIT; b = in.read()) {
                start.write(b);
            }
        } catch (ArchiveRefusedException e) {
            if (!(e.refusal() instanceof ArchiveRefusal.Damaged)) {
                throw e;
            }
        }
        return start.toByteArray();
    }

    /** Reads the file to its end. Throws {@link ArchiveRefusedException} where it is damaged. */
    void run(Progress progress) {
        if (counters.size() == 1) {
            ChunkCounter counter = counters.getFirst();
            LineFile.read(file, chunk -> take(counter.count(chunk), 0), progress);
        } else {
            List<Function<? super Chunk, ? extends Part>> workers = new ArrayList<>();
            counters.forEach(counter -> workers.add(counter::count));
            ParallelLines.<Part>read(file, workers, part -> take(part, lines.get()), progress);
        }
    }

    private void take(Part part, long before) {
        rejects.add(part.rejectedAfter(before));
        lines.addAndGet(part.lines());
        unknown.addAndGet(part.unknown());
    }

    /** What was counted so far. */
    Tally tally() {
        return counters.getFirst().tally(counters.subList(1, counters.size()), rejects.rejects());
    }

    /** What the file is of. */
    String format() {
        return dialect.label();
    }

    /** How many records were of a sort that the format's reader knows nothing of. */
    long unknown() {
        return unknown.get();
    }

    private ReadingOptions options() throws IOException {
        int changed =
                Files.getLastModifiedTime(file).toInstant().atOffset(ZoneOffset.UTC).getYear();
        return new ReadingOptions(plan.year().orElse(changed));
    }
}
