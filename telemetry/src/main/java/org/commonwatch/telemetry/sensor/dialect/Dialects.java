package org.commonwatch.telemetry.sensor.dialect;

import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.mapping.Mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The dialects that are known, in the order in which they are tried. */
public final class Dialects {
    /** An input is told by no more bytes of its beginning. */
    public static final int SAMPLE_LIMIT = 64 << 10;

    private final List<Dialect> all;

    private Dialects(List<Dialect> all) {
        this.all = List.copyOf(all);
    }

    /** Those that are read by code of their own. */
    public static Dialects builtIn() {
        return new Dialects(
                List.of(
                        Dialect.EVE,
                        Dialect.ZEEK_JSON,
                        Dialect.ZEEK_TSV,
                        Dialect.COWRIE,
                        Dialect.CEF,
                        Dialect.LEEF,
                        Dialect.SNORT,
                        Dialect.SSHD,
                        Dialect.WEB,
                        Dialect.OCSF,
                        Dialect.IDEA));
    }

    /** These and the ones that the mappings tell; of one name the later counts. */
    public Dialects and(List<Mapping> mappings) {
        List<Dialect> more = new ArrayList<>(all);
        for (Mapping mapping : mappings) {
            more.removeIf(dialect -> dialect.label().equals(mapping.name()));
            more.add(Dialect.of(mapping));
        }
        return new Dialects(more);
    }

    /** All, in order. */
    public List<Dialect> all() {
        return all;
    }

    /** The one of that name. */
    public Optional<Dialect> named(String label) {
        return all.stream().filter(dialect -> dialect.label().equals(label)).findFirst();
    }

    /**
     * The dialect of an input: the one that understands most of its first lines, and of several
     * such the first. Where none understands any, it is the first that refuses none: so an empty
     * input has a dialect too. Empty if all refuse lines and understand none.
     *
     * @param start its first bytes, of which {@link #SAMPLE_LIMIT} are looked at
     * @param options what lines do not say themselves
     */
    public Optional<Dialect> detect(byte[] start, ReadingOptions options) {
        Chunk.Lines lines = new Chunk.Lines(start, 0, wholeLines(start), 1, 0);
        Batch batch = new Batch();
        Dialect best = null;
        long most = 0;
        for (Dialect dialect : all) {
            batch.clear(lines);
            dialect.reader(CountingRule.ATTACKS, options).read(lines, batch);
            long understood = batch.events().count() - batch.unknown();
            boolean refusesNone = best == null && batch.rejected().isEmpty();
            if (understood > most || (refusesNone && batch.unknown() == 0)) {
                best = dialect;
                most = understood;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * The dialect of an input, as {@link #detect}; throws {@link TelemetryRefusedException} if none
     * understands it.
     */
    public Dialect detected(byte[] start, ReadingOptions options) {
        return detect(start, options)
                .orElseThrow(() ->
                        new TelemetryRefusedException(
                                new TelemetryRefusal.UnknownFormat(
                                        all.stream().map(Dialect::label).toList())));
    }

    // The end of the last whole line within the limit; all of it if there is no such end.
    private static int wholeLines(byte[] start) {
        int limit = Math.min(start.length, SAMPLE_LIMIT);
        if (limit == start.length) {
            return limit;
        }
        int end = limit;
        while (end > 0 && start[end - 1] != '\n') {
            end--;
        }
        return end == 0 ? limit : end;
    }
}
