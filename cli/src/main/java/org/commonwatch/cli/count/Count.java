package org.commonwatch.cli.count;

import org.commonwatch.archive.MappingFile;
import org.commonwatch.cli.matching.IndicatorOptions;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.Dialects;
import org.commonwatch.telemetry.sensor.mapping.Mapping;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** {@code cwatch count}: from files to counts, on this machine alone. */
@Command(
        name = "count",
        description = "Counts files of sensors, plain, gzip or zstd, without a server.",
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch count eve.json.gz",
            "  cwatch count auth.log access.log --by day,unit,kind",
            "  cwatch count eve.json --sessions --by day,kind",
            "  cwatch count 'logs/**/*.json.zst' --out report.csv --csv --rejects rejects.jsonl",
            "  cwatch count --follow /var/log/suricata/eve.json --state positions.json",
            "  cwatch count eve-1.json eve-2.json.gz --indicators list.csv.gz --json",
            ""
        })
public final class Count implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private InputOptions input = new InputOptions();
    @Mixin private OutputOptions output = new OutputOptions();

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

    @Mixin private RuleOptions rule = new RuleOptions();

    @Option(
            names = "--year",
            paramLabel = "YEAR",
            description = "Of times that name none (default: when a file was last changed).")
    private Optional<Integer> year = Optional.empty();

    @Mixin private IndicatorOptions indicators = new IndicatorOptions();

    @Option(
            names = "--no-actors",
            description =
                    "Does without numbers of sources and targets, leaders and likely victims, which"
                            + " is faster.")
    private boolean noActors;

    @Mixin private SessionOptions sessionOptions = new SessionOptions();
    @Mixin private PlaceOptions places = new PlaceOptions();

    @Mixin private ReportOptions report = new ReportOptions();
    @Mixin private ArchiveOptions archive = new ArchiveOptions();

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
        input.check();
        output.check(input.follow());
        archive.check(input.follow());
        CommandLine command = spec.commandLine();
        var terminal = new CountRun.Terminal(command.getOut(), command.getErr());
        CountingRule counting = rule.rule();
        try (SessionCount sessions = sessionOptions.begin(counting);
                Archiving archiving = archive.start(sensor, counting);
                CountRun run = new CountRun(input, output, plan(counting, sessions), terminal)) {
            return run.count(archiving, this::print);
        }
    }

    private void print(CountReport.Sum sum, PrintWriter out) {
        report.print(sum, indicators.isAsked(), out);
    }

    private FileCount.Plan plan(CountingRule counting, SessionCount sessions) {
        List<Mapping> more = new ArrayList<>(MappingFile.shipped());
        mappings.forEach(file -> more.add(MappingFile.read(file)));
        Dialects dialects = Dialects.builtIn().and(more);
        PrintWriter notices = output.notices(spec.commandLine().getErr());
        IndicatorTable table = indicators.gather(notices).table();
        return new FileCount.Plan(
                sensor,
                counting,
                table,
                places.places(),
                new FileCount.Formats(dialects, format.map(label -> dialect(dialects, label))),
                year,
                sessions,
                !noActors);
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
}
