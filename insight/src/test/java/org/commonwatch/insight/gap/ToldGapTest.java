package org.commonwatch.insight.gap;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.insight.gap.ToldGap.Kept;
import org.commonwatch.insight.gap.ToldGap.Telling;
import org.commonwatch.insight.knowledge.Catalogue;
import org.commonwatch.insight.knowledge.Holdings;
import org.commonwatch.insight.knowledge.Knowledge;
import org.commonwatch.insight.knowledge.Others;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Rulings;
import org.commonwatch.insight.knowledge.Side;
import org.commonwatch.insight.knowledge.Sightings;
import org.commonwatch.insight.knowledge.Times;
import org.commonwatch.insight.knowledge.Window;
import org.commonwatch.insight.world.World;
import org.commonwatch.insight.world.WorldPlan;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

class ToldGapTest {
    private static final int UNGRANTED = 7;

    private static Telling tell(World world, List<Kept> earlier) {
        return ToldGap.tell(world.catalogue(), world.side(), world.question(), earlier);
    }

    /** All but the last party granted. */
    private static World world(int campaigns, long seed) {
        return granting(WorldPlan.usual(campaigns).world(seed), UNGRANTED);
    }

    private static World granting(World world, int parties) {
        BitSet granted = new BitSet();
        granted.set(0, parties);
        Question all = world.question();
        Side side = world.side();
        return new World(
                world.catalogue(),
                new Side(
                        0,
                        side.sightings(),
                        others(world, parties, world.catalogue().indicators(), 0),
                        side.rulings(),
                        side.mayGive()),
                new Question(all.window(), all.delay(), granted, all.seed()));
    }

    @Test
    void thePartyIsToldItsOwnSideAndTotalsOfWhatIsHidden() {
        World world = world(150, 1);
        ToldGap told = tell(world, List.of()).told();
        Gap gap = world.gap();
        assertThat(told.own().hits()).isEqualTo(gap.shares().exposure().of());
        assertThat(told.own().readSince()).isEqualTo(readSince(world)).isPositive();
        ToldGap.Hidden hidden = told.hidden().orElseThrow();
        assertThat(hidden.all().indicators() + told.own().readSince())
                .isEqualTo(gap.shares().exposure().count());
        for (List<ToldGap.Row> table :
                List.of(
                        hidden.tables().reasons(),
                        hidden.tables().kinds(),
                        hidden.tables().releases())) {
            assertThat(table).allMatch(row -> row.indicators() >= 10);
            assertThat(table.stream().mapToLong(ToldGap.Row::indicators).sum())
                    .isEqualTo(hidden.all().indicators());
        }
        assertThat(hidden.tables().releasedBy(0)).isPositive();
        assertThat(hidden.finding()).isEqualTo(gap.finding());
        assertThat(told.notStated()).containsExactly(UNGRANTED);
        assertThat(told.reverse()).hasValue(gap.shares().reverse().count());
    }

    private static long readSince(World world) {
        Knowledge knowledge = Knowledge.of(world.catalogue(), world.side(), world.question());
        return IntStream.range(0, knowledge.indicators())
                .filter(i -> knowledge.hit(i) != Times.NEVER)
                .filter(i -> knowledge.isGap(i, knowledge.hit(i), world.question().delay()))
                .filter(i -> knowledge.offered(i) != Times.NEVER)
                .count();
    }

    @Test
    void whoGrantedNothingIsNotStatedAndNeverZero() {
        World world = granting(WorldPlan.usual(150).world(1), 0);
        ToldGap told = tell(world, List.of()).told();
        assertThat(told.hidden()).isEmpty();
        assertThat(told.reverse()).isEmpty();
        assertThat(told.notStated()).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void twoOwnersAreTooFew() {
        assertThat(tell(granting(WorldPlan.usual(150).world(1), 3), List.of()).told().hidden())
                .isEmpty();
        assertThat(tell(granting(WorldPlan.usual(150).world(1), 4), List.of()).told().hidden())
                .isPresent();
    }

    @Test
    void aHiddenObjectOfWhoGrantedNothingChangesNothing() {
        Cases.check(
                40,
                random -> {
                    World world = world(30 + random.nextInt(60), random.nextLong());
                    int handling =
                            random.nextBoolean()
                                    ? WorldPlan.FOR_MEMBERS
                                    : WorldPlan.FOR_MEMBERS_AND_NOT_TO_THE_PARTY;
                    int known = random.nextInt(world.catalogue().indicators());
                    long since = world.question().window().from() + random.nextInt(1_000_000);
                    Telling without = tell(world, List.of());
                    for (World more :
                            List.of(
                                    withHolding(world, known, since, handling),
                                    withIndicator(world, since, handling))) {
                        assertThat(tell(more, List.of())).isEqualTo(without);
                        assertThat(more.gap().shares()).isEqualTo(world.gap().shares());
                        assertThat(more.gap().finding()).isEqualTo(world.gap().finding());
                        assertThat(more.gap().reasons()).isEqualTo(world.gap().reasons());
                        assertThat(more.gap().releases()).isEqualTo(world.gap().releases());
                    }
                });
    }

    private static World withHolding(World world, int indicator, long since, int handling) {
        return with(world, indicator, since, handling, world.catalogue().indicators());
    }

    // One that only the hidden object names: it was looked for because of it, and hit the party.
    private static World withIndicator(World world, long since, int handling) {
        int n = world.catalogue().indicators();
        return with(world, n, since, handling, n + 1);
    }

    private static World with(
            World world, int indicator, long since, int handling, int indicators) {
        Catalogue was = world.catalogue();
        Catalogue catalogue =
                new Catalogue(
                        holdings(was.holdings(), indicator, since, handling, indicators),
                        extended(was.kind(), indicators, 0),
                        extended(was.week(), indicators, Catalogue.NO_WEEK),
                        extended(was.cluster(), indicators, was.indicators()));
        Others others = others(world, UNGRANTED, indicators, since + 100_000);
        Side side =
                new Side(
                        0,
                        sightings(world.side().sightings(), indicators, since + 200_000),
                        others,
                        world.side().rulings(),
                        world.side().mayGive());
        return new World(catalogue, side, world.question());
    }

    // What the first of them saw; what is more than there was hit them all.
    private static Others others(World world, int parties, int indicators, long at) {
        Others others = new Others(indicators);
        Window window = world.question().window();
        for (int party = 1; party < parties; party++) {
            int[] of = new int[indicators];
            long[] times = new long[indicators];
            int n = 0;
            for (int i = 0; i < indicators; i++) {
                boolean was = i < world.catalogue().indicators();
                if (!was || world.side().others().parties(i).contains(party)) {
                    of[n] = i;
                    times[n++] = was ? world.side().others().saw(i) : at;
                }
            }
            int[] once = new int[n];
            Arrays.fill(once, 1);
            Sightings.Columns columns =
                    new Sightings.Columns(
                            Arrays.copyOf(of, n),
                            Arrays.copyOf(times, n),
                            new int[n],
                            once,
                            new boolean[n]);
            others.add(party, Sightings.of(indicators, columns), window);
        }
        return others;
    }

    private static int[] extended(int[] column, int length, int more) {
        int[] extended = Arrays.copyOf(column, length);
        Arrays.fill(extended, column.length, length, more);
        return extended;
    }

    private static Holdings holdings(
            Holdings was, int indicator, long since, int handling, int indicators) {
        int n = was.start(was.indicators());
        int[] of = new int[n + 1];
        int[] owner = new int[n + 1];
        long[] from = new long[n + 1];
        int[] handled = new int[n + 1];
        for (int i = 0; i < was.indicators(); i++) {
            for (int row = was.start(i); row < was.start(i + 1); row++) {
                of[row] = i;
                owner[row] = was.owner(row);
                from[row] = was.since(row);
                handled[row] = was.handling(row);
            }
        }
        of[n] = indicator;
        owner[n] = UNGRANTED;
        from[n] = since;
        handled[n] = handling;
        return Holdings.of(
                new Holdings.Extent(indicators, was.owners(), was.handlings()),
                new Holdings.Columns(of, owner, from, handled));
    }

    private static Sightings sightings(Sightings was, int indicators, long at) {
        int rows = was.start(was.indicators());
        int n = rows + indicators - was.indicators();
        int[] of = new int[n];
        long[] times = new long[n];
        int[] asset = new int[n];
        int[] sessions = new int[n];
        boolean[] harmless = new boolean[n];
        for (int i = 0; i < was.indicators(); i++) {
            for (int row = was.start(i); row < was.start(i + 1); row++) {
                of[row] = i;
                times[row] = was.at(row);
                asset[row] = was.asset(row);
                sessions[row] = was.sessions(row);
                harmless[row] = !was.attack(row);
            }
        }
        for (int row = rows; row < n; row++) {
            of[row] = was.indicators();
            times[row] = at;
            sessions[row] = 3;
        }
        return Sightings.of(
                indicators, new Sightings.Columns(of, times, asset, sessions, harmless));
    }

    @Test
    void oneMoreThatIsGrantedIsNotToldAnew() {
        World world = world(150, 1);
        Telling first = tell(world, List.of());
        Kept kept = first.kept().orElseThrow();
        World fewer = new World(world.catalogue(), world.side(), world.question());
        int one = aHiddenOne(world);
        World without = hidingOne(fewer, one);
        assertThat(without.gap().shares().exposure().count())
                .isEqualTo(world.gap().shares().exposure().count() - 1);
        Telling second = tell(without, List.of(kept));
        assertThat(second.told().hidden()).isEqualTo(first.told().hidden());
        assertThat(second.kept()).isEmpty();
    }

    private static int aHiddenOne(World world) {
        Knowledge knowledge = Knowledge.of(world.catalogue(), world.side(), world.question());
        for (int i = 0; i < knowledge.indicators(); i++) {
            if (knowledge.hit(i) != Times.NEVER
                    && knowledge.offered(i) == Times.NEVER
                    && knowledge.isGap(i, knowledge.hit(i), world.question().delay())) {
                return i;
            }
        }
        throw new AssertionError("there is none");
    }

    // As if nobody had ever held it.
    private static World hidingOne(World world, int one) {
        Holdings was = world.catalogue().holdings();
        int gone = was.start(one + 1) - was.start(one);
        int n = was.start(was.indicators()) - gone;
        int[] of = new int[n];
        int[] owner = new int[n];
        long[] from = new long[n];
        int[] handled = new int[n];
        int next = 0;
        for (int i = 0; i < was.indicators(); i++) {
            for (int row = was.start(i); row < was.start(i + 1) && i != one; row++) {
                of[next] = i;
                owner[next] = was.owner(row);
                from[next] = was.since(row);
                handled[next++] = was.handling(row);
            }
        }
        Holdings holdings =
                Holdings.of(
                        new Holdings.Extent(was.indicators(), was.owners(), was.handlings()),
                        new Holdings.Columns(of, owner, from, handled));
        Catalogue all = world.catalogue();
        return new World(
                new Catalogue(holdings, all.kind(), all.week(), all.cluster()),
                world.side(),
                world.question());
    }

    @Test
    void aSmallGapIsNotToldNorThatThereIsNone() {
        World few = world(3, 1);
        World none = world(3, 1);
        none =
                new World(
                        none.catalogue(),
                        new Side(
                                0,
                                none.side().sightings(),
                                none.side().others(),
                                Rulings.permittingAll(WorldPlan.HANDLINGS),
                                none.side().mayGive()),
                        none.question());
        assertThat(none.gap().shares().exposure().count()).isZero();
        assertThat(tell(few, List.of()).told().hidden()).isEqualTo(Optional.empty());
        assertThat(tell(none, List.of()).told().hidden()).isEqualTo(Optional.empty());
    }
}
