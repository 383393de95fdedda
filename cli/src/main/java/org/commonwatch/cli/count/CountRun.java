package org.commonwatch.cli.count;

import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.LineSource;
import org.commonwatch.archive.TallyFile;
import org.commonwatch.archive.WholeFile;
import org.commonwatch.cli.input.Follower;
import org.commonwatch.cli.input.Growth;
import org.commonwatch.cli.input.Input;
import org.commonwatch.cli.input.Inputs;
import org.commonwatch.cli.terminal.Bar;
import org.commonwatch.cli.terminal.CtrlC;
import org.commonwatch.cli.terminal.EachFile;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.counting.TallyState;
import org.commonwatch.telemetry.sensor.SensorReader;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * One run: its inputs counted one after the other, or as they grow, and then the report. Whatever
 * it writes to files has its name only once all of it is there.
 */
final class CountRun implements Closeable, Archiving.Read {
    /** Where people read. */
    record Terminal(PrintWriter out, PrintWriter err) {}

    /** Makes the report. */
    @FunctionalInterface
    interface Report {
        void print(CountReport.Sum sum, PrintWriter out);
    }

    private final InputOptions input;
    private final FileCount.Plan plan;
    private final CountReport.Sum sum;
    private final Terminal terminal;
    private final PrintWriter notices;
    private final Clock clock = Clock.systemUTC();
    private final Optional<WholeFile> out;
    private final Optional<RejectFile> rejects;
    private final Optional<Path> stateOut;

    /** Throws {@link ArchiveRefusedException} if what it is to write cannot be written. */
    CountRun(InputOptions input, OutputOptions output, FileCount.Plan plan, Terminal terminal) {
        this.input = input;
        this.plan = plan;
        this.terminal = terminal;
        this.notices = output.notices(terminal.err());
        sum = new CountReport.Sum(plan);
        out = output.out().map(WholeFile::at);
        rejects = output.rejects().map(RejectFile::new);
        stateOut = output.stateOut();
    }

    /** Counts and reports; the command's exit code. */
    int count(Archiving archiving, Report report) throws IOException {
        return input.follow() ? follow(report) : once(archiving, report);
    }

    private int once(Archiving archiving, Report report) throws IOException {
        Inputs inputs = Inputs.of(input.words());
        inputs.notes().forEach(this::note);
        inputs.empty().forEach(this::tellEmpty);
        if (inputs.all().isEmpty()) {
            return ExitCode.NOTHING;
        }
        int exitCode =
                EachFile.take(
                        inputs.all(), terminal.err(), file -> archiving.read(file, notices, this));
        archiving.commit(notices);
        long lines = sum.tally().lines().lines();
        if (exitCode == ExitCode.FAILED && lines == 0) {
            return exitCode; // nothing was read: there is nothing to report
        }
        finish(report);
        boolean nothing = lines == 0 || !inputs.empty().isEmpty();
        return exitCode == ExitCode.DONE && nothing ? ExitCode.NOTHING : exitCode;
    }

    private void tellEmpty(String word) {
        terminal.err().println("cwatch: '" + word + "' names no file.");
        terminal.err().println("        Check the names; hidden files do not count.");
    }

    @Override
    public int read(Input file, UnaryOperator<SensorReader> archiving) throws IOException {
        try (LineSource source = file.open()) {
            Optional<FileCount> begun = begin(source, file.year(clock), file.named(), archiving);
            if (begun.isEmpty()) {
                return file.named() ? ExitCode.FAILED : ExitCode.PARTIAL;
            }
            FileCount count = begun.get();
            try (Bar bar = new Bar(file.shortName(), "MB", 1 << 20, notices)) {
                count.run(source, bar::to);
            } finally {
                // Of a damaged file, what comes before the damage counts.
                Tally tally = count.tally();
                boolean named = stateOut.isPresent() && file.file().isPresent();
                add(file.name(), count, named ? tally.of(segment(file)) : tally);
            }
            return exitCode(count);
        }
    }

    private Optional<FileCount> begin(
            LineSource source, int year, boolean named, UnaryOperator<SensorReader> archiving) {
        try {
            return Optional.of(new FileCount(plan, source, year, rejects, archiving));
        } catch (TelemetryRefusedException unknown) {
            sum.addForeign();
            String name = source.name();
            if (named) {
                terminal.err().println("cwatch: " + name + ": " + unknown.refusal().message());
                terminal.err().println("        " + unknown.refusal().remedy());
            } else {
                note("'" + name + "' is of no known format, and is left out");
            }
            return Optional.empty();
        }
    }

    private static String segment(Input file) {
        return file.file().map(TallyFile::segment).orElseThrow();
    }

    private void add(String name, FileCount count, Tally tally) {
        sum.add(name, count, tally);
        CountReport.rejects(name, tally, notices);
        if (tally.lines().rejected() > 0 && rejects.isEmpty()) {
            note("--rejects FILE keeps every rejected line, with its text");
        }
    }

    private static int exitCode(FileCount count) {
        return count.hasRejected() ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    private int follow(Report report) throws IOException {
        Following following = new Following();
        try (CtrlC ctrlC = new CtrlC();
                Follower follower =
                        new Follower(input.words(), input.state(), following, notices, clock)) {
            note("following until Ctrl-C, which writes the report");
            follower.run(ctrlC, input.limit(), input.idle());
            following.files.forEach(file -> add(file.name(), file, file.tally()));
            finish(report);
            // Only now: what is not reported has to be counted again.
            if (input.state().isPresent()) {
                follower.keep(input.state().get());
            }
            int exitCode =
                    following.files.stream()
                            .mapToInt(CountRun::exitCode)
                            .reduce(following.worst.get(), EachFile::worse);
            boolean nothing = exitCode == ExitCode.DONE && sum.tally().lines().lines() == 0;
            int end = nothing ? ExitCode.NOTHING : exitCode;
            ctrlC.done(end);
            return end;
        }
    }

    private void finish(Report report) throws IOException {
        if (stateOut.isPresent()) {
            TallyFile.write(stateOut.get(), new TallyState(sum.tally(), sum.databases()));
        }
        if (rejects.isPresent()) {
            rejects.get().finish();
        }
        if (out.isEmpty()) {
            report.print(sum, terminal.out());
            return;
        }
        WholeFile file = out.get();
        PrintWriter writer =
                new PrintWriter(new OutputStreamWriter(file.out(), StandardCharsets.UTF_8));
        report.print(sum, writer);
        writer.flush();
        if (writer.checkError()) {
            throw new IOException("the report could not be written");
        }
        file.finish();
    }

    private void note(String message) {
        notices.println("cwatch: " + message);
        notices.flush();
    }

    @Override
    public void close() throws IOException {
        if (rejects.isPresent()) {
            rejects.get().close();
        }
        if (out.isPresent()) {
            out.get().close();
        }
    }

    /** Counts files that grow. */
    private final class Following implements Growth {
        private final List<FileCount> files = new ArrayList<>();
        private final AtomicInteger worst = new AtomicInteger(ExitCode.DONE);

        @Override
        public Optional<OfFile> begin(LineSource file, int year) {
            Optional<FileCount> begun =
                    CountRun.this.begin(file, year, false, UnaryOperator.identity());
            begun.ifPresentOrElse(files::add, () -> end(ExitCode.PARTIAL));
            return begun.map(count -> (lines, bytes) -> add(count, lines, bytes));
        }

        @Override
        public Optional<OfFile> goOn(LineSource file, int year, LineSource counted, long lines) {
            Optional<FileCount> begun =
                    CountRun.this.begin(file, year, false, UnaryOperator.identity());
            begun.ifPresent(count -> count.passOver(counted, lines));
            begun.ifPresentOrElse(files::add, () -> end(ExitCode.PARTIAL));
            return begun.map(count -> (more, bytes) -> add(count, more, bytes));
        }

        private long add(FileCount count, LineSource lines, long bytes) {
            try {
                count.add(lines, bytes);
            } catch (ArchiveRefusedException e) {
                end(EachFile.tell(e.refusal(), terminal.err()));
            }
            return count.lines();
        }

        private void end(int exitCode) {
            worst.set(EachFile.worse(worst.get(), exitCode));
        }
    }
}
