package org.commonwatch.cli.access;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Span;
import org.commonwatch.access.Standing;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.ruling.Asking;
import org.commonwatch.access.ruling.Handling;
import org.commonwatch.access.ruling.PolicyDiff;
import org.commonwatch.access.ruling.PolicyDiff.Policy;
import org.commonwatch.access.ruling.Reader;
import org.commonwatch.access.ruling.Rulebook;
import org.commonwatch.access.world.Party;
import org.commonwatch.access.world.SharedObject;
import org.commonwatch.access.world.World;
import org.commonwatch.archive.world.CharterFile;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.stix.StixId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

@Command(
        name = "diff",
        description = "Tells which objects each party would gain and lose.",
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch policy diff --world modelled --as-if harbour=observer@police-assembly",
            "  cwatch policy diff --world DIR --charter next-version.yaml",
            ""
        })
final class PolicyDiffCommand implements Callable<Integer> {
    private static final Pattern AS_IF = Pattern.compile("([^=@]+)=([^=@]+)@([^=@]+)");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private WorldOptions options = new WorldOptions();

    @Option(
            names = "--charter",
            paramLabel = "FILE",
            description = "Rules that would take the place of the same body's.")
    private List<Path> charters = List.of();

    @Option(
            names = "--as-if",
            paramLabel = "PARTY=TYPE@BODY",
            description = "A standing that the party would have besides.")
    private List<String> asIf = List.of();

    /** What is told. */
    record Told(List<OfParty> parties, List<String> uncertain) {}

    /** What one party would gain and lose. */
    record OfParty(String party, Share gained, Share lost) {}

    /** So many objects, by their names. */
    record Share(long objects, List<String> names) {}

    @Override
    public Integer call() {
        if (charters.isEmpty() && asIf.isEmpty()) {
            throw new Stop(
                    ExitCode.USAGE,
                    "Nothing is said to change.",
                    "Give --charter FILE or --as-if PARTY=TYPE@BODY.");
        }
        World world = options.world();
        AsOf asOf = options.asOf();
        Map<StixId, Reader> readers = new LinkedHashMap<>();
        List<String> uncertain = new ArrayList<>();
        for (Party party : world.parties()) {
            List<Reader> all = world.readers(party.id(), options.view(world), asOf);
            if (all.size() == 1) {
                readers.put(party.id(), all.getFirst());
            } else {
                uncertain.add(party.key());
            }
        }
        Map<StixId, List<Standing>> more = moreStandings(world);
        Rulebook now = world.rules(asOf);
        Map<Handling, Long> objects = new LinkedHashMap<>();
        world.objects().forEach(each -> objects.merge(each.handling(), each.count(), Long::sum));
        PolicyDiff diff =
                PolicyDiff.between(
                        new Policy(now, party -> Asking.toRead(reader(readers, party), asOf)),
                        new Policy(
                                changed(now),
                                party -> Asking.toRead(with(readers, more, party), asOf)),
                        List.copyOf(readers.keySet()),
                        objects);
        tell(world, diff, uncertain);
        return ExitCode.DONE;
    }

    private static Reader reader(Map<StixId, Reader> readers, StixId party) {
        Reader reader = readers.get(party);
        return reader == null ? Reader.of(party, List.of()) : reader;
    }

    private static Reader with(
            Map<StixId, Reader> readers, Map<StixId, List<Standing>> more, StixId party) {
        Reader reader = reader(readers, party);
        for (Standing standing : more.getOrDefault(party, List.of())) {
            reader = reader.with(standing);
        }
        return reader;
    }

    private Map<StixId, List<Standing>> moreStandings(World world) {
        Map<StixId, List<Standing>> more = new LinkedHashMap<>();
        for (String text : asIf) {
            Matcher parts = AS_IF.matcher(text);
            if (!parts.matches()) {
                throw new Stop(
                        ExitCode.USAGE,
                        "'" + text + "' is no such standing.",
                        "Write PARTY=TYPE@BODY, such as lake=observer@police-assembly.");
            }
            Party party = world.party(parts.group(1));
            BodyId body = world.body(parts.group(3));
            String type = world.type(body, parts.group(2));
            more.computeIfAbsent(party.id(), each -> new ArrayList<>())
                    .add(new Standing(party.id(), body, type, Span.since(Instant.MIN)));
        }
        return more;
    }

    private Rulebook changed(Rulebook now) {
        List<Charter> changed = new ArrayList<>(now.charters());
        for (Path file : charters) {
            Charter charter = CharterFile.read(file);
            changed.removeIf(each -> each.body().equals(charter.body()));
            changed.add(charter);
        }
        return new Rulebook(changed);
    }

    private void tell(World world, PolicyDiff diff, List<String> uncertain) {
        List<OfParty> parties = new ArrayList<>();
        List<String> text = new ArrayList<>();
        for (PolicyDiff.OfParty each : diff.parties()) {
            var told =
                    new OfParty(
                            each.party().toString(),
                            share(world, each.gained()),
                            share(world, each.lost()));
            parties.add(told);
            text.add(
                    String.format(
                            "%s gains %,d objects%s and loses %,d%s",
                            told.party(),
                            told.gained().objects(),
                            names(told.gained()),
                            told.lost().objects(),
                            names(told.lost())));
        }
        uncertain.forEach(each ->
                text.add(
                        each + ": what it has then is uncertain; choose a --view or another --at"));
        options.write(world, spec.commandLine().getOut(), text, new Told(parties, uncertain));
    }

    private static String names(Share share) {
        return share.names().isEmpty() ? "" : " (" + String.join(", ", share.names()) + ")";
    }

    private static Share share(World world, PolicyDiff.Share share) {
        return new Share(
                share.objects(),
                world.objects().stream()
                        .filter(each -> share.handlings().contains(each.handling()))
                        .map(SharedObject::name)
                        .toList());
    }
}
