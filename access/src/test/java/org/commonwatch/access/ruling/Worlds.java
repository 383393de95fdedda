package org.commonwatch.access.ruling;

import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.Action;
import org.commonwatch.access.Affiliation;
import org.commonwatch.access.Agreement;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Interval;
import org.commonwatch.access.Restriction;
import org.commonwatch.access.Right;
import org.commonwatch.access.Scope;
import org.commonwatch.access.Span;
import org.commonwatch.access.Standing;
import org.commonwatch.access.StandingKind;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.charter.Rule;
import org.commonwatch.access.charter.StandingType;
import org.commonwatch.access.marking.Circle;
import org.commonwatch.access.marking.Condition;
import org.commonwatch.access.marking.Marking;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.commonwatch.testkit.Cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small random worlds: two bodies, a few parties, and whatever may stand between them. */
final class Worlds {
    static final Instant NOW = Instant.parse("2018-11-24T00:00:00Z");
    static final AsOf TODAY = AsOf.then(NOW);
    static final BodyId FORUM = new BodyId("forum");
    static final BodyId LEAGUE = new BodyId("league");
    static final StixId OWNER = party(1);
    static final StixId READER = party(2);
    static final StixId OTHER = party(3);

    private static final List<String> TYPES = List.of("full", "partner", "guest");
    private static final List<String> CLASSES = List.of("reports", "persons");
    private static final List<String> PROPERTIES = List.of("description", "pattern");

    /** All that one question is about. */
    record World(Rulebook rules, List<Fact> facts, Handling handling) {
        Asking asking() {
            return Asking.toRead(Reader.of(READER, facts, NOW), TODAY);
        }

        Ruling ruling() {
            return rules.rule(asking(), handling);
        }

        World with(Fact fact) {
            List<Fact> more = new ArrayList<>(facts);
            more.add(fact);
            return new World(rules, more, handling);
        }

        World with(Handling other) {
            return new World(rules, facts, other);
        }
    }

    private Worlds() {}

    static StixId party(long number) {
        return new StixId("identity", new UUID(0x4000, number));
    }

    static World any(RandomGenerator random) {
        return new World(
                new Rulebook(List.of(charter(FORUM, random), charter(LEAGUE, random))),
                facts(random),
                handling(random));
    }

    static Charter charter(BodyId body, RandomGenerator random) {
        List<Rule> rules = new ArrayList<>();
        int wanted = random.nextInt(4);
        for (int i = 0; i < wanted; i++) {
            Rule rule =
                    new Rule(
                            "R0" + i,
                            "article " + i,
                            random.nextInt(8) == 0 ? Charter.NONE : one(TYPES, random),
                            new Rule.Gives(
                                    new Scope(
                                            Set.of(Action.READ),
                                            some(CLASSES, random),
                                            Set.of(Charter.DIRECT)),
                                    Set.of(),
                                    random.nextBoolean() ? some(PROPERTIES, random) : Set.of()),
                            Interval.EVER);
            List<Rule> more = new ArrayList<>(rules);
            more.add(rule);
            if (isWhole(body, more)) {
                rules = more;
            }
        }
        return charter(body, rules);
    }

    private static boolean isWhole(BodyId body, List<Rule> rules) {
        try {
            return charter(body, rules).rules().size() == rules.size();
        } catch (AccessRefusedException covered) {
            return false;
        }
    }

    static Charter charter(BodyId body, List<Rule> rules) {
        Map<Tlp, String> least = new EnumMap<>(Tlp.class);
        least.put(Tlp.CLEAR, Charter.NONE);
        least.put(Tlp.GREEN, "guest");
        least.put(Tlp.AMBER, "partner");
        least.put(Tlp.AMBER_STRICT, "full");
        return new Charter(
                new Charter.Edition(body, "of tests", 1, "tests", Interval.EVER, Instant.EPOCH),
                new Charter.Words(
                        List.of(
                                new StandingType("full", StandingKind.MEMBER),
                                new StandingType("partner", StandingKind.ASSOCIATE),
                                new StandingType("guest", StandingKind.OBSERVER)),
                        CLASSES,
                        List.of(Charter.DIRECT),
                        List.of()),
                new Charter.Traffic("those of " + body, least, Tlp.AMBER),
                rules,
                List.of());
    }

    private static List<Fact> facts(RandomGenerator random) {
        List<Fact> facts = new ArrayList<>();
        for (BodyId body : List.of(FORUM, LEAGUE)) {
            if (random.nextBoolean()) {
                facts.add(new Standing(READER, body, one(TYPES, random), always()));
            }
        }
        if (random.nextInt(4) == 0) {
            facts.add(
                    new Agreement(
                            "A1",
                            new Agreement.Covers(
                                    List.of(OWNER, READER),
                                    some(CLASSES, random),
                                    Optional.empty(),
                                    true),
                            new Agreement.Terms(List.of(), true, false, 0),
                            always()));
        }
        if (random.nextInt(8) == 0) {
            facts.add(
                    new Right(
                            "X1",
                            READER,
                            FORUM,
                            new Scope(
                                    Set.of(Action.READ),
                                    some(CLASSES, random),
                                    Set.of(Charter.DIRECT)),
                            Optional.empty(),
                            always(),
                            Optional.empty()));
        }
        int restrictions = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
        for (int i = 0; i < restrictions; i++) {
            facts.add(restriction("S" + i, some(CLASSES, random)));
        }
        if (random.nextBoolean()) {
            facts.add(new Affiliation(READER, "rel-to:XA", always()));
        }
        return facts;
    }

    static Restriction restriction(String id, Set<String> classes) {
        return new Restriction(
                id,
                READER,
                FORUM,
                new Scope(EnumSet.allOf(Action.class), classes, Set.of()),
                Optional.empty(),
                always(),
                Optional.empty(),
                Optional.empty());
    }

    static Handling handling(RandomGenerator random) {
        List<Marking> markings = new ArrayList<>();
        int levels = random.nextInt(3);
        for (int i = 0; i < levels; i++) {
            Tlp tlp = Cases.any(Tlp.values(), random);
            markings.add(
                    new Marking("tlp-" + i, "TLP", tlp.label(), List.of(new Condition.Level(tlp))));
        }
        int caveats = random.nextInt(4);
        for (int i = 0; i < caveats; i++) {
            markings.add(Marking.caveat("caveat-" + i, condition(random)));
        }
        return new Handling(
                random.nextInt(10) == 0 ? READER : OWNER,
                FORUM,
                one(CLASSES, random),
                "",
                markings);
    }

    static Condition condition(RandomGenerator random) {
        return switch (random.nextInt(9)) {
            case 0 -> Condition.NotTo.party(random.nextBoolean() ? READER : OTHER);
            case 1 ->
                    new Condition.OnlyTo(
                            new Circle(
                                    random.nextBoolean() ? Set.of(OTHER) : Set.of(),
                                    random.nextBoolean() ? Set.of("rel-to:XA") : Set.of(),
                                    random.nextBoolean()
                                            ? Set.of(new Circle.Within(LEAGUE, one(TYPES, random)))
                                            : Set.of()));
            case 2 -> new Condition.AskOriginator(random.nextBoolean() ? Set.of(READER) : Set.of());
            case 3 -> new Condition.Embargo(NOW.plusSeconds(random.nextBoolean() ? 60 : -60));
            case 4 -> new Condition.Expiry(NOW.plusSeconds(random.nextBoolean() ? 60 : -60));
            case 5 -> new Condition.Hide(one(PROPERTIES, random));
            case 6 -> Condition.Duty.NO_ONWARD;
            case 7 -> new Condition.Unreadable("ACS:?");
            default ->
                    new Condition.OnlyTo(
                            new Circle(
                                    Set.of(),
                                    Set.of(),
                                    Set.of(new Circle.Within(FORUM, one(TYPES, random)))));
        };
    }

    static Span always() {
        return Span.since(Instant.EPOCH);
    }

    private static <T> T one(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }

    private static Set<String> some(List<String> list, RandomGenerator random) {
        int mask = 1 + random.nextInt((1 << list.size()) - 1);
        return IntStream.range(0, list.size())
                .filter(i -> (mask >> i & 1) == 1)
                .mapToObj(list::get)
                .collect(Collectors.toSet());
    }
}
