package org.commonwatch.cli.count;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.LineFile;
import org.commonwatch.archive.events.ArchiveRun;
import org.commonwatch.archive.events.EventArchive;
import org.commonwatch.archive.events.Manifest;
import org.commonwatch.cli.input.Input;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.sensor.SensorReader;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Archives the files that are counted, if that was asked for: all of them at once, or none. */
final class Archiving implements AutoCloseable {
    private final Optional<ArchiveRun> run;

    /**
     * What to archive.
     *
     * @param context records that count as nothing too
     * @param raw the lines themselves too
     */
    record What(boolean context, boolean raw) {}

    /** Reads a file with readers that the operator makes of others; the exit code it gives. */
    @FunctionalInterface
    interface Read {
        int read(Input file, UnaryOperator<SensorReader> archiving) throws IOException;
    }

    private Archiving(Optional<ArchiveRun> run) {
        this.run = run;
    }

    static Archiving none() {
        return new Archiving(Optional.empty());
    }

    static Archiving into(Path directory, String sensor, CountingRule rule, What what)
            throws IOException {
        var plan = new ArchiveRun.Plan(sensor, rule, what.context(), what.raw(), Instant.now());
        return new Archiving(Optional.of(EventArchive.openOrMake(directory).start(plan)));
    }

    /** Archives a file while it is read, unless its bytes are archived already. */
    int read(Input input, PrintWriter notices, Read read) throws IOException {
        if (run.isEmpty() || !run.get().isWhole()) {
            return read.read(input, UnaryOperator.identity());
        }
        if (input.file().isEmpty()) {
            notices.println("cwatch: " + input.name() + " is counted, but not archived");
            return read.read(input, UnaryOperator.identity());
        }
        Path file = input.file().get();
        LineFile.open(file).close(); // or refused, as it would be without an archive
        ArchiveRun archive = run.get();
        if (!archive.begin(file)) {
            notices.println("cwatch: " + file + " is archived already, and archived once");
            return read.read(input, UnaryOperator.identity());
        }
        int exitCode;
        try {
            exitCode = read.read(input, archive::archiving);
        } catch (ArchiveRefusedException e) {
            if (e.refusal() instanceof ArchiveRefusal.Damaged) {
                archive.end(); // what comes before the damage counts, and is archived
            }
            throw e;
        }
        archive.end();
        return exitCode;
    }

    /** Makes all that was read part of the archive. */
    void commit(PrintWriter err) throws IOException {
        if (run.isEmpty()) {
            return;
        }
        if (!run.get().isWhole()) {
            err.println("cwatch: nothing was archived, because a file was not read to its end");
            return;
        }
        Manifest manifest = run.get().commit();
        long bytes = manifest.parts().stream().mapToLong(Manifest.Part::bytes).sum();
        err.printf(
                "cwatch: archived %,d events of %,d files in %,d bytes%n",
                manifest.events(), manifest.origin().segments().size(), bytes);
        err.flush();
    }

    @Override
    public void close() throws IOException {
        if (run.isPresent()) {
            run.get().close();
        }
    }
}
