package org.commonwatch.access.charter;

import org.commonwatch.access.AccessRefusal;
import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.Action;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Interval;
import org.commonwatch.access.Scope;
import org.commonwatch.access.StandingKind;
import org.commonwatch.stix.Tlp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of one body, in one version.
 *
 * @param edition which version of whose charter it is
 * @param words what its rules speak of
 * @param traffic how the body reads the Traffic Light Protocol
 */
public record Charter(
        Edition edition,
        Words words,
        Traffic traffic,
        List<Rule> rules,
        List<Procedure> procedures) {
    /** The standing of whoever has none. */
    public static final String NONE = "none";

    /** The class of what is shared where a body does not tell classes apart. */
    public static final String INTELLIGENCE = "intelligence";

    /** The class of numbers about what an owner shares; whoever may read them is told totals. */
    public static final String STATISTICS = "statistics";

    /** The channel over which a server answers. */
    public static final String DIRECT = "direct";

    /**
     * Which version of whose charter it is.
     *
     * @param title what it is called, and where it is from
     * @param source who says that these are the rules, or {@code unverified}
     * @param valid when these rules are the body's
     * @param recorded since when they are known here
     */
    public record Edition(
            BodyId body,
            String title,
            int version,
            String source,
            Interval valid,
            Instant recorded) {}

    /**
     * What the rules of a body speak of.
     *
     * @param standings the body's types, from most to least
     * @param classes of data that the body knows
     * @param channels over which it shares them
     */
    public record Words(
            List<StandingType> standings,
            List<String> classes,
            List<String> channels,
            List<Priority> priorities) {
        public Words {
            standings = List.copyOf(standings);
            classes = List.copyOf(classes);
            channels = List.copyOf(channels);
            priorities = List.copyOf(priorities);
        }
    }

    /**
     * How a body reads the Traffic Light Protocol.
     *
     * @param community which community TLP:GREEN means
     * @param least the lowest standing that may read each level; levels that are missing nobody may
     * @param usual the level of what bears none
     */
    public record Traffic(String community, Map<Tlp, String> least, Tlp usual) {
        public Traffic {
            least = Map.copyOf(least);
        }
    }

    public Charter {
        rules = List.copyOf(rules);
        procedures = List.copyOf(procedures);
        List<String> names = new ArrayList<>();
        words.standings().forEach(type -> names.add(type.name()));
        names.add(NONE);
        once("standing", names);
        once("rule", rules.stream().map(Rule::id).toList());
        known("standing", traffic.least().values(), names);
        checkLevels(traffic, names);
        for (Procedure procedure : procedures) {
            known("standing", procedure.seeks(), names);
        }
        List<String> urgent = words.priorities().stream().map(Priority::name).toList();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            known("standing", List.of(rule.least()), names);
            known("class", rule.gives().scope().classes(), words.classes());
            known("channel", rule.gives().scope().channels(), words.channels());
            known("priority", rule.gives().priorities(), urgent);
            for (Rule earlier : rules.subList(0, i)) {
                if (names.indexOf(earlier.least()) >= names.indexOf(rule.least())
                        && earlier.covers(rule)) {
                    throw new AccessRefusedException(
                            new AccessRefusal.Covered(rule.id(), earlier.id()));
                }
            }
        }
    }

    /** Reads the Traffic Light Protocol 2.0 (FIRST, August 2022) for one body, and nothing else. */
    public static Charter trafficLight(BodyId body) {
        List<StandingType> types =
                Arrays.stream(StandingKind.values())
                        .filter(kind -> kind != StandingKind.NONE)
                        .map(kind -> new StandingType(kind.label(), kind))
                        .toList();
        String member = StandingKind.MEMBER.label();
        Map<Tlp, String> least =
                Map.of(
                        Tlp.CLEAR, NONE,
                        Tlp.GREEN, StandingKind.OBSERVER.label(),
                        Tlp.AMBER, member,
                        Tlp.AMBER_STRICT, member);
        Rule rule =
                new Rule(
                        "R01",
                        "TLP 2.0: each level within its audience",
                        NONE,
                        new Rule.Gives(
                                new Scope(
                                        EnumSet.allOf(Action.class),
                                        Set.of(INTELLIGENCE),
                                        Set.of(DIRECT)),
                                Set.of(),
                                Set.of()),
                        Interval.EVER);
        return new Charter(
                new Edition(
                        body,
                        "Traffic Light Protocol 2.0",
                        1,
                        "FIRST, August 2022",
                        Interval.EVER,
                        Instant.MIN),
                new Words(types, List.of(INTELLIGENCE), List.of(DIRECT), List.of()),
                new Traffic(body.name(), least, Tlp.AMBER),
                List.of(rule),
                List.of());
    }

    /**
     * Permits nothing to anybody: in such a body only what was granted or agreed may be read, and
     * what bears no level may be read by all to whom it was.
     */
    public static Charter grantsOnly(BodyId body) {
        return new Charter(
                new Edition(
                        body, "Grants only", 1, "no rules are known", Interval.EVER, Instant.MIN),
                new Words(List.of(), List.of(), List.of(DIRECT), List.of()),
                new Traffic(body.name(), Map.of(), Tlp.CLEAR),
                List.of(),
                List.of());
    }

    /** The same with more classes of data, which its rules do not speak of. */
    public Charter and(Collection<String> classes) {
        List<String> all = new ArrayList<>(words.classes());
        classes.stream().filter(each -> !all.contains(each)).forEach(all::add);
        List<String> channels = new ArrayList<>(words.channels());
        if (!channels.contains(DIRECT)) {
            channels.add(DIRECT);
        }
        return new Charter(
                edition,
                new Words(words.standings(), all, channels, words.priorities()),
                traffic,
                rules,
                procedures);
    }

    /** The same, which is the body's no longer from an instant on. */
    public Charter until(Instant end) {
        return new Charter(
                new Edition(
                        edition.body(),
                        edition.title(),
                        edition.version(),
                        edition.source(),
                        new Interval(edition.valid().from(), end),
                        edition.recorded()),
                words,
                traffic,
                rules,
                procedures);
    }

    /** Of each body's editions the one in force, as known: of several the latest recorded. */
    public static List<Charter> inForce(Collection<Charter> charters, AsOf asOf) {
        List<Charter> found = new ArrayList<>();
        for (Charter charter : charters) {
            if (!charter.edition.valid().contains(asOf.validAt())
                    || charter.edition.recorded().isAfter(asOf.knownAt())) {
                continue;
            }
            Optional<Charter> other =
                    found.stream().filter(each -> each.body().equals(charter.body())).findFirst();
            if (other.isEmpty() || !other.get().isLaterThan(charter)) {
                other.ifPresent(found::remove);
                found.add(charter);
            }
        }
        return List.copyOf(found);
    }

    /** Whose charter it is. */
    public BodyId body() {
        return edition.body();
    }

    private boolean isLaterThan(Charter other) {
        int byRecord = edition.recorded().compareTo(other.edition.recorded());
        return byRecord > 0 || (byRecord == 0 && edition.version() > other.edition.version());
    }

    /**
     * How high a standing is: 0 is the highest, and {@link #NONE} and whatever the charter does not
     * know come after all others.
     */
    public int rank(String type) {
        for (int i = 0; i < words.standings().size(); i++) {
            if (words.standings().get(i).name().equals(type)) {
                return i;
            }
        }
        return words.standings().size();
    }

    /** The name of the standing of a rank. */
    public String named(int rank) {
        return rank < words.standings().size() ? words.standings().get(rank).name() : NONE;
    }

    /** What a standing of this body amounts to among all bodies. */
    public StandingKind kind(String type) {
        int rank = rank(type);
        return rank < words.standings().size()
                ? words.standings().get(rank).kind()
                : StandingKind.NONE;
    }

    /** How requests for a type of standing are decided, if the charter says. */
    public Optional<Procedure> procedure(String type) {
        return procedures.stream().filter(each -> each.seeks().contains(type)).findFirst();
    }

    // Who may read a narrower level may read every wider one: else lowering a marking would hide.
    private static void checkLevels(Traffic traffic, List<String> fromMost) {
        Tlp wider = Tlp.CLEAR;
        for (Tlp level : Tlp.values()) {
            if (rank(traffic, level, fromMost) > rank(traffic, wider, fromMost)) {
                throw new AccessRefusedException(
                        new AccessRefusal.NotNarrower(level.label(), wider.label()));
            }
            wider = level;
        }
    }

    private static int rank(Traffic traffic, Tlp level, List<String> fromMost) {
        String least = traffic.least().get(level);
        return least == null ? -1 : fromMost.indexOf(least);
    }

    private static void once(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new AccessRefusedException(new AccessRefusal.Twice(what, name));
            }
        }
    }

    private static void known(String what, Collection<String> words, List<String> known) {
        for (String word : words) {
            if (!known.contains(word)) {
                throw new AccessRefusedException(new AccessRefusal.Unknown(what, word, known));
            }
        }
    }
}
