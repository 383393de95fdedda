package org.commonwatch.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

class RulebookTest {
    private static final Rulebook RULES = Rulebook.trafficLight();
    private static final BodyId FORUM = new BodyId("forum");
    private static final BodyId LEAGUE = new BodyId("league");
    private static final Instant NOW = Instant.parse("2018-11-24T00:00:00Z");
    private static final StixId OWNER = party(1);
    private static final StixId OTHER = party(2);

    @Test
    void aMemberReadsAmberAndIsToldWhichRulePermitsIt() {
        Ruling ruling = RULES.rule(reader(StandingKind.MEMBER), amber(), NOW);
        assertThat(ruling).isInstanceOf(Ruling.Permit.class);
        assertThat(ruling.grounds())
                .extracting(Ground::text)
                .containsExactly(
                        "R03 permits it to standing 'member' in forum (TLP 2.0, TLP:AMBER: need to"
                                + " know, within the organisation).");
    }

    @Test
    void aPartyWithoutStandingIsToldEachSingleChangeThatWouldDo() {
        Ruling ruling = RULES.rule(new Reader(OTHER, List.of()), amber(), NOW);
        assertThat(ruling).isInstanceOf(Ruling.Withhold.class);
        assertThat(((Ruling.Withhold) ruling).wouldFlip())
                .containsExactly(
                        new Change.Grant(FORUM, StandingKind.MEMBER),
                        new Change.Lower(OWNER, Tlp.CLEAR));
    }

    @Test
    void redIsForItsOwnerAlone() {
        Handling red = new Handling(OWNER, Tlp.RED, FORUM);
        Ruling toMember = RULES.rule(reader(StandingKind.MEMBER), red, NOW);
        Ruling toOwner = RULES.rule(new Reader(OWNER, List.of()), red, NOW);
        assertThat(toMember).isInstanceOf(Ruling.Withhold.class);
        assertThat(toOwner.grounds()).containsExactly(new Ground.OwnObject());
    }

    @Test
    void standingCountsFromItsFirstInstantAndNoLongerAtItsLast() {
        var year = new Interval(NOW, NOW.plusSeconds(60));
        Reader reader = new Reader(OTHER, List.of(new Standing(FORUM, StandingKind.MEMBER, year)));
        assertThat(reader.standing(FORUM, NOW.minusNanos(1))).isEqualTo(StandingKind.NONE);
        assertThat(reader.standing(FORUM, NOW)).isEqualTo(StandingKind.MEMBER);
        assertThat(reader.standing(FORUM, NOW.plusSeconds(60))).isEqualTo(StandingKind.NONE);
    }

    @Test
    void standingInOneBodyIsNothingInAnother() {
        var standing = new Standing(LEAGUE, StandingKind.MEMBER, Interval.since(NOW));
        Ruling ruling = RULES.rule(new Reader(OTHER, List.of(standing)), amber(), NOW);
        assertThat(ruling).isInstanceOf(Ruling.Withhold.class);
    }

    @Test
    void higherStandingNeverSeesLess() {
        Cases.check(random -> {
            StandingKind lower = Cases.any(StandingKind.values(), random);
            StandingKind higher = Cases.any(StandingKind.values(), random);
            if (higher.compareTo(lower) <= 0) {
                var handlings = handlings(random);
                assertThat(RULES.readable(reader(higher), handlings, NOW))
                        .containsAll(RULES.readable(reader(lower), handlings, NOW));
            }
        });
    }

    @Test
    void everySuggestedChangeFlipsTheRuling() {
        Cases.check(random -> {
            Handling handling = handlings(random).getFirst();
            Reader reader = reader(Cases.any(StandingKind.values(), random));
            if (RULES.rule(reader, handling, NOW) instanceof Ruling.Withhold withhold) {
                for (Change change : withhold.wouldFlip()) {
                    assertThat(after(change, reader, handling)).isInstanceOf(Ruling.Permit.class);
                }
            }
        });
    }

    private static Ruling after(Change change, Reader reader, Handling handling) {
        return switch (change) {
            case Change.Grant grant -> RULES.rule(reader(grant.standing()), handling, NOW);
            case Change.Lower lower ->
                    RULES.rule(reader, new Handling(handling.owner(), lower.to(), FORUM), NOW);
        };
    }

    private static List<Handling> handlings(RandomGenerator random) {
        List<Handling> handlings = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            StixId owner = random.nextBoolean() ? OWNER : OTHER;
            handlings.add(new Handling(owner, Cases.any(Tlp.values(), random), FORUM));
        }
        return handlings;
    }

    private static Handling amber() {
        return new Handling(OWNER, Tlp.AMBER, FORUM);
    }

    private static Reader reader(StandingKind kind) {
        return new Reader(OTHER, List.of(new Standing(FORUM, kind, Interval.since(Instant.EPOCH))));
    }

    private static StixId party(long number) {
        return new StixId("identity", new UUID(0x4000, number));
    }
}
