package org.commonwatch.cli.access;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.history.Answer;
import org.commonwatch.access.request.Progress;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.access.world.World;
import org.commonwatch.cli.requests.DraftRequest;
import org.commonwatch.cli.requests.DraftStep;
import org.commonwatch.cli.requests.ListRequests;
import org.commonwatch.cli.requests.Sign;
import org.commonwatch.cli.requests.Withdraw;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code cwatch request}: how far a request has come, in a world's files or on a server. */
@Command(
        name = "request",
        description = {
            "Requests for standing: how far they have come, step by step, and what moved nothing.",
            "With --world a request of a world's files is told; the commands below work on a"
                    + " server."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            ListRequests.class,
            ShowRequest.class,
            DraftRequest.class,
            DraftStep.class,
            Sign.class,
            Withdraw.class
        },
        synopsisSubcommandLabel = "COMMAND",
        headerHeading = "Examples:%n",
        header = {
            "  cwatch request --world swapped Q1 --view of-the-assembly --at 2018-11-24",
            "  cwatch request show request-1abc",
            ""
        })
public final class RequestCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @ArgGroup(exclusive = false)
    private @Nullable WorldOptions options;

    @Parameters(arity = "0..1", paramLabel = "REQUEST", description = "The request's id.")
    private String request = "";

    @Override
    public Integer call() {
        if (options == null || request.isEmpty()) {
            throw new Stop(
                    ExitCode.USAGE,
                    "No request of a world is named.",
                    "Name both, as in 'cwatch request --world 2018 R3', or use 'list', 'show',"
                            + " 'draft', 'step', 'sign' or 'withdraw' with a server.");
        }
        World world = options.world();
        AsOf asOf = options.asOf();
        RequestWays ways = ways(world.request(request, options.view(world), asOf));
        options.write(world, spec.commandLine().getOut(), ways.text(request), ways);
        return ExitCode.DONE;
    }

    private static RequestWays ways(Answer<Optional<Progress>> answer) {
        return new RequestWays(
                answer.all().size() == 1,
                answer.all().stream().map(RequestCommand::way).toList(),
                answer instanceof Answer.Uncertain<Optional<Progress>> uncertain
                        ? uncertain.because().stream().map(Saying::text).toList()
                        : List.of());
    }

    private static RequestWays.Way way(Optional<Progress> progress) {
        return progress.map(each ->
                        new RequestWays.Way(
                                each.state().label(),
                                each.steps().stream().map(RequestCommand::step).toList()))
                .orElse(new RequestWays.Way("unknown at that time", List.of()));
    }

    private static RequestWays.Step step(Progress.Step step) {
        return new RequestWays.Step(
                step.at().toString(),
                step.recorded().toString(),
                step.state().label(),
                step.moved(),
                step.note().text(),
                step.evidence());
    }
}
