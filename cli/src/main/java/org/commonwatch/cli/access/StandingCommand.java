package org.commonwatch.cli.access;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.history.Answer;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.access.world.Held;
import org.commonwatch.access.world.Party;
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

/** {@code cwatch standing}: what a party is to a body. */
@Command(
        name = "standing",
        description = "Tells what a party is to a body at a time, as known at another.",
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch standing --world modelled lake police-assembly --at 2017-09-26",
            "  cwatch standing --world swapped continent police-assembly --at 1984-07-01",
            ""
        })
public final class StandingCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private WorldOptions options = new WorldOptions();

    @Parameters(paramLabel = "PARTY", description = "The party's key in the world.")
    private String party = "";

    @Parameters(paramLabel = "BODY", description = "The body's name.")
    private String body = "";

    /** What is told. */
    record Told(
            String party,
            String body,
            String at,
            String known,
            String view,
            boolean certain,
            List<Held> standing,
            List<String> designation,
            List<String> because) {}

    @Override
    public Integer call() {
        World world = options.world();
        AsOf asOf = options.asOf();
        Party of = world.party(party);
        BodyId in = world.body(body);
        Answer<Held> standing = world.standing(of.id(), in, options.view(world), asOf);
        Answer<Optional<String>> called = world.designation(of.id(), in, options.view(world), asOf);
        List<String> names = called.all().stream().flatMap(Optional::stream).toList();
        List<String> because =
                standing instanceof Answer.Uncertain<Held> uncertain
                        ? uncertain.because().stream().map(Saying::text).toList()
                        : List.of();
        List<String> text = new ArrayList<>();
        text.add(
                of.name()
                        + (names.isEmpty() ? "" : " (there: " + String.join(" or ", names) + ")")
                        + " in "
                        + in
                        + ": "
                        + (standing.all().size() == 1 ? "" : "uncertain between ")
                        + String.join(
                                " and ", standing.all().stream().map(Held::toString).toList()));
        because.forEach(each -> text.add("  because " + each));
        options.write(
                world,
                spec.commandLine().getOut(),
                text,
                new Told(
                        party,
                        body,
                        asOf.validAt().toString(),
                        asOf.knownAt().toString(),
                        options.view(world).name(),
                        standing.all().size() == 1,
                        standing.all(),
                        names,
                        because));
        return ExitCode.DONE;
    }
}
