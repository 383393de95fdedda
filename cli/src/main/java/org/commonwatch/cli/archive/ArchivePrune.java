package org.commonwatch.cli.archive;

import org.commonwatch.archive.events.EventArchive;
import org.commonwatch.archive.events.Manifest.Part;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "prune",
        description = {
            "Deletes days that are too old, counted back from today in UTC.",
            "What was archived stays known: archiving it again does not bring it back."
        },
        mixinStandardHelpOptions = true)
final class ArchivePrune implements Callable<Integer> {
    private static final int DAYS_LIMIT = 100_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The archive's directory.")
    private Path directory = Path.of("");

    @Option(
            names = "--keep-days",
            required = true,
            paramLabel = "N",
            description = "Events of so many days before today stay.")
    private int keepDays;

    @Option(
            names = "--raw-keep-days",
            paramLabel = "N",
            description = "Raw lines of so many days stay (default: those of --keep-days).")
    private Optional<Integer> rawKeepDays = Optional.empty();

    @Option(
            names = {"-n", "--dry-run"},
            description = "Tells what would be deleted, and deletes nothing.")
    private boolean dry;

    @Override
    public Integer call() throws IOException {
        EventArchive.Pruned pruned =
                EventArchive.open(directory)
                        .prune(before(keepDays), before(rawKeepDays.orElse(keepDays)), dry);
        PrintWriter out = spec.commandLine().getOut();
        tell(out, "events", pruned.parts());
        tell(out, "records with raw lines", pruned.raw());
        out.flush();
        return ExitCode.DONE;
    }

    private void tell(PrintWriter out, String what, List<Part> parts) {
        out.printf(
                "%s %,d parts with %,d %s, %,d bytes%n",
                dry ? "would delete" : "deleted",
                parts.size(),
                parts.stream().mapToLong(Part::count).sum(),
                what,
                parts.stream().mapToLong(Part::bytes).sum());
    }

    private static Instant before(int days) {
        if (days < 0 || days > DAYS_LIMIT) {
            throw new Stop(
                    ExitCode.USAGE,
                    days + " is no number of days.",
                    "Give one from 0 to " + DAYS_LIMIT + ".");
        }
        return Instant.now().truncatedTo(ChronoUnit.DAYS).minus(days, ChronoUnit.DAYS);
    }
}
