package org.commonwatch.cli.matching;

import org.commonwatch.archive.indicators.IndexFile;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code cwatch indicators compile}: lists into one index, which is then read in no time. */
@Command(
        name = "compile",
        description = "Makes one index of lists of indicators, for cwatch count.",
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch indicators compile list.csv.gz bundle.json -o month.cwx",
            "  cwatch indicators compile feed/ -o feed.cwx --known-good warninglists/lists",
            ""
        })
public final class CompileIndicators implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "LIST",
            description =
                    "A CSV list, one value a line, a STIX bundle, a MISP event or feed, or an"
                            + " index.")
    private List<Path> lists = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "The index to write, such as month.cwx.")
    private Path out = Path.of("");

    @Option(
            names = "--known-good",
            paramLabel = "FILE",
            description =
                    "What to leave out: a list in MISP's warning-list format, or a folder of them;"
                            + " may be given again.")
    private List<Path> knownGood = new ArrayList<>();

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description = "Leaves out what has expired by then (default: now).")
    private Optional<Instant> asOf = Optional.empty();

    @Option(
            names = {"-n", "--dry-run"},
            description = "Reads and tells, and writes nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        var set = IndicatorSet.gather(lists, knownGood, asOf.orElseGet(Instant::now), err);
        if (!dryRun) {
            IndexFile.write(out, set.table());
            spec.commandLine().getOut().printf("%s: %,d indicators%n", out, set.table().size());
        }
        return set.rejected() > 0 ? ExitCode.PARTIAL : ExitCode.DONE;
    }
}
