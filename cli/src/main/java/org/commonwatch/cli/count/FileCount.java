package org.commonwatch.cli.count;

import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.LineSource;
import org.commonwatch.archive.Progress;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.counting.ChunkCounter;
import org.commonwatch.telemetry.counting.ChunkCounter.Part;
import org.commonwatch.telemetry.counting.RejectLog;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.geography.Places;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.Origin;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Rejected;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.Dialects;
import org.commonwatch.telemetry.sensor.dialect.ReadingOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Counts one input, at once or piece by piece, on as many threads as its format allows. */
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
     * @param sessions takes the sessions of all files
     * @param actors whether to tell who took part
     */
    record Plan(
            String sensor,
            CountingRule rule,
            IndicatorTable indicators,
            Places places,
            Formats formats,
            Optional<Integer> year,
            SessionCount sessions,
            boolean actors) {}

    /** What is known of a chunk, and the beginnings of its rejected lines if they are kept. */
    private record Counted(Part part, List<String> texts) {}

    private static final long MANY_BYTES = 1 << 20;

    private final String name;
    private final Dialect dialect;
    private final Optional<RejectFile> rejectFile;
    private final RejectLog rejects = new RejectLog();
    private final List<SensorReader> readers = new ArrayList<>();
    private final List<ChunkCounter> counters = new ArrayList<>();
    private final AtomicLong lines = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();

    /**
     * Looks at the first lines, unless the format was given. Throws {@link
     * TelemetryRefusedException} if they are of none that is known.
     *
     * @param changed the year in which the input was last changed
     * @param rejectFile where its rejected lines go too
     * @param archiving makes readers that archive too of others
     */
    FileCount(
            Plan plan,
            LineSource source,
            int changed,
            Optional<RejectFile> rejectFile,
            UnaryOperator<SensorReader> archiving) {
        this.name = source.name();
        this.rejectFile = rejectFile;
        var options = new ReadingOptions(plan.year().orElse(changed));
        dialect =
                plan.formats()
                        .given()
                        .orElseGet(() -> detected(plan.formats().known(), source, options));
        int threads = dialect.parallel() ? Runtime.getRuntime().availableProcessors() : 1;
        var task =
                new ChunkCounter.Task(
                        plan.sensor(),
                        plan.rule(),
                        plan.indicators(),
                        plan.places(),
                        Limits.OF_A_FILE,
                        plan.actors());
        for (int i = 0; i < threads; i++) {
            SensorReader reader = archiving.apply(dialect.reader(plan.rule(), options));
            readers.add(reader);
            counters.add(new ChunkCounter(task, plan.sessions().after(reader)));
        }
    }

    private static Dialect detected(Dialects known, LineSource source, ReadingOptions options) {
        return known.detected(source.start(Dialects.SAMPLE_LIMIT), options);
    }

    /**
     * Passes over lines that an earlier run counted: what a reader has to know of them, such as the
     * names of columns, it learns.
     *
     * @param before how many lines they are
     */
    void passOver(LineSource counted, long before) {
        lines.set(before);
        if (dialect.parallel()) {
            return;
        }
        Batch unused = new Batch();
        SensorReader reader = readers.getFirst();
        Function<Chunk, Boolean> learn =
                chunk -> {
                    if (chunk instanceof Chunk.Lines whole) {
                        unused.clear(whole);
                        reader.read(whole, unused);
                    }
                    return true;
                };
        counted.read(List.of(learn), learned -> {}, Progress.unwatched());
    }

    /** Counts all lines. Throws {@link ArchiveRefusedException} where the input is damaged. */
    void run(LineSource source, Progress progress) {
        run(source, counters, progress);
    }

    /** Counts lines that were added; few are not worth several threads. */
    void add(LineSource added, long bytes) {
        run(added, bytes < MANY_BYTES ? counters.subList(0, 1) : counters, Progress.unwatched());
    }

    private void run(LineSource source, List<ChunkCounter> with, Progress progress) {
        List<Function<? super Chunk, ? extends Counted>> workers = new ArrayList<>();
        with.forEach(counter -> workers.add(chunk -> count(counter, chunk)));
        source.<Counted>read(workers, this::take, progress);
    }

    private Counted count(ChunkCounter counter, Chunk chunk) {
        Part part = counter.count(chunk);
        boolean kept = rejectFile.isPresent() && !part.rejected().isEmpty();
        return new Counted(part, kept ? RejectFile.texts(chunk, part.rejected()) : List.of());
    }

    private void take(Counted counted) {
        Part part = counted.part();
        List<Rejected> rejected = part.rejectedAfter(lines.get());
        rejects.add(rejected);
        lines.addAndGet(part.lines());
        unknown.addAndGet(part.unknown());
        rejectFile.ifPresent(file -> {
            List<String> texts = counted.texts();
            for (int i = 0; i < rejected.size(); i++) {
                file.add(name, rejected.get(i), i < texts.size() ? texts.get(i) : null);
            }
        });
    }

    /** What was counted so far. */
    Tally tally() {
        return counters.getFirst().tally(counters.subList(1, counters.size()), rejects.rejects());
    }

    /** Tells every indicator that was met so far, and where it comes from. */
    void forEachMet(BiConsumer<StixId, Origin> use) {
        counters.getFirst().forEachMet(counters.subList(1, counters.size()), use);
    }

    /** Whether any of its lines could not be read. */
    boolean hasRejected() {
        return rejects.rejects().count() > 0;
    }

    /** What to call the input. */
    String name() {
        return name;
    }

    /** What the input is of. */
    String format() {
        return dialect.label();
    }

    /** How many lines there were, with those that an earlier run counted. */
    long lines() {
        return lines.get();
    }

    /** How many records were of a sort that the format's reader knows nothing of. */
    long unknown() {
        return unknown.get();
    }
}
