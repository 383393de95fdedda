package org.commonwatch.cli;

import org.commonwatch.archive.IndicatorList;
import org.commonwatch.archive.LineFile;
import org.commonwatch.archive.Progress;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.counting.SegmentCounter;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.matching.IndicatorTable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

@Command(
        name = "count",
        description = "Counts Suricata EVE files, plain or gzip, without a server.",
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch count eve.json.gz",
            "  cwatch count eve-1.json eve-2.json.gz --indicators list.csv.gz --json",
            ""
        })
final class Count implements Callable<Integer> {
    private static final UUID LOCAL = UUID.fromString("0d3c5a0e-7a57-4d5b-9d0e-4b1f6a2c8e90");

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
            names = "--indicators",
            paramLabel = "FILE",
            description = "A CSV list (value,type,source; plain or gzip) to match.")
    private Optional<Path> indicators = Optional.empty();

    @Option(names = "--json", description = "Prints every cell and sighting as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (sensor.isBlank()) {
            throw new Stop(
                    ExitCode.USAGE, "The sensor's name '" + sensor + "' is blank.", "Name it.");
        }
        PrintWriter err = spec.commandLine().getErr();
        IndicatorTable table = indicators.map(this::table).orElseGet(IndicatorTable::empty);
        var sum = new AtomicReference<>(Tally.empty(CountingRule.ATTACKS.id()));
        int exitCode =
                EachFile.take(
                        files,
                        err,
                        file -> {
                            var counter =
                                    new SegmentCounter(
                                            sensor, CountingRule.ATTACKS, table, Limits.OF_A_FILE);
                            Tally tally;
                            try {
                                read(file, counter);
                            } finally {
                                // Of a damaged file, what comes before the damage counts.
                                tally = counter.finish();
                                sum.set(sum.get().and(tally));
                                CountReport.rejects(file, tally, err);
                            }
                            return tally.lines().rejected() == 0;
                        });
        if (exitCode == ExitCode.FAILED && sum.get().lines().lines() == 0) {
            return exitCode; // nothing was read: there is nothing to report
        }
        CountReport report = new CountReport(sum.get(), sensor, indicators.isPresent());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            report.json(out);
        } else {
            report.text(out);
        }
        return exitCode;
    }

    private void read(Path file, SegmentCounter counter) {
        PrintWriter err = spec.commandLine().getErr();
        try (Bar bar = new Bar(String.valueOf(file.getFileName()), "MB", 1 << 20, err)) {
            LineFile.read(file, counter::accept, bar::to);
        }
    }

    private IndicatorTable table(Path file) {
        PrintWriter err = spec.commandLine().getErr();
        IndicatorList list = IndicatorList.read(file, Progress.unwatched());
        IndicatorTable.Builder builder = IndicatorTable.builder();
        for (IndicatorList.Entry entry : list.indicators()) {
            builder.add(entry.observable(), id(entry.observable()));
        }
        err.printf("cwatch: looking for %,d indicators of %s", list.indicators().size(), file);
        err.printf(" (%,d rows rejected)%n", list.rows().rejected());
        return builder.build();
    }

    // No party says so here; the same observable has the same id in every run.
    private static StixId id(Observable observable) {
        return StixId.derived("indicator", LOCAL, observable.pattern());
    }
}
