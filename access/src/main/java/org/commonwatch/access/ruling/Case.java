package org.commonwatch.access.ruling;

import org.commonwatch.access.Agreement;
import org.commonwatch.access.Restriction;
import org.commonwatch.access.Right;
import org.commonwatch.access.Scope;
import org.commonwatch.access.Span;
import org.commonwatch.access.Standing;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.charter.Rule;
import org.commonwatch.access.marking.Circle;
import org.commonwatch.access.marking.Condition;
import org.commonwatch.access.marking.Marking;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One question before the rules: what holds, and what would hold after an act. It may be seen if it
 * is entitled, no restriction cuts it, and every marking's every condition holds; each of these is
 * looked at, whatever became of the others.
 */
final class Case {
    private final Rulebook rules;
    private final Asking asking;
    private final Handling handling;
    private final Optional<Charter> charter;
    private final List<Rule> applying;
    private final int rank;

    Case(Rulebook rules, Asking asking, Handling handling) {
        this.rules = rules;
        this.asking = asking;
        this.handling = handling;
        this.charter = rules.charter(handling.body());
        this.applying = charter.map(this::applying).orElse(List.of());
        this.rank = charter.map(each -> rules.rank(asking, each)).orElse(0);
    }

    Asking asking() {
        return asking;
    }

    Handling handling() {
        return handling;
    }

    Optional<Charter> charter() {
        return charter;
    }

    /** The rank of the reader's standing in the object's body. */
    int rank() {
        return rank;
    }

    Rulebook rules() {
        return rules;
    }

    boolean own() {
        return asking.action().receives() && asking.reader().party().equals(handling.owner());
    }

    /** Whether at least a part may be seen. */
    boolean seen() {
        return own() || (entitled() && cuts().isEmpty() && allHold());
    }

    /** What of it is left out, provided that it is seen. */
    List<String> hidden() {
        if (own()) {
            return List.of();
        }
        Set<String> hidden = new LinkedHashSet<>();
        for (Rule rule : applying) {
            rule.gives().hidden().stream()
                    .sorted()
                    .filter(each -> !shows(each))
                    .forEach(hidden::add);
        }
        if (asking.action().receives()) {
            for (Marking marking : handling.markings()) {
                for (Condition condition : marking.means()) {
                    if (condition instanceof Condition.Hide hide) {
                        hidden.add(hide.property());
                    }
                }
            }
        }
        return List.copyOf(hidden);
    }

    // Entitlement: by standing, by agreement or by a right of the reader's own.

    boolean entitled() {
        return rank <= lowestRank(Optional.empty()) || isArranged();
    }

    boolean shows(String property) {
        return rank <= lowestRank(Optional.of(property)) || isArranged();
    }

    private boolean isArranged() {
        return !agreements().isEmpty() || !rights().isEmpty();
    }

    /** Whether a rule gives it to any standing, whatever its level; with a property, if shown. */
    boolean isRuled(Optional<String> shown) {
        return applying.stream()
                .anyMatch(rule -> shown.isEmpty() || !rule.gives().hidden().contains(shown.get()));
    }

    /** The lowest standing that the rules give it to, or -1; with a property, if they show that. */
    int lowestRank(Optional<String> shown) {
        if (charter.isEmpty()) {
            return -1;
        }
        Charter in = charter.get();
        int lowest = -1;
        for (Rule rule : applying) {
            if (shown.isEmpty() || !rule.gives().hidden().contains(shown.get())) {
                lowest = Math.max(lowest, in.rank(rule.least()));
            }
        }
        return Math.min(lowest, levelRank(in));
    }

    private int levelRank(Charter in) {
        if (!asking.action().receives()) {
            return in.words().standings().size();
        }
        String least = in.traffic().least().get(level(in));
        return least == null ? redRank(in) : in.rank(least);
    }

    // That red is its owner's alone is a ground of its own, and not one about standing.
    private int redRank(Charter in) {
        return level(in) == Tlp.RED ? in.words().standings().size() : -1;
    }

    private Tlp level(Charter in) {
        return handling.tlp().orElse(in.traffic().usual());
    }

    boolean isRed() {
        return asking.action().receives()
                && handling.tlp()
                                .or(() -> charter.map(each -> each.traffic().usual()))
                                .orElse(Tlp.RED)
                        == Tlp.RED;
    }

    private List<Rule> applying(Charter in) {
        Instant at = asking.asOf().validAt();
        List<Rule> found = new ArrayList<>();
        for (Rule rule : in.rules()) {
            Set<String> priorities = rule.gives().priorities();
            if (isIn(rule.gives().scope())
                    && rule.valid().contains(at)
                    && (priorities.isEmpty() || isPriority(in, priorities, at))) {
                found.add(rule);
            }
        }
        return found;
    }

    private boolean isPriority(Charter in, Set<String> wanted, Instant at) {
        return wanted.contains(handling.priority())
                && in.words().priorities().stream()
                        .anyMatch(each ->
                                each.name().equals(handling.priority())
                                        && each.valid().contains(at));
    }

    /** The rules that give it to the reader's standing. */
    List<Rule> permitting() {
        return charter.map(in ->
                        isRed() || rank > levelRank(in)
                                ? List.<Rule>of()
                                : applying.stream()
                                        .filter(rule -> rank <= in.rank(rule.least()))
                                        .toList())
                .orElse(List.of());
    }

    /** The agreements with the owner that give it to the reader. */
    List<Agreement> agreements() {
        List<Agreement> all = asking.reader().arrangements().agreements();
        if (all.isEmpty() || !asking.action().receives()) {
            return List.of();
        }
        StixId reader = asking.reader().party();
        return all.stream()
                .filter(each -> each.covers().gives(handling.owner(), reader, handling.dataClass()))
                .filter(each -> goesVia(each.covers().via()))
                .toList();
    }

    /** The rights of the reader's own that give it. */
    List<Right> rights() {
        List<Right> all = asking.reader().arrangements().rights();
        return all.isEmpty()
                ? List.of()
                : all.stream()
                        .filter(each -> each.body().equals(handling.body()))
                        .filter(each -> isIn(each.scope()) && goesVia(each.via()))
                        .toList();
    }

    private boolean isIn(Scope scope) {
        return scope.has(asking.action(), handling.dataClass(), asking.channel());
    }

    private boolean goesVia(Optional<StixId> via) {
        return via.isEmpty() || via.equals(asking.via());
    }

    // Restrictions.

    List<Restriction> cuts() {
        return restrictions(false);
    }

    List<Restriction> reviews() {
        return restrictions(true);
    }

    private List<Restriction> restrictions(boolean reviewed) {
        List<Restriction> all = asking.reader().arrangements().restrictions();
        if (all.isEmpty()) {
            return List.of();
        }
        return all.stream()
                .filter(each -> each.body().equals(handling.body()))
                .filter(each -> each.reviewer().isPresent() == reviewed)
                .filter(each -> isIn(each.scope()))
                .toList();
    }

    // Conditions.

    private boolean allHold() {
        if (isRed()) {
            return false;
        }
        for (Marking marking : handling.markings()) {
            for (Condition condition : marking.means()) {
                if (!holds(condition)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether a condition holds, apart from levels, which are matters of standing. */
    boolean holds(Condition condition) {
        if (!asking.action().receives()) {
            return true;
        }
        Instant at = asking.asOf().validAt();
        return switch (condition) {
            case Condition.OnlyTo only -> isIn(only.circle());
            case Condition.NotTo not -> !isIn(not.circle());
            case Condition.AskOriginator ask -> ask.agreed().contains(asking.reader().party());
            case Condition.Embargo embargo -> !at.isBefore(embargo.until());
            case Condition.Expiry expiry -> at.isBefore(expiry.at());
            case Condition.Unreadable unreadable -> false;
            case Condition.Level level -> true;
            case Condition.Permissible permissible -> true;
            case Condition.Hide hide -> true;
            case Condition.Duty duty -> true;
        };
    }

    private boolean isIn(Circle circle) {
        Reader reader = asking.reader();
        return circle.parties().contains(reader.party())
                || circle.groups().stream().anyMatch(reader.groups()::contains)
                || circle.within().stream().anyMatch(within -> rules.has(asking, within));
    }

    // After an act.

    Case after(Change act) {
        Reader reader = asking.reader();
        return switch (act) {
            case Change.Grant grant ->
                    by(
                            reader.with(
                                    new Standing(
                                            reader.party(),
                                            grant.body(),
                                            grant.standing(),
                                            Span.since(Instant.MIN))));
            case Change.Agree agree -> by(reader.with(proposed(agree, reader)));
            case Change.Restore restore ->
                    by(
                            reader.arrangements().restrictions().stream()
                                    .filter(each -> each.id().equals(restore.restriction()))
                                    .findFirst()
                                    .map(reader::without)
                                    .orElse(reader));
            case Change.Lower lower when lower.place() < 0 -> {
                List<Marking> more = new ArrayList<>(handling.markings());
                more.add(Marking.of(lower.to()));
                yield new Case(rules, asking, handling.marked(more));
            }
            case Change.Lower lower ->
                    marked(
                            lower.marking(),
                            lower.place(),
                            Optional.of(new Condition.Level(lower.to())));
            case Change.Admit admit ->
                    marked(admit.marking(), admit.place(), admitting(admit, reader));
            case Change.Lift lift -> marked(lift.marking(), lift.place(), Optional.empty());
        };
    }

    private static Agreement proposed(Change.Agree agree, Reader reader) {
        return new Agreement(
                "proposed",
                new Agreement.Covers(
                        List.of(agree.owner(), reader.party()),
                        Set.of(agree.dataClass()),
                        Optional.empty(),
                        false),
                new Agreement.Terms(List.of(), false, false, 0),
                Span.since(Instant.MIN));
    }

    private Optional<Condition> admitting(Change.Admit admit, Reader reader) {
        Condition now =
                handling.markings().stream()
                        .filter(each -> each.id().equals(admit.marking()))
                        .findFirst()
                        .orElseThrow()
                        .means()
                        .get(admit.place());
        return switch (now) {
            case Condition.OnlyTo only ->
                    Optional.of(new Condition.OnlyTo(only.circle().with(reader.party())));
            case Condition.AskOriginator ask ->
                    Optional.of(
                            new Condition.AskOriginator(
                                    Circle.of(ask.agreed()).with(reader.party()).parties()));
            default -> Optional.empty();
        };
    }

    private Case by(Reader other) {
        return new Case(rules, asking.by(other), handling);
    }

    // The places of a marking's other conditions stay the same, whatever becomes of one.
    private Case marked(String id, int place, Optional<Condition> instead) {
        List<Marking> markings = new ArrayList<>(handling.markings());
        for (int i = 0; i < markings.size(); i++) {
            Marking marking = markings.get(i);
            if (marking.id().equals(id)) {
                List<Condition> means = new ArrayList<>(marking.means());
                means.set(place, instead.orElse(Condition.Duty.NONE));
                markings.set(i, marking.meaning(means));
            }
        }
        return new Case(rules, asking, handling.marked(markings));
    }
}
