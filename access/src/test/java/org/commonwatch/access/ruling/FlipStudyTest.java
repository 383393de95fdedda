package org.commonwatch.access.ruling;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.Agreement;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Restriction;
import org.commonwatch.access.Span;
import org.commonwatch.access.Standing;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.charter.StandingType;
import org.commonwatch.access.marking.Circle;
import org.commonwatch.access.marking.Condition;
import org.commonwatch.access.marking.Marking;
import org.commonwatch.access.ruling.Worlds.World;
import org.commonwatch.stix.Tlp;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks what rulings say would change them, against every set of acts there is. Acts are carried
 * out here on the world itself, not by what the rulings are made with. {@code -Dcases.count=10000}
 * is the full study.
 */
class FlipStudyTest {
    private static final int CASES = 600;
    private static final int BRUTE_FORCE_SIZE = 3;

    @Test
    void theSmallestChangesFlipTheAnswerAndNothingSmallerDoes() {
        Cases.check(
                CASES,
                random -> {
                    World world = Worlds.any(random);
                    Ruling ruling = world.ruling();
                    Optional<Ruling.Flip> flip = flip(ruling);
                    if (flip.isEmpty()) {
                        return;
                    }
                    assertThat(flip.get().cut()).isFalse();
                    Set<Set<Change>> listed = new HashSet<>();
                    for (Ruling.Changes changes : flip.get().changes()) {
                        World after = world;
                        for (Change act : changes.acts()) {
                            after = after(after, act);
                        }
                        assertThat(better(ruling, after.ruling())).as(changes.toString()).isTrue();
                        assertThat(after.ruling() instanceof Ruling.Permit)
                                .isEqualTo(changes.whole());
                        listed.add(new HashSet<>(changes.acts()));
                    }
                    int size =
                            flip.get().changes().stream()
                                    .mapToInt(each -> each.acts().size())
                                    .min()
                                    .orElse(BRUTE_FORCE_SIZE + 1);
                    checkBruteForce(world, listed, size);
                });
    }

    // Every set of acts up to the listed size; of those of that size, every one is listed or does
    // more than one that is.
    private static void checkBruteForce(World world, Set<Set<Change>> listed, int size) {
        Ruling ruling = world.ruling();
        List<Change> acts = acts(world);
        for (int smaller = 1; smaller <= Math.min(size, BRUTE_FORCE_SIZE); smaller++) {
            for (List<Change> set : sets(acts, smaller)) {
                World after = world;
                for (Change act : set) {
                    after = after(after, act);
                }
                if (better(ruling, after.ruling())) {
                    assertThat(smaller).as("flips with %s", set).isEqualTo(size);
                    assertThat(listed)
                            .as("does as much as %s", set)
                            .anyMatch(each -> goesAsFar(set, each));
                }
            }
        }
    }

    @Test
    void everyGroundListedIsNeededBySomeSmallestBlockingSet() {
        Cases.check(
                CASES,
                random -> {
                    Ruling ruling = Worlds.any(random).ruling();
                    flip(ruling)
                            .ifPresent(flip -> {
                                Set<Ground> needed = new LinkedHashSet<>();
                                flip.blocking().forEach(needed::addAll);
                                assertThat(ruling.grounds())
                                        .filteredOn(ground -> !ground.permits())
                                        .containsExactlyInAnyOrderElementsOf(needed);
                                for (Set<Ground> one : flip.blocking()) {
                                    assertThat(flip.blocking())
                                            .noneMatch(other ->
                                                    !other.equals(one) && one.containsAll(other));
                                }
                            });
                });
    }

    /** Whatever is listed must fall: a change that leaves one blocking set whole flips nothing. */
    @Test
    void aRulingIsAPermitExactlyIfNothingBlocks() {
        Cases.check(
                CASES,
                random -> {
                    Ruling ruling = Worlds.any(random).ruling();
                    assertThat(ruling instanceof Ruling.Permit).isEqualTo(flip(ruling).isEmpty());
                    flip(ruling).ifPresent(flip -> assertThat(flip.blocking()).isNotEmpty());
                });
    }

    private static Optional<Ruling.Flip> flip(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Permit permit -> Optional.empty();
            case Ruling.Redact redact -> Optional.of(redact.flip());
            case Ruling.Withhold withhold -> Optional.of(withhold.flip());
        };
    }

    private static boolean better(Ruling before, Ruling after) {
        return switch (before) {
            case Ruling.Permit permit -> false;
            case Ruling.Redact redact -> after instanceof Ruling.Permit;
            case Ruling.Withhold withhold -> !(after instanceof Ruling.Withhold);
        };
    }

    // The acts of the world, told anew from its values.

    private static List<Change> acts(World world) {
        List<Change> acts = new ArrayList<>();
        for (Charter charter : world.rules().charters()) {
            for (StandingType type : charter.words().standings()) {
                acts.add(new Change.Grant(charter.body(), type.name()));
            }
        }
        Handling handling = world.handling();
        acts.add(new Change.Agree(handling.owner(), handling.dataClass()));
        for (Fact fact : world.facts()) {
            if (fact instanceof Restriction each) {
                acts.add(new Change.Restore(each.body(), each.id()));
            }
        }
        boolean unmarked = true;
        for (Marking marking : handling.markings()) {
            Condition condition = marking.means().getFirst();
            switch (condition) {
                case Condition.Level level -> {
                    unmarked = false;
                    for (Tlp to : Tlp.values()) {
                        if (to.compareTo(level.tlp()) < 0) {
                            acts.add(new Change.Lower(handling.owner(), marking.id(), 0, to));
                        }
                    }
                }
                case Condition.OnlyTo each -> acts.add(admit(handling, marking));
                case Condition.NotTo each -> acts.add(admit(handling, marking));
                case Condition.AskOriginator each -> acts.add(admit(handling, marking));
                case Condition.Duty each -> {}
                case Condition.Permissible each -> {}
                default ->
                        acts.add(
                                new Change.Lift(
                                        handling.owner(), marking.id(), 0, condition.said()));
            }
        }
        if (unmarked) {
            for (Tlp to : List.of(Tlp.CLEAR, Tlp.GREEN)) {
                acts.add(new Change.Lower(handling.owner(), "its marking", -1, to));
            }
        }
        return acts;
    }

    private static Change admit(Handling handling, Marking marking) {
        return new Change.Admit(
                handling.owner(), marking.id(), 0, marking.means().getFirst().said());
    }

    private static World after(World world, Change act) {
        Handling handling = world.handling();
        return switch (act) {
            case Change.Grant grant ->
                    world.with(
                            new Standing(
                                    Worlds.READER,
                                    grant.body(),
                                    grant.standing(),
                                    Worlds.always()));
            case Change.Agree agree ->
                    world.with(
                            new Agreement(
                                    "new",
                                    new Agreement.Covers(
                                            List.of(agree.owner(), Worlds.READER),
                                            Set.of(agree.dataClass()),
                                            Optional.empty(),
                                            true),
                                    new Agreement.Terms(List.of(), true, true, 0),
                                    Span.since(Instant.EPOCH)));
            case Change.Restore restore ->
                    new World(
                            world.rules(),
                            world.facts().stream()
                                    .filter(each ->
                                            !(each instanceof Restriction some
                                                    && some.id().equals(restore.restriction())))
                                    .toList(),
                            handling);
            case Change.Lower lower when lower.place() < 0 -> {
                List<Marking> more = new ArrayList<>(handling.markings());
                more.add(Marking.of(lower.to()));
                yield world.with(marked(handling, more));
            }
            case Change.Lower lower ->
                    world.with(
                            replaced(
                                    handling,
                                    lower.marking(),
                                    Optional.of(new Condition.Level(lower.to()))));
            case Change.Admit admit ->
                    world.with(replaced(handling, admit.marking(), admitting(handling, admit)));
            case Change.Lift lift ->
                    world.with(replaced(handling, lift.marking(), Optional.empty()));
        };
    }

    private static Optional<Condition> admitting(Handling handling, Change.Admit admit) {
        Condition condition =
                handling.markings().stream()
                        .filter(each -> each.id().equals(admit.marking()))
                        .findFirst()
                        .orElseThrow()
                        .means()
                        .getFirst();
        return condition instanceof Condition.OnlyTo
                ? Optional.of(new Condition.OnlyTo(Circle.of(Set.of(Worlds.READER))))
                : Optional.empty();
    }

    private static Handling replaced(Handling handling, String id, Optional<Condition> by) {
        List<Marking> markings = new ArrayList<>();
        for (Marking marking : handling.markings()) {
            if (!marking.id().equals(id)) {
                markings.add(marking);
            } else {
                by.ifPresent(each -> markings.add(marking.meaning(List.of(each))));
            }
        }
        return marked(handling, markings);
    }

    private static Handling marked(Handling handling, List<Marking> markings) {
        return new Handling(
                handling.owner(),
                handling.body(),
                handling.dataClass(),
                handling.priority(),
                markings);
    }

    private static boolean goesAsFar(List<Change> set, Set<Change> listed) {
        return listed.size() == set.size()
                && listed.stream()
                        .allMatch(less -> set.stream().anyMatch(act -> goesAsFar(act, less)));
    }

    private static boolean goesAsFar(Change act, Change less) {
        if (act instanceof Change.Grant one && less instanceof Change.Grant other) {
            List<String> types = List.of("full", "partner", "guest");
            return one.body().equals(other.body())
                    && types.indexOf(one.standing()) <= types.indexOf(other.standing());
        }
        if (act instanceof Change.Lower one && less instanceof Change.Lower other) {
            return one.marking().equals(other.marking()) && one.to().compareTo(other.to()) <= 0;
        }
        return act.equals(less);
    }

    private static List<List<Change>> sets(List<Change> acts, int size) {
        List<List<Change>> sets = new ArrayList<>();
        add(acts, 0, size, new ArrayList<>(), sets);
        return sets;
    }

    private static void add(
            List<Change> acts, int from, int size, List<Change> set, List<List<Change>> sets) {
        if (size == 0) {
            sets.add(List.copyOf(set));
            return;
        }
        for (int i = from; i < acts.size(); i++) {
            set.add(acts.get(i));
            add(acts, i + 1, size - 1, set, sets);
            set.removeLast();
        }
    }
}
