package org.commonwatch.cli;

import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.IndicatorList;
import org.commonwatch.archive.LineFile;
import org.commonwatch.archive.Progress;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.counting.SegmentCounter;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.matching.IndicatorTable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

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
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        IndicatorTable table = indicators.map(this::table).orElseGet(IndicatorTable::empty);
        var counter = new SegmentCounter(sensor, CountingRule.EVE, table);
        boolean whole = true;
        for (Path file : files) {
            try (Bar bar = new Bar(String.valueOf(file.getFileName()), "MB", 1 << 20, err)) {
                LineFile.read(file, counter::accept, bar::to);
            } catch (ArchiveRefusedException damaged) {
                // What could be read of it is counted, and the other files are.
                err.println("cwatch: " + damaged.refusal().message());
                err.println("        " + damaged.refusal().remedy());
                whole = false;
            }
        }
        Tally tally = counter.finish();
        CountReport report = new CountReport(tally, sensor, indicators.isPresent());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            report.json(out);
        } else {
            report.text(out);
        }
        CountReport.rejects(tally, err);
        if (tally.lines().lines() == 0 && !whole) {
            return ExitCode.FAILED;
        }
        return whole && tally.lines().rejected() == 0 ? ExitCode.DONE : ExitCode.PARTIAL;
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
