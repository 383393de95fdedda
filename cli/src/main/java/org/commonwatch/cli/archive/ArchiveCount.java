package org.commonwatch.cli.archive;

import org.commonwatch.archive.events.ArchivedEvents;
import org.commonwatch.cli.count.ByOptions;
import org.commonwatch.cli.count.CountReport;
import org.commonwatch.cli.count.RuleOptions;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
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

    @Mixin private RuleOptions rule = new RuleOptions();
    @Mixin private ByOptions by = new ByOptions();

    @Override
    public Integer call() throws IOException {
        CountingRule counting = rule.rule();
        Tally tally;
        try (ArchivedEvents events = question.events()) {
            tally = events.count(counting);
        }
        var ground = CountReport.Ground.of(Optional.of(counting), tally, List.of());
        var sum = new CountReport.Sum(ground, tally);
        var report = new CountReport(sum, false, by.by(), 0, Optional.empty());
        PrintWriter out = spec.commandLine().getOut();
        switch (question.shape()) {
            case TEXT -> report.text(out);
            case JSON -> report.json(out);
            case CSV -> report.csv(out);
        }
        return ExitCode.DONE;
    }
}
