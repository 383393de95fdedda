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
import org.commonwatch.access.saying.Saying;
import org.commonwatch.access.world.Party;
import org.commonwatch.access.world.SharedObject;
import org.commonwatch.access.world.World;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.PersonOptions;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.server.rulings.Wording;
import org.commonwatch.server.web.Languages;
import org.commonwatch.stix.StixId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/** {@code cwatch explain}: whether a party may read an object, and why. */
@Command(
        name = "explain",
        description = {
            "Tells whether a party may read an object, why, and what would change it: an object of"
                    + " a",
            "server, for your own party or for another if that is your right; or, with --world,"
                    + " one",
            "of a world's files, named after the party."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch explain indicator--5e57c739-391a-4eb3-b6be-7d15ca92d5ed --party CERT-XB",
            "  cwatch explain --world modelled harbour lake-report --at 2020-01-01",
            "  cwatch explain --world swapped continent record --view of-the-assembly",
            ""
        })
public final class ExplainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private WorldOptions options = new WorldOptions();

    @Mixin private PersonOptions person = new PersonOptions();

    @Parameters(
            arity = "1..2",
            paramLabel = "NAME",
            description = "The object's id; of a world, the party's key and the object's name.")
    private List<String> names = List.of();

    @Option(
            names = "--party",
            paramLabel = "PARTY",
            description = "On a server: for which party (default: your own).")
    private Optional<String> other = Optional.empty();

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
            description =
                    "Of a world, who is told: auditor (if not given), owner, secretariat, analyst,"
                            + " requester.")
    private Audience audience = Audience.AUDITOR;

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "The language of the reasons, such as zh-Hant; English if not given.")
    private Optional<String> language = Optional.empty();

    /** What is told, in a language. */
    record Worded(boolean certain, List<Wording> explanations, List<String> because) {}

    /** What is told: one explanation if the answer is certain. */
    record Told(boolean certain, List<Explanation> explanations, List<Saying> because) {
        /** Of what is hidden and of what never was. */
        static Told nothing() {
            return new Told(
                    true, List.of(Explanation.of(Optional.empty(), Audience.REQUESTER)), List.of());
        }
    }

    @Override
    public Integer call() {
        boolean ofWorld = options.isGiven();
        if (names.size() != (ofWorld ? 2 : 1) || (ofWorld && other.isPresent())) {
            throw new Stop(
                    ExitCode.USAGE,
                    "What is asked about cannot be told from these " + names.size() + " names.",
                    "Give an object's id, with --party if not for your own; or --world DIR PARTY"
                            + " OBJECT.");
        }
        return ofWorld ? ofWorld() : ofServer();
    }

    private Integer ofServer() {
        try (Client client = person.client()) {
            JsonNode told =
                    client.get(
                            other.map(each -> "/api/v1/parties/" + Client.encoded(each))
                                            .orElse("/api/v1")
                                    + "/rulings?object="
                                    + Client.encoded(names.getFirst())
                                    + options.times()
                                    + language.map(each -> "&language=" + Client.encoded(each))
                                            .orElse(""));
            spec.commandLine().getOut().println(options.isJson() ? told.toString() : text(told));
        }
        return ExitCode.DONE;
    }

    private static String text(JsonNode told) {
        List<String> lines = new ArrayList<>();
        for (JsonNode ruling : told.path("rulings")) {
            lines.add(
                    String.format(
                            "%s in %s, '%s'",
                            ruling.path("answer").asString(),
                            ruling.path("body").asString(),
                            ruling.path("dataClass").asString()));
            ruling.path("versions").forEach(each -> lines.add(line("version", each)));
            for (JsonNode way : ruling.path("told")) {
                way.path("lines")
                        .forEach(each -> {
                            lines.add(line(each.path("topic").asString(), each.path("text")));
                        });
            }
            ruling.path("because").forEach(each -> lines.add(line("because", each)));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(String topic, JsonNode text) {
        return String.format("  %-10s %s", topic, text.asString());
    }

    private Integer ofWorld() {
        World world = options.world();
        Party reader = world.party(names.getFirst());
        Told told =
                world.object(names.getLast())
                        .map(found -> told(world, reader, found))
                        .orElseGet(Told::nothing);
        List<String> text = new ArrayList<>();
        if (!told.certain()) {
            text.add("uncertain between:");
        }
        Saying.Texts texts = Languages.SHIPPED.sayings(Languages.SHIPPED.best(language.orElse("")));
        Worded worded =
                new Worded(
                        told.certain(),
                        told.explanations().stream()
                                .map(each -> Wording.of(each, texts, UnaryOperator.identity()))
                                .toList(),
                        told.because().stream().map(each -> each.text(texts)).toList());
        told.explanations().forEach(each -> text.add(each.text(texts).stripTrailing()));
        worded.because().forEach(each -> text.add("because    " + each));
        options.write(world, spec.commandLine().getOut(), text, worded);
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
                answer.all().stream().map(Ruling::verdict).distinct().count() == 1,
                answer.all().stream()
                        .map(each -> Explanation.of(Optional.of(each), audience))
                        .toList(),
                answer instanceof Answer.Uncertain<Ruling> uncertain
                        ? uncertain.because()
                        : List.of());
    }
}
