package org.commonwatch.cli.count;

import org.commonwatch.archive.TallyFile;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.counting.TallyState;
import org.commonwatch.telemetry.event.CountingRule;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code cwatch merge}: what several counts kept becomes one. */
@Command(
        name = "merge",
        description = "Adds up counts that 'cwatch count --state-out' kept, each input once.",
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch merge north.cwt south.cwt",
            "  cwatch merge day-*.cwt --state-out month.cwt --by day,unit",
            ""
        })
public final class Merge implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "What to add up.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--state-out",
            paramLabel = "FILE",
            description = "Keeps the sum in a file too.")
    private Optional<Path> stateOut = Optional.empty();

    @Mixin private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        TallyState sum = null;
        for (Path file : files) {
            try {
                TallyState state = TallyFile.read(file);
                sum = sum == null ? state : sum.and(state);
            } catch (TelemetryRefusedException e) {
                throw new Stop(
                        ExitCode.FAILED, file + ": " + e.refusal().message(), e.refusal().remedy());
            }
        }
        if (sum == null) {
            throw new IllegalStateException("the command line asks for a file");
        }
        if (stateOut.isPresent()) {
            TallyFile.write(stateOut.get(), sum);
        }
        Tally tally = sum.tally();
        var ground =
                CountReport.Ground.of(
                        Optional.of(CountingRule.ATTACKS)
                                .filter(rule -> rule.id().equals(tally.rule())),
                        tally,
                        sum.databases());
        boolean matched = !tally.sightings().isEmpty() || !tally.claimed().isEmpty();
        report.print(new CountReport.Sum(ground, tally), matched, spec.commandLine().getOut());
        return ExitCode.DONE;
    }
}
