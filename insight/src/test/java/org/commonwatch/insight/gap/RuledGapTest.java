package org.commonwatch.insight.gap;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.Action;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Interval;
import org.commonwatch.access.Scope;
import org.commonwatch.access.Span;
import org.commonwatch.access.Standing;
import org.commonwatch.access.StandingKind;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.charter.Rule;
import org.commonwatch.access.charter.StandingType;
import org.commonwatch.access.marking.Condition;
import org.commonwatch.access.marking.Marking;
import org.commonwatch.access.ruling.Change;
import org.commonwatch.access.ruling.Ground;
import org.commonwatch.access.ruling.Handling;
import org.commonwatch.access.ruling.Rulebook;
import org.commonwatch.insight.knowledge.Catalogue;
import org.commonwatch.insight.knowledge.Holdings;
import org.commonwatch.insight.knowledge.Others;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Side;
import org.commonwatch.insight.knowledge.Sightings;
import org.commonwatch.insight.knowledge.Spans;
import org.commonwatch.insight.knowledge.Window;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/** The gap of rulings as they are really made. */
class RuledGapTest {
    private static final BodyId BODY = new BodyId("forum");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant ADMITTED = START.plus(Duration.ofDays(250));
    private static final Window YEAR =
            new Window(START.getEpochSecond(), START.plus(Duration.ofDays(365)).getEpochSecond());
    private static final int INDICATORS = 150;

    private static StixId party(int number) {
        return new StixId("identity", new UUID(0x4000, number));
    }

    private static Rulebook rules() {
        Map<Tlp, String> least =
                Map.of(
                        Tlp.CLEAR, Charter.NONE,
                        Tlp.GREEN, "guest",
                        Tlp.AMBER, "full",
                        Tlp.AMBER_STRICT, "full");
        return new Rulebook(
                List.of(
                        new Charter(
                                new Charter.Edition(
                                        BODY, "forum", 1, "made up", Interval.EVER, Instant.EPOCH),
                                new Charter.Words(
                                        List.of(
                                                new StandingType("full", StandingKind.MEMBER),
                                                new StandingType("guest", StandingKind.OBSERVER)),
                                        List.of(Charter.INTELLIGENCE),
                                        List.of(Charter.DIRECT),
                                        List.of()),
                                new Charter.Traffic("made up", least, Tlp.AMBER),
                                List.of(toGuests()),
                                List.of())));
    }

    private static Rule toGuests() {
        Scope reading =
                new Scope(
                        Set.of(Action.READ), Set.of(Charter.INTELLIGENCE), Set.of(Charter.DIRECT));
        return new Rule(
                "R1",
                "made up",
                "guest",
                new Rule.Gives(reading, Set.of(), Set.of()),
                Interval.EVER);
    }

    private static Handling handling(int owner, Marking... markings) {
        return new Handling(party(owner), BODY, Charter.INTELLIGENCE, "", Arrays.asList(markings));
    }

    private static List<Handling> handlings(boolean caveats) {
        Marking amber = Marking.of(Tlp.AMBER);
        Marking not = Marking.caveat("C1", Condition.NotTo.party(party(0)));
        return List.of(
                handling(1, amber),
                handling(2, Marking.of(Tlp.GREEN)),
                caveats ? handling(3, amber, not) : handling(3, amber),
                caveats ? handling(1, Marking.of(Tlp.GREEN), not) : handling(1, amber));
    }

    private static List<Standing> since(Instant admitted) {
        return List.of(
                new Standing(party(0), BODY, "guest", Span.since(Instant.EPOCH)),
                new Standing(party(0), BODY, "full", Span.since(admitted)));
    }

    private record Counted(Gap gap, Ruled ruled) {}

    // The same holdings and sightings for the same seed, whatever is ruled.
    private static Counted counted(long seed, Instant admitted, boolean caveats) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] indicator = new int[INDICATORS];
        int[] owner = new int[INDICATORS];
        long[] since = new long[INDICATORS];
        int[] handling = new int[INDICATORS];
        long[] at = new long[INDICATORS];
        int[] sessions = new int[INDICATORS];
        int[] owners = {1, 2, 3, 1};
        for (int i = 0; i < INDICATORS; i++) {
            indicator[i] = i;
            handling[i] = random.nextInt(owners.length);
            owner[i] = owners[handling[i]];
            since[i] = random.nextLong(YEAR.from(), YEAR.to());
            at[i] = random.nextLong(YEAR.from(), YEAR.to());
            sessions[i] = 1 + random.nextInt(5);
        }
        Ruled ruled = new Ruled(rules(), party(0), since(admitted));
        Holdings holdings =
                Holdings.of(
                        new Holdings.Extent(INDICATORS, 4, owners.length),
                        new Holdings.Columns(indicator, owner, since, handling));
        Sightings seen =
                Sightings.of(
                        INDICATORS,
                        new Sightings.Columns(
                                indicator,
                                at,
                                new int[INDICATORS],
                                sessions,
                                new boolean[INDICATORS]));
        BitSet granted = new BitSet();
        granted.set(1, 4);
        Gap gap =
                Gap.of(
                        new Catalogue(
                                holdings, new int[INDICATORS], new int[INDICATORS], indicator),
                        new Side(
                                0,
                                seen,
                                new Others(INDICATORS),
                                ruled.over(List.of(ADMITTED), handlings(caveats)),
                                Spans.NONE),
                        new Question(YEAR, 0, granted, seed));
        return new Counted(gap, ruled);
    }

    @Test
    void whoIsPermittedFromWhenItWasKnownHasNoGapAtAll() {
        Cases.check(
                20,
                random -> {
                    Gap gap = counted(random.nextLong(), Instant.EPOCH, false).gap;
                    assertThat(gap.shares().exposure().count()).isZero();
                    assertThat(gap.shares().exposure().of()).isEqualTo(INDICATORS);
                    assertThat(gap.reasons()).isEmpty();
                });
    }

    @Test
    void aMemberHasAGapWhereOwnersSaidNotToIt() {
        Counted counted = counted(1, Instant.EPOCH, true);
        assertThat(counted.gap.shares().exposure().count()).isPositive();
        for (Reason reason : counted.gap.reasons()) {
            for (List<Integer> set : reason.blocking().getFirst()) {
                assertThat(counted.ruled.ground(set.getFirst()))
                        .isInstanceOf(Ground.Demanded.class);
            }
        }
    }

    // The act is done, all is ruled again, and counted again.
    @Test
    void whatTheAdmissionWouldHaveReleasedIsWhatItReleases() {
        Cases.check(
                20,
                random -> {
                    long seed = random.nextLong();
                    Counted is = counted(seed, ADMITTED, true);
                    Gap then = counted(seed, Instant.EPOCH, true).gap;
                    Releases.Single admission =
                            is.gap.releases().single().stream()
                                    .filter(single ->
                                            new Change.Grant(BODY, "full")
                                                    .equals(is.ruled.change(single.change())))
                                    .findFirst()
                                    .orElseThrow();
                    Shares now = is.gap.shares();
                    assertThat(admission.indicators())
                            .isPositive()
                            .isEqualTo(now.exposure().count() - then.shares().exposure().count());
                    assertThat(admission.sessions())
                            .isEqualTo(now.sessions().count() - then.shares().sessions().count());
                });
    }
}
