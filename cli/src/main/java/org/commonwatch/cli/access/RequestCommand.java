package org.commonwatch.cli.access;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.history.Answer;
import org.commonwatch.access.request.Progress;
import org.commonwatch.access.world.World;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code cwatch request}: how far a request has come. */
@Command(
        name = "request",
        description = "Tells how far a request has come, step by step, and what moved nothing.",
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch request --world swapped Q1 --view of-the-assembly --at 2018-11-24",
            "  cwatch request --world modelled RQ1 --at 2020-01-01",
            ""
        })
public final class RequestCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private WorldOptions options = new WorldOptions();

    @Parameters(paramLabel = "REQUEST", description = "The request's id in the world.")
    private String request = "";

    /** What is told. */
    record Told(boolean certain, List<Way> ways, List<String> because) {}

    /** One way in which it may have been. */
    record Way(String state, List<Step> steps) {}

    /** One step of it. */
    record Step(
            String at, String recorded, String state, boolean moved, String why, String evidence) {}

    @Override
    public Integer call() {
        World world = options.world();
        AsOf asOf = options.asOf();
        Answer<Optional<Progress>> answer = world.request(request, options.view(world), asOf);
        List<Way> ways = answer.all().stream().map(RequestCommand::way).toList();
        List<String> text = new ArrayList<>();
        for (Way way : ways) {
            text.add("Request " + request + (ways.size() == 1 ? " is " : " may be ") + way.state());
            for (Step step : way.steps()) {
                text.add(
                        String.format(
                                "  %-40s %s %-14s %s",
                                step.at(), step.moved() ? "->" : " =", step.state(), step.why()));
                text.add("      shown by " + step.evidence());
            }
        }
        List<String> because =
                answer instanceof Answer.Uncertain<Optional<Progress>> uncertain
                        ? uncertain.because()
                        : List.of();
        because.forEach(each -> text.add("  because " + each));
        options.write(
                world,
                spec.commandLine().getOut(),
                text,
                new Told(ways.size() == 1, ways, because));
        return ExitCode.DONE;
    }

    private static Way way(Optional<Progress> progress) {
        return progress.map(each ->
                        new Way(
                                each.state().label(),
                                each.steps().stream().map(RequestCommand::step).toList()))
                .orElse(new Way("unknown at that time", List.of()));
    }

    private static Step step(Progress.Step step) {
        return new Step(
                step.at().toString(),
                step.recorded().toString(),
                step.state().label(),
                step.moved(),
                step.note(),
                step.evidence());
    }
}
