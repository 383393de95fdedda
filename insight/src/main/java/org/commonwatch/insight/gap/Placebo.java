package org.commonwatch.insight.gap;

import org.commonwatch.insight.knowledge.Catalogue;
import org.commonwatch.insight.knowledge.Knowledge;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Times;

import java.util.Arrays;

/**
 * What the gap would be, had the same been known of other indicators: what is known of each, with
 * when it was offered to the party, is permuted among those of one kind that came up in the same
 * week. The mean over all permutations is exact; none is drawn.
 */
final class Placebo {
    private final Catalogue catalogue;
    private final Question question;
    private final Knowledge knowledge;

    Placebo(Catalogue catalogue, Question question, Knowledge knowledge) {
        this.catalogue = catalogue;
        this.question = question;
        this.knowledge = knowledge;
    }

    /**
     * How much the gap exceeds its mean, in indicators.
     *
     * @param total of all indicators that can be compared
     * @param taken how much of it each cluster takes with it when it is left out. These vary as the
     *     total does, also where a cluster is most of what it is compared with
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Excess(double total, double[] taken) {}

    /** The excess of the gap. */
    Excess excess(int clusters) {
        int[] stratum = strata();
        int count = Arrays.stream(stratum).max().orElse(-1) + 1;
        int[] start = new int[count + 1];
        for (int each : stratum) {
            if (each >= 0) {
                start[each + 1]++;
            }
        }
        for (int s = 0; s < count; s++) {
            start[s + 1] += start[s];
        }
        int[] next = start.clone();
        int[] members = new int[start[count]];
        for (int i : byCluster(clusters)) {
            if (stratum[i] >= 0) {
                members[next[stratum[i]]++] = i;
            }
        }
        double[] taken = new double[clusters];
        double total = 0;
        for (int s = 0; s < count; s++) {
            total += add(members, start[s], start[s + 1], taken);
        }
        return new Excess(total, taken);
    }

    // Of what has no week, none.
    private int[] strata() {
        int[] weeks = catalogue.week();
        int last = Arrays.stream(weeks).max().orElse(-1) + 1;
        int[] stratum = new int[weeks.length];
        for (int i = 0; i < weeks.length; i++) {
            stratum[i] = weeks[i] == Catalogue.NO_WEEK ? -1 : catalogue.kind()[i] * last + weeks[i];
        }
        return stratum;
    }

    private int[] byCluster(int clusters) {
        int[] next = new int[clusters + 1];
        for (int cluster : catalogue.cluster()) {
            next[cluster + 1]++;
        }
        for (int c = 0; c < clusters; c++) {
            next[c + 1] += next[c];
        }
        int[] order = new int[catalogue.indicators()];
        for (int i = 0; i < order.length; i++) {
            order[next[catalogue.cluster()[i]]++] = i;
        }
        return order;
    }

    // Of one stratum, whose members come cluster after cluster.
    private double add(int[] members, int from, int to, double[] taken) {
        long[] hits = hits(members, from, to);
        if (hits.length == 0) {
            return 0;
        }
        // Of each hit, how many members' knowledge would have made it one of the gap.
        long[] covered = new long[hits.length + 1];
        long gaps = 0;
        for (int k = from; k < to; k++) {
            int i = members[k];
            covered[before(hits, known(i))]++;
            covered[before(hits, offered(i))]--;
            gaps += isGap(i) ? 1 : 0;
        }
        long pairs = 0;
        for (int h = 0; h < hits.length; h++) {
            covered[h + 1] += covered[h];
            pairs += covered[h];
        }
        double excess = gaps - pairs / (double) (to - from);
        for (int first = from; first < to; ) {
            int cluster = catalogue.cluster()[members[first]];
            int last = first;
            while (last < to && catalogue.cluster()[members[last]] == cluster) {
                last++;
            }
            long[] own = hits(members, first, last);
            long gapsLeft = gaps;
            long pairsLeft = pairs;
            for (long hit : own) {
                pairsLeft -= covered[before(hits, hit)];
            }
            for (int k = first; k < last; k++) {
                int i = members[k];
                gapsLeft -= isGap(i) ? 1 : 0;
                pairsLeft -= before(hits, offered(i)) - before(hits, known(i));
                pairsLeft += before(own, offered(i)) - before(own, known(i));
            }
            int left = to - from - (last - first);
            taken[cluster] += excess - (left == 0 ? 0 : gapsLeft - pairsLeft / (double) left);
            first = last;
        }
        return excess;
    }

    private long[] hits(int[] members, int from, int to) {
        long[] hits = new long[to - from];
        int count = 0;
        for (int k = from; k < to; k++) {
            if (open(members[k])) {
                hits[count++] = knowledge.hit(members[k]);
            }
        }
        hits = Arrays.copyOf(hits, count);
        Arrays.sort(hits);
        return hits;
    }

    // Whether it hit the party, and the party did not hold it itself by then.
    private boolean open(int indicator) {
        long hit = knowledge.hit(indicator);
        return question.window().contains(hit) && hit < knowledge.own(indicator);
    }

    private boolean isGap(int indicator) {
        return open(indicator)
                && knowledge.isGap(indicator, knowledge.hit(indicator), question.delay());
    }

    private long known(int indicator) {
        return Times.later(knowledge.known(indicator), question.delay());
    }

    // What was offered before it was of use is as if it had never been withheld.
    private long offered(int indicator) {
        return Math.max(known(indicator), knowledge.offered(indicator));
    }

    // How many hits were before a time.
    private static int before(long[] hits, long time) {
        int low = 0;
        int high = hits.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (hits[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
