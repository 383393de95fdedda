package org.commonwatch.insight.survival;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The product-limit estimate of how long things take (Kaplan and Meier, 1958), where those that
 * have not happened yet count for as long as they were waited for.
 */
public final class KaplanMeier {
    // Each time, and what shares are left after it.
    private final double[] times;
    private final double[] left;
    private final int count;
    private final int censored;

    private KaplanMeier(double[] times, double[] left, int count, int censored) {
        this.times = times;
        this.left = left;
        this.count = count;
        this.censored = censored;
    }

    /**
     * Estimates.
     *
     * @param waited how long each took, or was waited for
     * @param happened whether it happened then
     */
    public static KaplanMeier of(double[] waited, boolean[] happened) {
        double[] yes = new double[waited.length];
        double[] no = new double[waited.length];
        int events = 0;
        int others = 0;
        for (int i = 0; i < waited.length; i++) {
            if (happened[i]) {
                yes[events++] = waited[i];
            } else {
                no[others++] = waited[i];
            }
        }
        yes = Arrays.copyOf(yes, events);
        no = Arrays.copyOf(no, others);
        Arrays.sort(yes);
        Arrays.sort(no);
        double[] times = new double[events];
        double[] left = new double[events];
        int steps = 0;
        int gone = 0;
        double share = 1;
        for (int i = 0; i < events; ) {
            int same = i;
            while (same < events && yes[same] == yes[i]) {
                same++;
            }
            // What was waited for just as long was still there.
            while (gone < others && no[gone] < yes[i]) {
                gone++;
            }
            share *= 1 - (same - i) / (double) (waited.length - i - gone);
            times[steps] = yes[i];
            left[steps++] = share;
            i = same;
        }
        return new KaplanMeier(
                Arrays.copyOf(times, steps), Arrays.copyOf(left, steps), waited.length, others);
    }

    /** How many there were. */
    public int count() {
        return count;
    }

    /** Of how many it is only known that they took longer. */
    public int censored() {
        return censored;
    }

    /** The share that took longer than a time. */
    public double longerThan(double time) {
        int at = Arrays.binarySearch(times, time);
        int steps = at >= 0 ? at + 1 : -at - 1;
        return steps == 0 ? 1 : left[steps - 1];
    }

    /** The time within which so large a share had happened; empty if so many have not yet. */
    public OptionalDouble quantile(double share) {
        for (int i = 0; i < left.length; i++) {
            if (left[i] <= 1 - share + 1e-12) {
                return OptionalDouble.of(times[i]);
            }
        }
        return OptionalDouble.empty();
    }
}
