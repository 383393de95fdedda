package org.commonwatch.benchmarks;

import org.commonwatch.access.Action;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Interval;
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
import org.commonwatch.access.ruling.Asking;
import org.commonwatch.access.ruling.Handling;
import org.commonwatch.access.ruling.Reader;
import org.commonwatch.access.ruling.Rulebook;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/** A body with ten rules and as many parties and handlings as asked for, the same every time. */
final class SampleHandlings {
    static final AsOf NOW = AsOf.then(Instant.parse("2018-11-24T00:00:00Z"));

    private static final BodyId BODY = new BodyId("forum");
    private static final List<String> TYPES = List.of("full", "partner", "guest");

    private SampleHandlings() {}

    static StixId party(int number) {
        return new StixId("identity", new UUID(0x4000, number));
    }

    static List<StixId> parties(int count) {
        List<StixId> parties = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parties.add(party(i));
        }
        return parties;
    }

    static Asking asking(StixId party, String type) {
        var standing = new Standing(party, BODY, type, Span.since(Instant.EPOCH));
        return Asking.toRead(Reader.of(party, List.of(standing)), NOW);
    }

    static Rulebook rules() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            rules.add(
                    new Rule(
                            "R" + i,
                            "article " + i,
                            TYPES.get(i % TYPES.size()),
                            new Rule.Gives(
                                    new Scope(
                                            Set.of(Action.READ),
                                            Set.of("class-" + i),
                                            Set.of(Charter.DIRECT)),
                                    Set.of(),
                                    i % 2 == 0 ? Set.of() : Set.of("description")),
                            Interval.EVER));
        }
        return new Rulebook(List.of(charter(rules)));
    }

    private static Charter charter(List<Rule> rules) {
        Map<Tlp, String> least =
                Map.of(
                        Tlp.CLEAR, Charter.NONE,
                        Tlp.GREEN, "guest",
                        Tlp.AMBER, "partner",
                        Tlp.AMBER_STRICT, "full");
        List<String> classes = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            classes.add("class-" + i);
        }
        return new Charter(
                new Charter.Edition(BODY, "sample", 1, "sample", Interval.EVER, Instant.EPOCH),
                new Charter.Words(
                        List.of(
                                new StandingType("full", StandingKind.MEMBER),
                                new StandingType("partner", StandingKind.ASSOCIATE),
                                new StandingType("guest", StandingKind.OBSERVER)),
                        classes,
                        List.of(Charter.DIRECT),
                        List.of()),
                new Charter.Traffic("sample", least, Tlp.AMBER),
                rules,
                List.of());
    }

    /** Each of them different, with how many objects have it. */
    static Map<Handling, Long> handlings(int count, int objectsEach) {
        var random = new SplittableRandom(42);
        Map<Handling, Long> handlings = new LinkedHashMap<>();
        while (handlings.size() < count) {
            List<Marking> markings = new ArrayList<>();
            Tlp[] levels = Tlp.values();
            markings.add(Marking.of(levels[random.nextInt(levels.length)]));
            int caveats = random.nextInt(4);
            for (int i = 0; i < caveats; i++) {
                markings.add(Marking.caveat("C" + i, condition(random)));
            }
            handlings.put(
                    new Handling(
                            party(random.nextInt(200)),
                            BODY,
                            "class-" + random.nextInt(10),
                            "",
                            markings),
                    (long) objectsEach);
        }
        return handlings;
    }

    private static Condition condition(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> Condition.NotTo.party(party(random.nextInt(200)));
            case 1 -> new Condition.OnlyTo(Circle.of(Set.copyOf(parties(1 + random.nextInt(99)))));
            case 2 -> new Condition.Expiry(NOW.validAt().plusSeconds(random.nextInt(-9, 1_000)));
            default -> Condition.Duty.NO_ONWARD;
        };
    }
}
