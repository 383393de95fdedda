package org.commonwatch.benchmarks;

import org.commonwatch.insight.gap.Gap;
import org.commonwatch.insight.knowledge.Blocks;
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

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the gap of each of many parties takes, over a year: each party is hit by one in twenty of
 * the indicators, in twenty hours each.
 *
 * <p>Arguments: indicators, parties, threads. What is drawn is made before the clock starts;
 * sorting the sightings counts.
 */
public final class GapCost {
    private static final int HANDLINGS = 5_000;
    private static final int BLOCKS = 200;
    private static final int KINDS = 58;
    private static final int HOURS_EACH = 20;
    private static final int ONE_IN = 20;
    private static final int DIFFERENT = 10;
    private static final long HOUR = 3_600;
    private static final long DAY = 24 * HOUR;
    private static final Window YEAR = new Window(1_767_225_600L, 1_767_225_600L + 365 * DAY);

    private GapCost() {}

    public static void main(String[] arguments) throws Exception {
        int indicators = Integer.parseInt(arguments[0]);
        int parties = Integer.parseInt(arguments[1]);
        int threads = Integer.parseInt(arguments[2]);
        Catalogue catalogue = catalogue(indicators, parties);
        // Of more parties memory would not hold them; those that are left saw the same.
        List<Sightings> all = new ArrayList<>();
        for (int party = 0; party < Math.min(parties, DIFFERENT); party++) {
            all.add(Sightings.of(indicators, Drawn.of(indicators, party).sightings));
        }
        AtomicLong nanos = new AtomicLong();
        AtomicLong gaps = new AtomicLong();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int party = 0; party < parties; party++) {
                int of = party;
                running.add(
                        pool.submit(() -> {
                            Drawn drawn = Drawn.of(indicators, of);
                            long start = cpu();
                            gaps.addAndGet(gap(catalogue, all, drawn, of));
                            nanos.addAndGet(cpu() - start);
                        }));
            }
            for (var each : running) {
                each.get();
            }
        }
        double seconds = nanos.get() / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%,d indicators, %d parties: %.2f CPU-s, %.3f a party; %,d in gaps%n",
                indicators,
                parties,
                seconds,
                seconds / parties,
                gaps.get());
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long gap(Catalogue catalogue, List<Sightings> all, Drawn drawn, int party) {
        BitSet granted = new BitSet();
        granted.set(0, catalogue.holdings().owners());
        Sightings sightings = Sightings.of(catalogue.indicators(), drawn.sightings);
        Others others = new Others(catalogue.indicators());
        for (int other = 0; other < catalogue.holdings().owners(); other++) {
            if (other != party) {
                others.add(other, all.get(other % all.size()), YEAR);
            }
        }
        Side side = new Side(party, sightings, others, drawn.rulings, Spans.NONE);
        return Gap.of(catalogue, side, new Question(YEAR, DAY, granted, party))
                .shares()
                .exposure()
                .count();
    }

    private static Catalogue catalogue(int n, int parties) {
        SplittableRandom random = new SplittableRandom(42);
        int rows = n + n / 2;
        int[] indicator = new int[rows];
        int[] owner = new int[rows];
        long[] since = new long[rows];
        int[] handling = new int[rows];
        for (int row = 0; row < rows; row++) {
            indicator[row] = row < n ? row : random.nextInt(n);
            owner[row] = random.nextInt(parties);
            since[row] = YEAR.from() + random.nextLong(365 * DAY);
            handling[row] = random.nextInt(HANDLINGS);
        }
        int[] kind = new int[n];
        int[] week = new int[n];
        int[] cluster = new int[n];
        for (int i = 0; i < n; i++) {
            kind[i] = random.nextInt(KINDS);
            week[i] = random.nextInt(52);
            cluster[i] = i / 20;
        }
        Holdings holdings =
                Holdings.of(
                        new Holdings.Extent(n, parties, HANDLINGS),
                        new Holdings.Columns(indicator, owner, since, handling));
        return new Catalogue(holdings, kind, week, cluster);
    }

    @SuppressWarnings("ArrayRecordComponent") // millions of rows, which nobody compares
    private record Drawn(Sightings.Columns sightings, Rulings rulings) {
        static Drawn of(int n, int party) {
            SplittableRandom random = new SplittableRandom(party);
            int rows = n / ONE_IN * HOURS_EACH;
            int[] indicator = new int[rows];
            long[] at = new long[rows];
            int[] asset = new int[rows];
            int[] sessions = new int[rows];
            for (int row = 0; row < rows; row++) {
                // In the order of time, as telemetry comes.
                at[row] = YEAR.from() + 365 * DAY / rows * row / HOUR * HOUR;
                indicator[row] = random.nextInt(n / ONE_IN) * ONE_IN + party % ONE_IN;
                asset[row] = random.nextInt(100);
                sessions[row] = 1 + random.nextInt(4);
            }
            return new Drawn(
                    new Sightings.Columns(indicator, at, asset, sessions, new boolean[rows]),
                    rulings(random));
        }

        private static Rulings rulings(SplittableRandom random) {
            List<Blocks.Block> blocks = new ArrayList<>();
            for (int block = 0; block < BLOCKS; block++) {
                blocks.add(
                        new Blocks.Block(
                                List.of(List.of(block / 4), List.of(100 + block % 7)),
                                List.of(List.of(block / 8), List.of(block, 300))));
            }
            int[] start = new int[HANDLINGS + 1];
            long[] from = new long[2 * HANDLINGS];
            int[] state = new int[2 * HANDLINGS];
            for (int handling = 0; handling < HANDLINGS; handling++) {
                int first = 2 * handling;
                start[handling + 1] = first + 2;
                from[first] = Times.BEGINNING;
                state[first] = random.nextInt(BLOCKS);
                from[first + 1] = YEAR.from() + random.nextLong(2 * 365 * DAY);
                state[first + 1] = random.nextInt(3) == 0 ? Rulings.READABLE : state[first];
            }
            return Rulings.of(new Rulings.Periods(start, from, state), Blocks.of(blocks));
        }
    }
}
