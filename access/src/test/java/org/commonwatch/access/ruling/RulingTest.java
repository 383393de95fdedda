package org.commonwatch.access.ruling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.Action;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Moment;
import org.commonwatch.access.Span;
import org.commonwatch.access.Standing;
import org.commonwatch.access.StandingKind;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.charter.Rule;
import org.commonwatch.access.marking.Circle;
import org.commonwatch.access.marking.Condition;
import org.commonwatch.access.marking.Marking;
import org.commonwatch.access.ruling.Worlds.World;
import org.commonwatch.stix.Tlp;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

class RulingTest {
    private static final BodyId FORUM = Worlds.FORUM;
    private static final BodyId LEAGUE = Worlds.LEAGUE;
    private static final Instant NOW = Worlds.NOW;
    private static final Rulebook RULES = new Rulebook(List.of(Charter.trafficLight(FORUM)));

    @Test
    void aMemberReadsAmberAndIsToldWhichRulePermitsIt() {
        Ruling ruling = RULES.rule(member(StandingKind.MEMBER), amber());
        assertThat(ruling).isInstanceOf(Ruling.Permit.class);
        assertThat(ruling.grounds())
                .extracting(Ground::text)
                .containsExactly(
                        "R01 permits it to standing 'member' in forum (TLP 2.0: each level within"
                                + " its audience; charter v1).");
    }

    @Test
    void aPartyWithoutStandingIsToldEachSingleActThatWouldDo() {
        assertThat(acts(RULES.rule(asking(List.of()), amber())))
                .containsExactly(
                        List.of(new Change.Grant(FORUM, "member")),
                        List.of(new Change.Agree(Worlds.OWNER, Charter.INTELLIGENCE)),
                        List.of(
                                new Change.Lower(
                                        Worlds.OWNER,
                                        Tlp.AMBER.marking().toString(),
                                        0,
                                        Tlp.CLEAR)));
    }

    @Test
    void redIsForItsOwnerAlone() {
        Handling red = Handling.of(Worlds.OWNER, Tlp.RED, FORUM);
        Asking owner = Asking.toRead(Reader.of(Worlds.OWNER, List.of(), NOW), Worlds.TODAY);
        assertThat(RULES.rule(member(StandingKind.MEMBER), red))
                .isInstanceOf(Ruling.Withhold.class);
        assertThat(RULES.rule(owner, red).grounds()).containsExactly(new Ground.Own());
    }

    @Test
    void standingCountsFromItsFirstInstantAndNoLongerAtItsLast() {
        Instant end = NOW.plusSeconds(60);
        var standing =
                new Standing(
                        Worlds.READER,
                        FORUM,
                        "member",
                        new Span(Moment.exactly(NOW), Moment.exactly(end)));
        for (Instant instant : List.of(NOW.minusNanos(1), NOW, end.minusNanos(1), end)) {
            Reader reader = Reader.of(Worlds.READER, List.of(standing), instant);
            boolean within = !instant.isBefore(NOW) && instant.isBefore(end);
            assertThat(RULES.rule(Asking.toRead(reader, AsOf.then(instant)), amber()))
                    .isInstanceOf(within ? Ruling.Permit.class : Ruling.Withhold.class);
        }
    }

    @Test
    void standingInOneBodyIsNothingInAnother() {
        Standing standing = new Standing(Worlds.READER, LEAGUE, "member", Worlds.always());
        assertThat(RULES.rule(asking(List.of(standing)), amber()))
                .isInstanceOf(Ruling.Withhold.class);
    }

    @Test
    void standingForOneSessionIsForWhatIsDoneThere() {
        var standing =
                new Standing(
                        Worlds.READER,
                        FORUM,
                        "member",
                        Worlds.always(),
                        Optional.of("87"),
                        Optional.empty(),
                        Optional.empty());
        Asking reading = asking(List.of(standing));
        Asking voting =
                new Asking(
                        reading.reader(),
                        Action.VOTE,
                        Charter.DIRECT,
                        Optional.empty(),
                        reading.asOf());
        assertThat(RULES.rule(reading, amber())).isInstanceOf(Ruling.Withhold.class);
        assertThat(RULES.rule(voting, amber())).isInstanceOf(Ruling.Permit.class);
    }

    @Test
    void anEmptyAudienceIsNobodyAndAMarkingThatCannotBeReadIsNamed() {
        for (Condition condition :
                List.of(
                        new Condition.OnlyTo(Circle.of(Set.of())),
                        new Condition.Unreadable("ACS: CUI=?"))) {
            Ruling ruling =
                    RULES.rule(
                            member(StandingKind.MEMBER), marked(Marking.caveat("C7", condition)));
            assertThat(ruling).isInstanceOf(Ruling.Withhold.class);
            assertThat(ruling.grounds())
                    .filteredOn(ground -> !ground.permits())
                    .extracting(Ground::text)
                    .singleElement()
                    .asString()
                    .contains("C7", condition.text());
        }
    }

    @Test
    void everyGroundIsListedNotOnlyTheFirst() {
        Handling handling =
                marked(
                        Marking.caveat("C1", Condition.NotTo.party(Worlds.READER)),
                        Marking.caveat("C2", new Condition.Embargo(NOW.plusSeconds(1))),
                        Marking.of(Tlp.RED));
        Ruling ruling = RULES.rule(asking(List.of(Worlds.restriction("S1", Set.of()))), handling);
        assertThat(ruling.grounds()).filteredOn(ground -> !ground.permits()).hasSize(4);
        assertThat(acts(ruling)).allSatisfy(acts -> assertThat(acts).hasSize(4));
    }

    @Test
    void aListThatIsTooLongIsCutAndSaysSo() {
        for (int count : List.of(Ruling.LIMIT, Ruling.LIMIT + 1)) {
            List<Marking> markings = new ArrayList<>(List.of(Marking.of(Tlp.CLEAR)));
            for (int i = 0; i < count; i++) {
                markings.add(Marking.caveat("C" + i, Condition.NotTo.party(Worlds.READER)));
            }
            Ruling ruling = RULES.rule(asking(List.of()), marked(markings.toArray(Marking[]::new)));
            Ruling.Flip flip = ((Ruling.Withhold) ruling).flip();
            assertThat(flip.cut()).isEqualTo(count > Ruling.LIMIT);
            assertThat(flip.blocking()).hasSize(Ruling.LIMIT);
            assertThat(flip.changes().getFirst().acts()).hasSize(count);
        }
    }

    @Test
    void anObjectWithTooManyConditionsIsRefused() {
        List<Condition> most =
                Collections.nCopies(Handling.CONDITIONS_LIMIT, Condition.Duty.NO_ONWARD);
        assertThat(marked(new Marking("M", "ACS", "", most)).markings()).hasSize(1);
        assertThatThrownBy(() -> marked(new Marking("M", "ACS", "", most), Marking.of(Tlp.CLEAR)))
                .isInstanceOf(AccessRefusedException.class)
                .hasMessageContaining("more than 256 conditions");
    }

    @Test
    void whatWouldTakeTooLongIsCutAndSaysSo() {
        List<Rule> none = List.of();
        List<Charter> charters = new ArrayList<>(List.of(Worlds.charter(FORUM, none)));
        for (int i = 0; i < 24; i++) {
            charters.add(Worlds.charter(new BodyId("body-" + i), none));
        }
        List<Marking> markings = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Set<Circle.Within> within = new HashSet<>();
            for (int j = 0; j < 5; j++) {
                within.add(
                        new Circle.Within(new BodyId("body-" + (i * 7 + j * j * 5) % 24), "guest"));
            }
            markings.add(
                    Marking.caveat(
                            "C" + i, new Condition.OnlyTo(new Circle(Set.of(), Set.of(), within))));
        }
        Ruling ruling =
                new Rulebook(charters)
                        .rule(asking(List.of()), marked(markings.toArray(Marking[]::new)));
        assertThat(((Ruling.Withhold) ruling).flip().cut()).isTrue();
    }

    // Laws.

    @Test
    void higherStandingNeverSeesLess() {
        Cases.check(random -> {
            World world = Worlds.any(random);
            List<String> types = List.of("full", "partner", "guest");
            int low = random.nextInt(types.size());
            int high = random.nextInt(low + 1);
            BodyId body = random.nextBoolean() ? FORUM : LEAGUE;
            World lower = world.with(standing(body, types.get(low)));
            World higher = world.with(standing(body, types.get(high)));
            assertThat(seen(higher)).isGreaterThanOrEqualTo(seen(lower));
        });
    }

    @Test
    void aCaveatNeverWidens() {
        Cases.check(random -> {
            World world = Worlds.any(random);
            List<Marking> more = new ArrayList<>(world.handling().markings());
            more.add(Marking.caveat("more", Worlds.condition(random)));
            World narrower = world.with(world.handling().marked(more));
            assertThat(seen(narrower)).isLessThanOrEqualTo(seen(world));
        });
    }

    @Test
    void aRestrictionNeverPermits() {
        Cases.check(random -> {
            World world = Worlds.any(random);
            World narrower = world.with(Worlds.restriction("S9", Set.of("reports")));
            assertThat(seen(narrower)).isLessThanOrEqualTo(seen(world));
        });
    }

    @Test
    void whatIsReadableIsWhatIsNotWithheld() {
        Cases.check(random -> {
            World world = Worlds.any(random);
            List<Handling> handlings = handlings(random);
            Set<Handling> readable = world.rules().readable(world.asking(), handlings);
            for (Handling handling : handlings) {
                assertThat(readable.contains(handling)).isEqualTo(seen(world.with(handling)) > 0);
            }
        });
    }

    @Test
    void anOwnerSeesItsOwnWhole() {
        Cases.check(random -> {
            World world = Worlds.any(random);
            Handling own = world.handling();
            Handling mine =
                    new Handling(Worlds.READER, own.body(), own.dataClass(), "", own.markings());
            assertThat(world.with(mine).ruling()).isInstanceOf(Ruling.Permit.class);
        });
    }

    /** {@code -Dcases.count=10000} is the full study. */
    @Test
    void theRequesterIsToldTheSameOfHiddenAndAbsentObjects() {
        byte[] absent = bytes(Explanation.of(Optional.empty(), Audience.REQUESTER));
        Cases.check(random -> {
            Ruling ruling = Worlds.any(random).ruling();
            if (ruling instanceof Ruling.Withhold) {
                assertThat(bytes(Explanation.of(Optional.of(ruling), Audience.REQUESTER)))
                        .isEqualTo(absent);
                assertThat(Explanation.of(Optional.of(ruling), Audience.REQUESTER))
                        .isEqualTo(Explanation.of(Optional.empty(), Audience.REQUESTER));
            }
        });
    }

    @Test
    void theSecretariatIsNotToldWhatTheOwnerSaid() {
        Cases.check(random -> {
            World world = Worlds.any(random);
            String secret = "secret-" + random.nextInt(1000);
            List<Marking> more = new ArrayList<>(world.handling().markings());
            more.add(Marking.caveat(secret, Worlds.condition(random)));
            more.add(Marking.caveat("C8", Condition.Duty.purpose(List.of(secret))));
            more.add(Marking.caveat("C9", new Condition.Hide(secret)));
            Ruling ruling = world.with(world.handling().marked(more)).ruling();
            assertThat(Explanation.of(Optional.of(ruling), Audience.SECRETARIAT).text())
                    .doesNotContain(secret);
            assertThat(Explanation.of(Optional.of(ruling), Audience.OWNER).text()).contains(secret);
        });
    }

    @Test
    void theAnalystIsNotToldWhoseObjectItIs() {
        Cases.check(random -> {
            World world = Worlds.any(random);
            String secret = "secret-" + random.nextInt(1000);
            List<Marking> more = new ArrayList<>(world.handling().markings());
            more.add(Marking.caveat(secret, Worlds.condition(random)));
            Ruling ruling = world.with(world.handling().marked(more)).ruling();
            // Who asks is named to be sure, and may be the owner.
            assertThat(Explanation.of(Optional.of(ruling), Audience.ANALYST).lines())
                    .filteredOn(line -> !line.topic().equals("asked"))
                    .noneMatch(line -> line.text().contains(secret))
                    .noneMatch(line -> line.text().contains(world.handling().owner().toString()));
        });
    }

    private static byte[] bytes(Explanation explanation) {
        return explanation.text().getBytes(StandardCharsets.UTF_8);
    }

    private static int seen(World world) {
        return switch (world.ruling()) {
            case Ruling.Permit permit -> 100;
            case Ruling.Redact redact -> 100 - redact.properties().size();
            case Ruling.Withhold withhold -> 0;
        };
    }

    private static List<List<Change>> acts(Ruling ruling) {
        return ((Ruling.Withhold) ruling)
                .flip().changes().stream().map(Ruling.Changes::acts).toList();
    }

    private static List<Handling> handlings(RandomGenerator random) {
        List<Handling> handlings = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            handlings.add(Worlds.handling(random));
        }
        return handlings;
    }

    private static Standing standing(BodyId body, String type) {
        return new Standing(Worlds.READER, body, type, Worlds.always());
    }

    private static Asking member(StandingKind kind) {
        return asking(List.of(standing(FORUM, kind.label())));
    }

    private static Asking asking(List<? extends Fact> facts) {
        return Asking.toRead(Reader.of(Worlds.READER, facts, NOW), Worlds.TODAY);
    }

    private static Handling amber() {
        return Handling.of(Worlds.OWNER, Tlp.AMBER, FORUM);
    }

    private static Handling marked(Marking... markings) {
        return new Handling(Worlds.OWNER, FORUM, Charter.INTELLIGENCE, "", List.of(markings));
    }
}
