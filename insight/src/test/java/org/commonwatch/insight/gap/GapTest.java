package org.commonwatch.insight.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.commonwatch.insight.knowledge.Blocks;
import org.commonwatch.insight.knowledge.Catalogue;
import org.commonwatch.insight.knowledge.Holdings;
import org.commonwatch.insight.knowledge.Knowledge;
import org.commonwatch.insight.knowledge.Others;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Rulings;
import org.commonwatch.insight.knowledge.Side;
import org.commonwatch.insight.knowledge.Sightings;
import org.commonwatch.insight.knowledge.Spans;
import org.commonwatch.insight.knowledge.Times;
import org.commonwatch.insight.knowledge.Window;
import org.commonwatch.insight.world.World;
import org.commonwatch.insight.world.WorldPlan;
import org.commonwatch.insight.world.WorldPlan.Rule;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

class GapTest {
    private static World any(RandomGenerator random) {
        Rule rule = Cases.any(Rule.values(), random);
        World world = WorldPlan.usual(1 + random.nextInt(8)).with(rule).world(random.nextLong());
        BitSet granted = new BitSet();
        for (int owner = 0; owner < 8; owner++) {
            granted.set(owner, random.nextInt(4) > 0);
        }
        Question all = world.question();
        return new World(
                world.catalogue(),
                world.side(),
                new Question(all.window(), random.nextInt(3) * 86_400L, granted, all.seed()));
    }

    @Test
    void theGapIsWhatItsDefinitionCounts() {
        Cases.check(
                150,
                random -> {
                    World world = any(random);
                    Shares shares = world.gap().shares();
                    BruteForce.Count count = BruteForce.count(world);
                    assertThat(shares.exposure())
                            .isEqualTo(new Share(count.indicators(), count.hits()));
                    assertThat(shares.sessions())
                            .isEqualTo(new Share(count.sessions(), count.allSessions()));
                });
    }

    @Test
    void theReasonsSumToTheGap() {
        Cases.check(
                150,
                random -> {
                    Gap gap = any(random).gap();
                    long total = gap.shares().exposure().count();
                    assertThat(gap.reasons().stream().mapToLong(Reason::indicators).sum())
                            .isEqualTo(total);
                    assertThat(
                                    gap.releases().sets().stream()
                                            .mapToLong(Releases.AnyOf::indicators)
                                            .sum())
                            .isEqualTo(total);
                    for (Releases.Single single : gap.releases().single()) {
                        assertThat(single.indicators())
                                .isEqualTo(
                                        gap.releases().sets().stream()
                                                .filter(set ->
                                                        set.changes().contains(single.change()))
                                                .mapToLong(Releases.AnyOf::indicators)
                                                .sum());
                    }
                });
    }

    @Test
    void whatASingleActWouldReleaseIsWhatIsMissingWhenAllIsCountedAgain() {
        Cases.check(
                150,
                random -> {
                    World world = any(random);
                    BruteForce.Count is = BruteForce.count(world);
                    List<Releases.Single> expected = new ArrayList<>();
                    for (int change = 0; change < 2; change++) {
                        BruteForce.Count then = BruteForce.count(world, change);
                        long indicators = is.indicators() - then.indicators();
                        long sessions = is.sessions() - then.sessions();
                        if (sessions > 0) {
                            expected.add(new Releases.Single(change, indicators, sessions));
                        }
                    }
                    assertThat(world.gap().releases().single())
                            .filteredOn(single -> single.sessions() > 0)
                            .containsExactlyInAnyOrderElementsOf(expected);
                });
    }

    @Test
    void whoMayReadEverythingHasNoGap() {
        Cases.check(
                50,
                random -> {
                    World world =
                            WorldPlan.usual(45)
                                    .with(Rule.ALL_IS_PERMITTED)
                                    .world(random.nextLong());
                    Gap gap = world.gap();
                    assertThat(gap.shares().exposure().count()).isZero();
                    assertThat(gap.shares().sessions().count()).isZero();
                    assertThat(gap.finding()).isInstanceOf(Finding.NoMeasurableGap.class);
                });
    }

    @Test
    void aMemberMayHaveAGapUnderCaveats() {
        World world = WorldPlan.usual(40).with(Rule.MEMBER_UNDER_CAVEATS).world(1);
        Gap gap = world.gap();
        assertThat(gap.shares().exposure().count()).isPositive();
        assertThat(gap.reasons())
                .singleElement()
                .satisfies(reason ->
                        assertThat(reason.blocking()).isEqualTo(List.of(List.of(List.of(1)))));
    }

    @Test
    void fewCampaignsAreTooFew() {
        World world = WorldPlan.usual(Gap.LEAST_CLUSTERS - 1).world(1);
        assertThat(world.gap().finding())
                .isEqualTo(new Finding.TooFewCampaigns(Gap.LEAST_CLUSTERS - 1));
        assertThat(WorldPlan.usual(Gap.LEAST_CLUSTERS).world(1).gap().finding())
                .isNotInstanceOf(Finding.TooFewCampaigns.class);
    }

    @Test
    void theSameQuestionHasTheSameAnswer() {
        World world = WorldPlan.usual(50).world(3);
        assertThat(world.gap().finding()).isEqualTo(world.gap().finding());
    }

    // Every pair of a stratum once, as all permutations together have it.
    @Test
    void whatChanceWouldHaveIsTheMeanOverAllPermutations() {
        Cases.check(
                30,
                random -> {
                    World world = any(random);
                    Catalogue catalogue = world.catalogue();
                    Knowledge knowledge = Knowledge.of(catalogue, world.side(), world.question());
                    double excess = excess(world, knowledge, -1);
                    Placebo.Excess found =
                            new Placebo(catalogue, world.question(), knowledge)
                                    .excess(catalogue.indicators());
                    assertThat(found.total()).isEqualTo(excess, within(1e-9));
                    int first = catalogue.cluster()[random.nextInt(20)];
                    assertThat(found.taken()[first])
                            .isEqualTo(excess - excess(world, knowledge, first), within(1e-9));
                });
    }

    private static double excess(World world, Knowledge knowledge, int without) {
        Catalogue catalogue = world.catalogue();
        double excess = 0;
        for (int i = 0; i < catalogue.indicators(); i++) {
            if (catalogue.cluster()[i] == without || catalogue.week()[i] < 0) {
                continue;
            }
            long hit = knowledge.hit(i);
            if (!world.question().window().contains(hit)) {
                continue;
            }
            int size = 0;
            int gaps = 0;
            for (int j = 0; j < catalogue.indicators(); j++) {
                if (catalogue.cluster()[j] != without
                        && catalogue.week()[j] == catalogue.week()[i]
                        && catalogue.kind()[j] == catalogue.kind()[i]) {
                    size++;
                    long known = Times.later(knowledge.known(j), world.question().delay());
                    long read = Math.min(knowledge.offered(j), knowledge.own(i));
                    gaps += known <= hit && hit < read ? 1 : 0;
                }
            }
            boolean gap = knowledge.isGap(i, hit, world.question().delay());
            excess += (gap ? 1 : 0) - gaps / (double) size;
        }
        return excess;
    }

    @Test
    void withoutComparisonNothingIsSaidOfChance() {
        World world = WorldPlan.usual(80).world(1);
        int[] none = new int[world.catalogue().indicators()];
        Arrays.fill(none, Catalogue.NO_WEEK);
        Catalogue catalogue =
                new Catalogue(
                        world.catalogue().holdings(),
                        world.catalogue().kind(),
                        none,
                        world.catalogue().cluster());
        assertThat(Gap.of(catalogue, world.side(), world.question()).finding())
                .isInstanceOf(Finding.NothingToCompare.class);
    }

    // Party 0 was hit by 0 and 1 before party 1 was; party 1 knew 1 by then, and 2 was never here.
    @Test
    void whatThePartySawFirstAndCouldNotGiveIsLostToTheOthers() {
        Holdings holdings =
                Holdings.of(
                        new Holdings.Extent(3, 2, 1),
                        new Holdings.Columns(
                                new int[] {0, 1, 1, 2},
                                new int[] {1, 0, 1, 1},
                                new long[] {500, 110, 150, 300},
                                new int[4]));
        Catalogue catalogue = new Catalogue(holdings, new int[3], new int[3], new int[3]);
        Sightings seen =
                Sightings.of(
                        3,
                        new Sightings.Columns(
                                new int[] {0, 1},
                                new long[] {100, 120},
                                new int[2],
                                new int[] {1, 1},
                                new boolean[2]));
        BitSet granted = new BitSet();
        granted.set(1);
        Question question = new Question(new Window(0, 1_000), 10, granted, 1);
        Others others = new Others(3);
        others.add(
                1,
                Sightings.of(
                        3,
                        new Sightings.Columns(
                                new int[] {0, 1, 2},
                                new long[] {400, 200, 300},
                                new int[3],
                                new int[] {1, 1, 1},
                                new boolean[3])),
                question.window());
        assertThat(reverse(catalogue, seen, others, Spans.NONE, question))
                .isEqualTo(new Share(1, 3));
        Spans later = new Spans(List.of(new Window(0, 50), new Window(390, 1_000)));
        assertThat(reverse(catalogue, seen, others, later, question)).isEqualTo(new Share(0, 3));
        Spans tooLate = new Spans(List.of(new Window(410, 1_000)));
        assertThat(reverse(catalogue, seen, others, tooLate, question)).isEqualTo(new Share(1, 3));
    }

    // Known at 100 with a delay of 50: of use from 150 on. Readable from 200 on.
    @Test
    void itIsOfUseOnceTheDelayIsOverAndNoGapOnceItCanBeRead() {
        for (long at : new long[] {149, 150, 199, 200}) {
            Gap gap = ofOne(at, new long[] {100});
            assertThat(gap.shares().exposure().count()).isEqualTo(at == 150 || at == 199 ? 1 : 0);
        }
    }

    @Test
    void whatCameTooLateIsNoReasonButMayBeReleased() {
        Gap gap = ofOne(160, new long[] {100, 120});
        assertThat(gap.reasons()).containsExactly(new Reason(List.of(List.of(List.of(0))), 1, 1));
        assertThat(gap.releases().sets()).containsExactly(new Releases.AnyOf(List.of(0, 1), 1));
    }

    // Held by others since then, each withheld for a reason of its own until 200.
    private static Gap ofOne(long at, long[] since) {
        int n = since.length;
        int[] handling = new int[n];
        int[] owner = new int[n];
        int[] start = new int[n + 1];
        long[] from = new long[2 * n];
        int[] state = new int[2 * n];
        List<Blocks.Block> blocks = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            handling[k] = k;
            owner[k] = 1;
            start[k + 1] = 2 * k + 2;
            from[2 * k] = Times.BEGINNING;
            from[2 * k + 1] = 200;
            state[2 * k] = k;
            state[2 * k + 1] = Rulings.READABLE;
            blocks.add(new Blocks.Block(List.of(List.of(k)), List.of(List.of(k))));
        }
        Holdings holdings =
                Holdings.of(
                        new Holdings.Extent(1, 2, n),
                        new Holdings.Columns(new int[n], owner, since, handling));
        Sightings seen =
                Sightings.of(
                        1,
                        new Sightings.Columns(
                                new int[1],
                                new long[] {at},
                                new int[1],
                                new int[] {1},
                                new boolean[1]));
        BitSet granted = new BitSet();
        granted.set(1);
        Rulings rulings = Rulings.of(new Rulings.Periods(start, from, state), Blocks.of(blocks));
        return Gap.of(
                new Catalogue(holdings, new int[1], new int[1], new int[1]),
                new Side(0, seen, new Others(1), rulings, Spans.NONE),
                new Question(new Window(0, 1_000), 50, granted, 1));
    }

    private static Share reverse(
            Catalogue catalogue, Sightings seen, Others others, Spans mayGive, Question question) {
        Side side = new Side(0, seen, others, Rulings.permittingAll(1), mayGive);
        return Gap.of(catalogue, side, question).shares().reverse();
    }

    // Known at 100 and released at 700; hit at 300 and at 800 by another, which is still hidden.
    @Test
    void leadsAreCountedFromWhenOthersKnew() {
        Holdings holdings =
                Holdings.of(
                        new Holdings.Extent(2, 2, 2),
                        new Holdings.Columns(
                                new int[] {0, 1},
                                new int[] {1, 1},
                                new long[] {100, 200},
                                new int[] {0, 1}));
        Catalogue catalogue = new Catalogue(holdings, new int[2], new int[2], new int[2]);
        Blocks blocks =
                Blocks.of(
                        List.of(
                                new Blocks.Block(
                                        List.of(List.of(7)), List.of(List.of(8), List.of(9)))));
        Rulings rulings =
                Rulings.of(
                        new Rulings.Periods(
                                new int[] {0, 2, 3},
                                new long[] {Times.BEGINNING, 700, Times.BEGINNING},
                                new int[] {0, Rulings.READABLE, 0}),
                        blocks);
        Sightings seen =
                Sightings.of(
                        2,
                        new Sightings.Columns(
                                new int[] {1, 0, 0},
                                new long[] {800, 900, 300},
                                new int[3],
                                new int[] {1, 2, 4},
                                new boolean[3]));
        BitSet granted = new BitSet();
        granted.set(1);
        Gap gap =
                Gap.of(
                        catalogue,
                        new Side(0, seen, new Others(2), rulings, Spans.NONE),
                        new Question(new Window(0, 1_000), 0, granted, 1));
        assertThat(gap.shares().exposure()).isEqualTo(new Share(2, 2));
        assertThat(gap.shares().sessions()).isEqualTo(new Share(5, 7));
        assertThat(gap.shares().withheld()).isEqualTo(new Share(1, 2));
        assertThat(gap.leads().beforeHit().quantile(0.5)).hasValue(200);
        assertThat(gap.leads().beforeHit().quantile(0.9)).hasValue(600);
        assertThat(gap.leads().untilReadable().censored()).isEqualTo(1);
        assertThat(gap.leads().untilReadable().quantile(0.5)).hasValue(600);
        assertThat(gap.leads().untilReadable().quantile(0.9)).isEmpty();
        assertThat(gap.releases().sets()).containsExactly(new Releases.AnyOf(List.of(8, 9), 2));
    }
}
