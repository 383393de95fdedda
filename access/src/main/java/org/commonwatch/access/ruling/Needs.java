package org.commonwatch.access.ruling;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.marking.Circle;
import org.commonwatch.access.marking.Condition;
import org.commonwatch.access.marking.Marking;
import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells everything that a case lacks. */
final class Needs {
    // Narrowest first: the least that an owner could do.
    static final List<Tlp> WIDER = List.of(Tlp.AMBER_STRICT, Tlp.AMBER, Tlp.GREEN, Tlp.CLEAR);

    private Needs() {}

    /** What it lacks to be seen, at least in part; nothing if it is seen. */
    static List<Need> toSee(Case asked) {
        if (asked.own()) {
            return List.of();
        }
        List<Need> needs = new ArrayList<>();
        if (!asked.entitled()) {
            needs.add(entitlement(asked, Optional.empty()));
        }
        Reader reader = asked.asking().reader();
        BodyId body = asked.handling().body();
        asked.cuts()
                .forEach(each ->
                        needs.add(
                                new Need(
                                        Set.of(
                                                new Ground.Restricted(
                                                        each.id(),
                                                        body,
                                                        each.begunBy().flatMap(reader::cited))),
                                        List.of(new Change.Restore(body, each.id())))));
        if (asked.isRed()) {
            needs.add(red(asked));
        }
        for (Marking marking : asked.handling().markings()) {
            for (int place = 0; place < marking.means().size(); place++) {
                if (!asked.holds(marking.means().get(place))) {
                    needs.add(condition(asked, marking, place));
                }
            }
        }
        return needs;
    }

    /** What it lacks to be seen whole. */
    static List<Need> toSeeAll(Case asked) {
        List<Need> needs = new ArrayList<>(toSee(asked));
        if (asked.own()) {
            return needs;
        }
        for (String property : asked.hidden()) {
            if (!asked.shows(property)) {
                needs.add(entitlement(asked, Optional.of(property)));
            }
        }
        for (Marking marking : asked.handling().markings()) {
            for (int place = 0; place < marking.means().size(); place++) {
                if (asked.asking().action().receives()
                        && marking.means().get(place) instanceof Condition.Hide hide) {
                    needs.add(lifted(asked, marking, place, hide));
                }
            }
        }
        return needs;
    }

    // By standing or by agreement: if neither is there, both lack together.
    private static Need entitlement(Case asked, Optional<String> shown) {
        Handling handling = asked.handling();
        Set<Ground> lacking = new LinkedHashSet<>();
        List<Change> cures = new ArrayList<>();
        int lowest = asked.lowestRank(shown);
        Optional<Charter> charter = asked.charter();
        if (charter.isEmpty() || lowest < 0) {
            int edition = charter.map(each -> each.edition().version()).orElse(0);
            lacking.add(
                    asked.isRuled(shown)
                            ? new Ground.NoRuleOfLevel(handling.body(), edition, handling.tlp())
                            : new Ground.NoRule(
                                    handling.body(),
                                    edition,
                                    handling.dataClass(),
                                    asked.asking().channel()));
        } else {
            Charter in = charter.get();
            lacking.add(
                    new Ground.TooLow(
                            in.body(),
                            in.named(asked.rank()),
                            in.named(lowest),
                            in.edition().version(),
                            shown.isPresent(),
                            asked.asking()
                                    .reader()
                                    .against(in.body(), asked.asking().asOf().validAt())));
        }
        boolean ruled = asked.isRuled(shown);
        if (ruled) {
            charter.ifPresent(in -> cures.addAll(grants(in, asked.rank())));
        }
        StixId owner = handling.owner();
        if (asked.asking().action().receives()) {
            lacking.add(new Ground.NoAgreement(owner, handling.dataClass()));
            cures.add(new Change.Agree(owner, handling.dataClass()));
            cures.addAll(ruled ? lower(asked) : List.of());
        }
        return new Need(lacking, cures);
    }

    private static Need red(Case asked) {
        Handling handling = asked.handling();
        String marking =
                levels(handling).stream()
                        .filter(each -> each.level() == Tlp.RED)
                        .map(Placed::marking)
                        .findFirst()
                        .orElse("the level of what bears none");
        return new Need(
                Set.of(new Ground.Demanded(marking, handling.owner(), Saying.of(Phrase.RED))),
                lower(asked));
    }

    private static List<Change> lower(Case asked) {
        Handling handling = asked.handling();
        List<Change> cures = new ArrayList<>();
        List<Placed> levels = levels(handling);
        if (levels.isEmpty() && asked.charter().isPresent()) {
            Tlp usual = asked.charter().get().traffic().usual();
            levels = List.of(new Placed("its marking", -1, usual));
        }
        for (Placed placed : levels) {
            for (Tlp to : WIDER) {
                if (to.compareTo(placed.level()) < 0) {
                    cures.add(
                            new Change.Lower(
                                    handling.owner(), placed.marking(), placed.place(), to));
                }
            }
        }
        return cures;
    }

    private record Placed(String marking, int place, Tlp level) {}

    private static List<Placed> levels(Handling handling) {
        List<Placed> levels = new ArrayList<>();
        for (Marking marking : handling.markings()) {
            for (int place = 0; place < marking.means().size(); place++) {
                if (marking.means().get(place) instanceof Condition.Level level) {
                    levels.add(new Placed(marking.id(), place, level.tlp()));
                }
            }
        }
        return levels;
    }

    private static Need condition(Case asked, Marking marking, int place) {
        Condition condition = marking.means().get(place);
        StixId owner = asked.handling().owner();
        var admit = new Change.Admit(owner, marking.id(), place, condition.said());
        return switch (condition) {
            case Condition.OnlyTo only -> {
                List<Change> cures = new ArrayList<>(List.of(admit));
                for (Circle.Within within : only.circle().within()) {
                    cures.addAll(grants(asked, within));
                }
                yield new Need(Set.of(demanded(owner, marking, condition)), cures);
            }
            case Condition.NotTo not ->
                    new Need(Set.of(demanded(owner, marking, condition)), List.of(admit));
            case Condition.AskOriginator ask ->
                    new Need(Set.of(demanded(owner, marking, condition)), List.of(admit));
            default -> lifted(asked, marking, place, condition);
        };
    }

    private static List<Change> grants(Case asked, Circle.Within within) {
        return asked.rules()
                .charter(within.body())
                .map(in -> grants(in, asked.rules().rank(asked.asking(), in)))
                .orElse(List.of());
    }

    // Lowest first: the least that the body could do.
    private static List<Change> grants(Charter in, int above) {
        List<Change> cures = new ArrayList<>();
        for (int rank = above - 1; rank >= 0; rank--) {
            cures.add(new Change.Grant(in.body(), in.named(rank)));
        }
        return cures;
    }

    private static Need lifted(Case asked, Marking marking, int place, Condition condition) {
        StixId owner = asked.handling().owner();
        return new Need(
                Set.of(demanded(owner, marking, condition)),
                List.of(new Change.Lift(owner, marking.id(), place, condition.said())));
    }

    private static Ground demanded(StixId owner, Marking marking, Condition condition) {
        return new Ground.Demanded(
                marking.id(),
                owner,
                Saying.of(Phrase.DEMANDED)
                        .with("marking", marking.id())
                        .with("scheme", marking.scheme())
                        .with("condition", condition.said()));
    }
}
