package org.commonwatch.archive;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Rejected;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.Dialects;
import org.commonwatch.telemetry.sensor.mapping.Mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Any bytes, read by a format's reader: nothing is thrown, every line ends in exactly one fate, no
 * column is out of its range, and a cut between two lines changes nothing. A fuzzer names the
 * format and makes the bytes; see {@code benchmarks/fuzz.sh}.
 */
public final class FormatFuzz {
    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant AFTER_LAST = Instant.parse("3000-01-01T00:00:00Z");
    private static final AtomicReference<FormatFuzz> FUZZED = new AtomicReference<>();

    private final Dialect dialect;
    // Has read every input before: nothing of those may be left in it.
    private final SensorReader old;

    FormatFuzz(Dialect dialect) {
        this.dialect = dialect;
        old = reader(dialect);
    }

    /** Called by the fuzzer once, with the format's name. */
    public static void fuzzerInitialize(String[] arguments) {
        Dialect named =
                dialects().stream()
                        .filter(dialect -> dialect.label().equals(arguments[0]))
                        .findFirst()
                        .orElseThrow();
        FUZZED.set(new FormatFuzz(named));
    }

    /** Called by the fuzzer with ever new bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        FUZZED.get().check(bytes);
    }

    /** The known formats, and one of a mapping that splits in every way. */
    static List<Dialect> dialects() {
        List<Mapping> mappings = new ArrayList<>(MappingFile.shipped());
        mappings.add(everySplitter());
        return Dialects.builtIn().and(mappings).all();
    }

    /** Throws an {@link AssertionError} if the format's reader breaks its promises. */
    void check(byte[] bytes) {
        List<String> whole = fates(reader(dialect), new Chunk.Lines(bytes, 1, 0));
        SensorReader other = dialect.parallel() ? old : reader(dialect);
        List<String> cut = new ArrayList<>();
        int from = 0;
        long line = 1;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' || i == bytes.length - 1) {
                cut.addAll(fates(other, new Chunk.Lines(bytes, from, i + 1, line++, from)));
                from = i + 1;
            }
        }
        Collections.sort(whole);
        Collections.sort(cut);
        demand(whole.equals(cut), "cut between lines, " + whole + " becomes " + cut);
    }

    private static SensorReader reader(Dialect dialect) {
        return dialect.reader(CountingRule.ATTACKS, Fates.OPTIONS);
    }

    // One text for each line, in no order.
    private static List<String> fates(SensorReader reader, Chunk.Lines chunk) {
        Batch batch = new Batch();
        batch.clear(chunk);
        reader.read(chunk, batch);
        long lines = 0;
        for (int i = chunk.from(); i < chunk.to(); i++) {
            lines += chunk.bytes()[i] == '\n' || i == chunk.to() - 1 ? 1 : 0;
        }
        Events events = batch.events();
        long fates = events.count() + batch.skipped() + batch.rejected().size();
        demand(batch.lines() == lines, "of " + lines + " lines " + batch.lines() + " were read");
        demand(fates == lines, lines + " lines have " + fates + " fates");
        demand(batch.unknown() <= events.count(), "more records not understood than records");
        List<String> said = new ArrayList<>();
        for (int i = 0; i < events.count(); i++) {
            demand(inRange(events, i), "out of range: " + Fates.said(events, i));
            said.add(Fates.said(events, i));
        }
        for (Rejected rejected : batch.rejected()) {
            said.add(rejected.toString());
        }
        said.addAll(Collections.nCopies((int) batch.skipped(), "skipped"));
        said.addAll(Collections.nCopies((int) batch.unknown(), "and not understood"));
        return said;
    }

    private static boolean inRange(Events events, int i) {
        boolean texts = true;
        for (int j = events.textsFrom(i); j < events.textsFrom(i + 1); j++) {
            texts &= events.textLength(j) > 0;
            texts &= events.textStart(j) + events.textLength(j) <= events.textBytes(j).length;
        }
        return texts
                && !events.instant(i).isBefore(FIRST)
                && events.instant(i).isBefore(AFTER_LAST)
                && events.severity(i) >= 0
                && events.severity(i) <= 10
                && !(events.isSource4(i) && events.isSource6(i))
                && !(events.isTarget4(i) && events.isTarget6(i));
    }

    private static void demand(boolean kept, String broken) {
        if (!kept) {
            throw new AssertionError(broken);
        }
    }

    private static Mapping everySplitter() {
        String file = "/fuzz/every-splitter.yaml";
        try (InputStream in = FormatFuzz.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new AssertionError("no " + file);
            }
            return MappingFile.parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
