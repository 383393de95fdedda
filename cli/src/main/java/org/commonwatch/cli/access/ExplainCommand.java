package org.commonwatch.cli.access;

import org.commonwatch.access.Action;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.history.Answer;
import org.commonwatch.access.ruling.Asking;
import org.commonwatch.access.ruling.Audience;
import org.commonwatch.access.ruling.Explanation;
import org.commonwatch.access.ruling.Reader;
import org.commonwatch.access.ruling.Ruling;
import org.commonwatch.access.world.Party;
import org.commonwatch.access.world.SharedObject;
import org.commonwatch.access.world.World;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.stix.StixId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code cwatch explain}: whether a party may read an object, and why. */
@Command(
        name = "explain",
        description = "Tells whether a party may read an object, why, and what would change it.",
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch explain --world modelled harbour lake-report --at 2020-01-01",
            "  cwatch explain --world swapped continent record --view of-the-assembly",
            ""
        })
public final class ExplainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private WorldOptions options = new WorldOptions();

    @Parameters(paramLabel = "PARTY", description = "The key of the party that asks.")
    private String party = "";

    @Parameters(paramLabel = "OBJECT", description = "The object's name in the world.")
    private String object = "";

    @Option(
            names = "--action",
            paramLabel = "WORD",
            description = "read (if not given), query, notified, contribute, attend or vote.")
    private Action action = Action.READ;

    @Option(names = "--channel", paramLabel = "WORD", description = "direct if not given.")
    private String channel = Charter.DIRECT;

    @Option(names = "--via", paramLabel = "PARTY", description = "The party it goes through.")
    private Optional<String> via = Optional.empty();

    @Option(
            names = "--for",
            paramLabel = "WHO",
            description = "Who is told: auditor (if not given), owner, secretariat, requester.")
    private Audience audience = Audience.AUDITOR;

    /** What is told: one explanation if the answer is certain. */
    record Told(boolean certain, List<Explanation> explanations, List<String> because) {
        /** Of what is hidden and of what never was. */
        static Told nothing() {
            return new Told(
                    true, List.of(Explanation.of(Optional.empty(), Audience.REQUESTER)), List.of());
        }
    }

    @Override
    public Integer call() {
        World world = options.world();
        Party reader = world.party(party);
        Told told =
                world.object(object)
                        .map(found -> told(world, reader, found))
                        .orElseGet(Told::nothing);
        List<String> text = new ArrayList<>();
        if (!told.certain()) {
            text.add("uncertain between:");
        }
        told.explanations().forEach(each -> text.add(each.text().stripTrailing()));
        told.because().forEach(each -> text.add("because    " + each));
        options.write(world, spec.commandLine().getOut(), text, told);
        return ExitCode.DONE;
    }

    private Told told(World world, Party reader, SharedObject found) {
        AsOf asOf = options.asOf();
        Optional<StixId> through = via.map(each -> world.party(each).id());
        Answer<Ruling> answer =
                world.ruling(
                        reader.id(),
                        found.handling(),
                        options.view(world),
                        asOf,
                        (Reader each) -> new Asking(each, action, channel, through, asOf));
        // Whoever asks is told no more than the least of what may be so.
        boolean hidden = answer.all().stream().anyMatch(Ruling.Withhold.class::isInstance);
        if (audience == Audience.REQUESTER && hidden) {
            return Told.nothing();
        }
        return new Told(
                answer.all().size() == 1,
                answer.all().stream()
                        .map(each -> Explanation.of(Optional.of(each), audience))
                        .toList(),
                answer instanceof Answer.Uncertain<Ruling> uncertain
                        ? uncertain.because()
                        : List.of());
    }
}
