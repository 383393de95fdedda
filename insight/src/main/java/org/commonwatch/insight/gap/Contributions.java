package org.commonwatch.insight.gap;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.knowledge.Holdings;
import org.commonwatch.insight.knowledge.Window;

import java.util.BitSet;

/**
 * What each source has that others have not: the measures of Li et al., Reading the Tea Leaves: A
 * Comparative Analysis of Threat Intelligence, USENIX Security 2019, section 3.
 */
public final class Contributions {
    /** No more owners are compared with each other. */
    public static final int OWNERS_LIMIT = 1_000;

    private final long[][] shared;
    private final long[] alone;

    private Contributions(int owners) {
        this.shared = new long[owners][owners];
        this.alone = new long[owners];
    }

    /**
     * Compares what owners held by the end of a window.
     *
     * @param granted owners that may be compared; of others nothing is counted
     */
    public static Contributions of(Holdings holdings, Window window, BitSet granted) {
        if (holdings.owners() > OWNERS_LIMIT) {
            throw new InsightRefusedException(
                    new InsightRefusal.OutOfRange(
                            "number of owners",
                            Integer.toString(holdings.owners()),
                            "no more than " + OWNERS_LIMIT + " to compare"));
        }
        Contributions all = new Contributions(holdings.owners());
        BitSet by = new BitSet(holdings.owners());
        for (int i = 0; i < holdings.indicators(); i++) {
            by.clear();
            for (int row = holdings.start(i); row < holdings.start(i + 1); row++) {
                if (holdings.since(row) < window.to() && granted.get(holdings.owner(row))) {
                    by.set(holdings.owner(row));
                }
            }
            all.add(by);
        }
        return all;
    }

    private void add(BitSet by) {
        int first = by.nextSetBit(0);
        if (first >= 0 && by.nextSetBit(first + 1) < 0) {
            alone[first]++;
            shared[first][first]++;
            return;
        }
        for (int a = first; a >= 0; a = by.nextSetBit(a + 1)) {
            for (int b = first; b >= 0; b = by.nextSetBit(b + 1)) {
                shared[a][b]++;
            }
        }
    }

    /** How many indicators an owner held. */
    public long volume(int owner) {
        return shared[owner][owner];
    }

    /** Of what one held, how much another held too. */
    public Share overlap(int owner, int other) {
        return new Share(shared[owner][other], volume(owner));
    }

    /** Of what one held, how much another did not. */
    public Share differential(int owner, int other) {
        return new Share(volume(owner) - shared[owner][other], volume(owner));
    }

    /** Of what one held, how much nobody else did. */
    public Share exclusive(int owner) {
        return new Share(alone[owner], volume(owner));
    }
}
