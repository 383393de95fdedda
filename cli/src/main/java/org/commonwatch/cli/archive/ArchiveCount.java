package org.commonwatch.cli.archive;

import org.commonwatch.archive.RuleFile;
import org.commonwatch.archive.events.ArchivedEvents;
import org.commonwatch.cli.count.CountReport;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

@Command(
        name = "count",
        description = {
            "Counts archived events again, under the same rule or another.",
            "The same as counting their lines again; lines that are not archived count nowhere."
        },
        mixinStandardHelpOptions = true)
final class ArchiveCount implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private Question question = new Question();

    @Option(
            names = "--rule",
            paramLabel = "FILE",
            description = "A counting rule (YAML) of your own instead of attacks/1.")
    private Optional<Path> rule = Optional.empty();

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "WORD",
            description =
                    "What to tell apart: ${COMPLETION-CANDIDATES} (default: unit,kind,source).")
    private Set<CountReport.By> by = new LinkedHashSet<>();

    @Override
    public Integer call() throws IOException {
        CountingRule counting = rule.map(RuleFile::read).orElse(CountingRule.ATTACKS);
        Tally tally;
        try (ArchivedEvents events = question.events()) {
            tally = events.count(counting);
        }
        var ground = CountReport.Ground.of(Optional.of(counting), tally, List.of());
        var sum = new CountReport.Sum(ground, tally);
        var report = new CountReport(sum, false, by, 0, Optional.empty());
        PrintWriter out = spec.commandLine().getOut();
        switch (question.shape()) {
            case TEXT -> report.text(out);
            case JSON -> report.json(out);
            case CSV -> report.csv(out);
        }
        return ExitCode.DONE;
    }
}
