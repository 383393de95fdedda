package org.commonwatch.insight.knowledge;

import java.util.Arrays;
import java.util.BitSet;

/**
 * For each indicator three times, as seen from the end of the window: when it was first known to
 * those who granted it, other than the party (K), when the party could first read it (R), and when
 * it was first in an attack on the party (H).
 */
public final class Knowledge {
    private final long[] known;
    private final long[] offered;
    private final long[] own;
    private final long[] hit;
    private final BitSet stated;

    private Knowledge(int indicators) {
        this.known = never(indicators);
        this.offered = never(indicators);
        this.own = never(indicators);
        this.hit = never(indicators);
        this.stated = new BitSet(indicators);
    }

    private static long[] never(int indicators) {
        long[] times = new long[indicators];
        Arrays.fill(times, Times.NEVER);
        return times;
    }

    /** Finds them. */
    public static Knowledge of(Catalogue catalogue, Side side, Question question) {
        catalogue.check(side);
        Knowledge all = new Knowledge(catalogue.indicators());
        Holdings holdings = catalogue.holdings();
        for (int i = 0; i < all.known.length; i++) {
            for (int row = holdings.start(i); row < holdings.start(i + 1); row++) {
                if (holdings.since(row) < question.window().to()) {
                    all.add(i, row, holdings, side, question);
                }
            }
            boolean shown = catalogue.week()[i] != Catalogue.NO_WEEK;
            if (shown) {
                all.stated.set(i);
            }
            if (shown || all.readable(i) != Times.NEVER) {
                all.hit[i] = question.window().seen(side.sightings().first(i));
            }
        }
        return all;
    }

    private void add(int i, int row, Holdings holdings, Side side, Question question) {
        long since = holdings.since(row);
        if (holdings.owner(row) == side.party()) {
            own[i] = Math.min(own[i], since);
            stated.set(i);
            return;
        }
        long read = question.window().seen(side.rulings().readable(holdings.handling(row), since));
        offered[i] = Math.min(offered[i], read);
        if (question.granted().get(holdings.owner(row))) {
            known[i] = Math.min(known[i], since);
            stated.set(i);
        } else if (read != Times.NEVER) {
            stated.set(i);
        }
    }

    public int indicators() {
        return known.length;
    }

    /** K: when those who granted it first held an indicator. */
    public long known(int indicator) {
        return known[indicator];
    }

    /** R: when the party could first read it. */
    public long readable(int indicator) {
        return Math.min(offered[indicator], own[indicator]);
    }

    /** When the party could first read what others held of it. */
    public long offered(int indicator) {
        return offered[indicator];
    }

    /** When the party first held it itself. */
    public long own(int indicator) {
        return own[indicator];
    }

    /**
     * H: when it was first in an attack on the party. Never, if telemetry does not show it by
     * itself and the party has never read of it: what was looked for only because of what is hidden
     * would tell of it.
     */
    public long hit(int indicator) {
        return hit[indicator];
    }

    /**
     * Whether anything may be said of an indicator: telemetry shows it by itself, the party holds
     * or read it, or an owner granted it.
     */
    public boolean stated(int indicator) {
        return stated.get(indicator);
    }

    /** Whether it was known and could not be read when it was seen. */
    public boolean isGap(int indicator, long seen, long delay) {
        return Times.later(known[indicator], delay) <= seen && seen < readable(indicator);
    }
}
