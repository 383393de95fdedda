package org.commonwatch.cli.count;

import org.commonwatch.archive.IndicatorList;
import org.commonwatch.archive.MappingFile;
import org.commonwatch.archive.Progress;
import org.commonwatch.archive.RuleFile;
import org.commonwatch.cli.terminal.Bar;
import org.commonwatch.cli.terminal.EachFile;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.Dialects;
import org.commonwatch.telemetry.sensor.mapping.Mapping;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** {@code cwatch count}: from files to counts, on this machine alone. */
@Command(
        name = "count",
        description = "Counts files of sensors, plain or gzip, without a server.",
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch count eve.json.gz",
            "  cwatch count auth.log access.log --by day,unit,kind",
            "  cwatch count eve-1.json eve-2.json.gz --indicators list.csv.gz --json",
            ""
        })
public final class Count implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "What to count, as the files of one sensor.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--sensor",
            paramLabel = "NAME",
            defaultValue = "local",
            description = "The sensor's name (default: ${DEFAULT-VALUE}).")
    private String sensor = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "What all files are of, such as eve; else each is told by its lines.")
    private Optional<String> format = Optional.empty();

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "A mapping (YAML) of a format of your own; may be given again.")
    private List<Path> mappings = new ArrayList<>();

    @Option(
            names = "--rule",
            paramLabel = "FILE",
            description = "A counting rule (YAML) of your own instead of attacks/1.")
    private Optional<Path> rule = Optional.empty();

    @Option(
            names = "--year",
            paramLabel = "YEAR",
            description = "Of times that name none (default: when a file was last changed).")
    private Optional<Integer> year = Optional.empty();

    @Option(
            names = "--indicators",
            paramLabel = "FILE",
            description = "A CSV list (value,type,source; plain or gzip) to match.")
    private Optional<Path> indicators = Optional.empty();

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "WORD",
            description =
                    "What to tell apart: ${COMPLETION-CANDIDATES} (default: unit,kind,source).")
    private Set<CountReport.By> by = new LinkedHashSet<>();

    @Mixin private ArchiveOptions archive = new ArchiveOptions();

    @ArgGroup private Form form = new Form();

    /** At most one of them. */
    private static final class Form {
        @Option(names = "--json", description = "Prints every cell and sighting as JSON.")
        private boolean json;

        @Option(names = "--csv", description = "Prints the table as CSV.")
        private boolean csv;
    }

    @Override
    public Integer call() throws IOException {
        if (sensor.isBlank()) {
            throw new Stop(
                    ExitCode.USAGE, "The sensor's name '" + sensor + "' is blank.", "Name it.");
        }
        year.filter(given -> given < 1900 || given > 2999)
                .ifPresent(given -> {
                    throw new Stop(
                            ExitCode.USAGE,
                            "The year " + given + " is none of telemetry.",
                            "Give one from 1900 to 2999.");
                });
        PrintWriter err = spec.commandLine().getErr();
        FileCount.Plan plan = plan();
        CountReport.Sum sum = new CountReport.Sum(plan.rule());
        int exitCode;
        try (Archiving archiving = archive.start(sensor, plan.rule())) {
            exitCode = EachFile.take(files, err, file -> count(plan, file, sum, archiving));
            archiving.commit(err);
        }
        if (exitCode == ExitCode.FAILED && sum.tally().lines().lines() == 0) {
            return exitCode; // nothing was read: there is nothing to report
        }
        var report = new CountReport(sum, sensor, indicators.isPresent(), by);
        PrintWriter out = spec.commandLine().getOut();
        if (form.json) {
            report.json(out);
        } else if (form.csv) {
            report.csv(out);
        } else {
            report.text(out);
        }
        return exitCode;
    }

    private boolean count(FileCount.Plan plan, Path file, CountReport.Sum sum, Archiving archiving)
            throws IOException {
        AtomicBoolean whole = new AtomicBoolean();
        PrintWriter err = spec.commandLine().getErr();
        archiving.read(file, err, archived -> whole.set(count(plan, file, sum, archived)));
        return whole.get();
    }

    private boolean count(
            FileCount.Plan plan,
            Path file,
            CountReport.Sum sum,
            UnaryOperator<SensorReader> archived)
            throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        FileCount count;
        try {
            count = new FileCount(plan, file, archived);
        } catch (TelemetryRefusedException unknown) {
            throw new Stop(
                    ExitCode.FAILED,
                    file + ": " + unknown.refusal().message(),
                    unknown.refusal().remedy());
        }
        try (Bar bar = new Bar(String.valueOf(file.getFileName()), "MB", 1 << 20, err)) {
            count.run(bar::to);
        } finally {
            // Of a damaged file, what comes before the damage counts.
            Tally tally = count.tally();
            sum.add(count.format(), count.unknown(), tally);
            CountReport.rejects(file, tally, err);
        }
        return count.tally().lines().rejected() == 0;
    }

    private FileCount.Plan plan() {
        List<Mapping> more = new ArrayList<>(MappingFile.shipped());
        mappings.forEach(file -> more.add(MappingFile.read(file)));
        Dialects dialects = Dialects.builtIn().and(more);
        IndicatorTable table = indicators.map(this::table).orElseGet(IndicatorTable::empty);
        return new FileCount.Plan(
                sensor,
                rule.map(RuleFile::read).orElse(CountingRule.ATTACKS),
                table,
                new FileCount.Formats(dialects, format.map(label -> dialect(dialects, label))),
                year);
    }

    private static Dialect dialect(Dialects dialects, String label) {
        return dialects.named(label)
                .orElseThrow(() ->
                        new Stop(
                                ExitCode.USAGE,
                                "There is no format '" + label + "'.",
                                "Take one of "
                                        + dialects.all().stream()
                                                .map(Dialect::label)
                                                .collect(Collectors.joining(", "))
                                        + ", or give a mapping of your own."));
    }

    private IndicatorTable table(Path file) {
        PrintWriter err = spec.commandLine().getErr();
        IndicatorList list = IndicatorList.read(file, Progress.unwatched());
        IndicatorTable.Builder builder = IndicatorTable.builder();
        for (IndicatorList.Entry entry : list.indicators()) {
            builder.add(entry.observable(), LocalIndicators.id(entry.observable()));
        }
        err.printf("cwatch: looking for %,d indicators of %s", list.indicators().size(), file);
        err.printf(" (%,d rows rejected)%n", list.rows().rejected());
        return builder.build();
    }
}
