package org.commonwatch.insight.world;

import static org.commonwatch.insight.knowledge.Rulings.READABLE;
import static org.commonwatch.insight.knowledge.Times.BEGINNING;

import org.commonwatch.insight.knowledge.Blocks;
import org.commonwatch.insight.knowledge.Blocks.Block;
import org.commonwatch.insight.knowledge.Catalogue;
import org.commonwatch.insight.knowledge.Holdings;
import org.commonwatch.insight.knowledge.Others;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Rulings;
import org.commonwatch.insight.knowledge.Side;
import org.commonwatch.insight.knowledge.Sightings;
import org.commonwatch.insight.knowledge.Spans;
import org.commonwatch.insight.knowledge.Times;
import org.commonwatch.insight.knowledge.Window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** Draws one world. */
final class Drawing {
    private static final int KINDS = 3;
    private static final double NOISE_KNOWN = 0.1;
    // Of known sources of no campaign, those that party 0 has to do with all the same.
    private static final double HARMLESS = 0.2;
    // Of what hit party 0, how much it makes an indicator of its own.
    private static final double KEPT = 0.3;
    private static final long HOUR = 3_600;
    private static final long DAY = 24 * HOUR;
    private static final long START = 1_767_225_600L;
    private static final Window YEAR = new Window(START, START + 365 * DAY);

    private final WorldPlan plan;
    private final SplittableRandom random;

    private final List<int[]> indicators = new ArrayList<>();
    private final List<Hit> hits = new ArrayList<>();
    private final List<Long> cameUp = new ArrayList<>();
    private final List<Holding> holdings = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();

    private record Holding(int indicator, int owner, long since, int handling) {}

    /** What hit others. */
    private record Hit(int party, int indicator, long at) {}

    private record Sighting(int indicator, long at, int asset, int sessions, boolean harmless) {}

    Drawing(WorldPlan plan, SplittableRandom random) {
        this.plan = plan;
        this.random = random;
    }

    World world(long seed) {
        int hit = 0;
        int campaigns = 0;
        while (hit < plan.campaigns()) {
            hit += campaign(campaigns++) ? 1 : 0;
        }
        noise(campaigns);
        int n = indicators.size();
        int[] weeks = new int[n];
        for (int i = 0; i < n; i++) {
            long came = cameUp.get(i);
            weeks[i] = came == Times.NEVER ? Catalogue.NO_WEEK : (int) ((came - START) / (7 * DAY));
        }
        Catalogue catalogue =
                new Catalogue(
                        holdings(n),
                        indicators.stream().mapToInt(each -> each[1]).toArray(),
                        weeks,
                        indicators.stream().mapToInt(each -> each[0]).toArray());
        BitSet all = new BitSet();
        all.set(0, plan.parties());
        Side side = new Side(0, sightings(n), others(n), rulings(plan.rule()), Spans.NONE);
        return new World(catalogue, side, new Question(YEAR, DAY, all, seed));
    }

    // Whether it hit party 0.
    private boolean campaign(int number) {
        double log =
                plan.attackers().size().logMean()
                        + plan.attackers().size().logSpread() * random.nextGaussian();
        int size = Math.max(1, Math.min(2_000, (int) Math.round(Math.exp(log))));
        int first = indicators.size();
        int kind = random.nextInt(KINDS);
        long start = START + (long) (random.nextDouble() * 300 * DAY);
        for (int i = 0; i < size; i++) {
            indicators.add(new int[] {number, kind});
            cameUp.add(Times.NEVER);
        }
        boolean hit = false;
        for (int party = 0; party < plan.parties(); party++) {
            if (random.nextDouble() < plan.attackers().victim()) {
                hit |= attack(party, first, size, start);
            }
        }
        if (plan.sharing().unrelated() && random.nextDouble() < plan.sharing().chance()) {
            for (int i = first; i < first + size; i++) {
                share(i, 1 + random.nextInt(plan.parties() - 1), anyTime());
            }
        }
        return hit;
    }

    // Sources that others saw once, each by itself.
    private void noise(int campaigns) {
        for (int k = 0; k < 52 * plan.attackers().noise(); k++) {
            int i = indicators.size();
            indicators.add(new int[] {campaigns + k, random.nextInt(KINDS)});
            long at = anyTime();
            hits.add(new Hit(1 + k % (plan.parties() - 1), i, at));
            cameUp.add(at);
            double known = plan.sharing().unrelated() ? plan.sharing().chance() : NOISE_KNOWN;
            if (random.nextDouble() < known) {
                share(i, 1 + random.nextInt(plan.parties() - 1), anyTime());
                if (random.nextDouble() < HARMLESS) {
                    sightings.add(new Sighting(i, anyTime() / HOUR * HOUR, 0, 1, true));
                }
            }
        }
    }

    private long anyTime() {
        return START + (long) (random.nextDouble() * 365 * DAY);
    }

    private long within(double days) {
        return (long) (random.nextExponential() * days * DAY);
    }

    private boolean attack(int party, int first, int size, long start) {
        long arrival = start + within(plan.attackers().days());
        int handling = random.nextInt(WorldPlan.HANDLINGS);
        boolean hit = false;
        for (int i = first; i < first + size; i++) {
            if (random.nextDouble() < plan.attackers().reuse()) {
                long at = (arrival + within(2)) / HOUR * HOUR;
                if (at >= YEAR.to()) {
                    continue;
                }
                cameUp.set(i, Math.min(cameUp.get(i), at));
                if (party == 0) {
                    hit = true;
                    sights(i, at);
                } else {
                    hits.add(new Hit(party, i, at));
                    if (!plan.sharing().unrelated()
                            && random.nextDouble() < plan.sharing().chance()) {
                        holdings.add(
                                new Holding(
                                        i, party, at + within(plan.sharing().days()), handling));
                    }
                }
            }
        }
        return hit;
    }

    private void share(int indicator, int owner, long since) {
        int handling = random.nextInt(WorldPlan.HANDLINGS);
        holdings.add(new Holding(indicator, owner, since, handling));
    }

    private void sights(int indicator, long at) {
        if (random.nextDouble() < KEPT) {
            holdings.add(new Holding(indicator, 0, at + HOUR, WorldPlan.NOT_TO_THE_PARTY));
        }
        int hours = 1 + random.nextInt(6);
        long next = at;
        for (int k = 0; k < hours; k++) {
            sightings.add(
                    new Sighting(
                            indicator, next, random.nextInt(20), 1 + random.nextInt(3), false));
            next += (1 + random.nextInt(72)) * HOUR;
        }
    }

    private Holdings holdings(int n) {
        return Holdings.of(
                new Holdings.Extent(n, plan.parties(), WorldPlan.HANDLINGS),
                new Holdings.Columns(
                        holdings.stream().mapToInt(Holding::indicator).toArray(),
                        holdings.stream().mapToInt(Holding::owner).toArray(),
                        holdings.stream().mapToLong(Holding::since).toArray(),
                        holdings.stream().mapToInt(Holding::handling).toArray()));
    }

    private Others others(int n) {
        Others others = new Others(n);
        for (int party = 1; party < plan.parties(); party++) {
            int of = party;
            List<Hit> own = hits.stream().filter(hit -> hit.party == of).toList();
            int[] once = new int[own.size()];
            Arrays.fill(once, 1);
            Sightings.Columns columns =
                    new Sightings.Columns(
                            own.stream().mapToInt(Hit::indicator).toArray(),
                            own.stream().mapToLong(Hit::at).toArray(),
                            new int[own.size()],
                            once,
                            new boolean[own.size()]);
            others.add(party, Sightings.of(n, columns), YEAR);
        }
        return others;
    }

    private Sightings sightings(int n) {
        boolean[] harmless = new boolean[sightings.size()];
        for (int row = 0; row < harmless.length; row++) {
            harmless[row] = sightings.get(row).harmless;
        }
        return Sightings.of(
                n,
                new Sightings.Columns(
                        sightings.stream().mapToInt(Sighting::indicator).toArray(),
                        sightings.stream().mapToLong(Sighting::at).toArray(),
                        sightings.stream().mapToInt(Sighting::asset).toArray(),
                        sightings.stream().mapToInt(Sighting::sessions).toArray(),
                        harmless));
    }

    /** Grounds: 0 the standing is too low, 1 a caveat; acts: 0 a standing, 1 the caveat lifted. */
    static Rulings rulings(WorldPlan.Rule rule) {
        if (rule == WorldPlan.Rule.ALL_IS_PERMITTED) {
            return Rulings.permittingAll(WorldPlan.HANDLINGS);
        }
        boolean member = rule == WorldPlan.Rule.MEMBER_UNDER_CAVEATS;
        Blocks blocks =
                Blocks.of(
                        List.of(
                                new Block(List.of(List.of(0)), List.of(List.of(0))),
                                new Block(List.of(List.of(1)), List.of(List.of(1))),
                                new Block(
                                        List.of(List.of(0), List.of(1)), List.of(List.of(0, 1)))));
        int standing = member ? READABLE : 0;
        int both = member ? 1 : 2;
        int[] start = {0, 1, 2, 4, 5, 6};
        long[] from = new long[6];
        Arrays.fill(from, BEGINNING);
        from[3] = START + 180 * DAY;
        int[] state = {READABLE, standing, standing, READABLE, 1, both};
        return Rulings.of(new Rulings.Periods(start, from, state), blocks);
    }
}
