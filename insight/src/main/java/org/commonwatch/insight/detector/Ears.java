package org.commonwatch.insight.detector;

import org.commonwatch.insight.regression.Counts;
import org.commonwatch.insight.series.Series;

import java.util.ArrayList;
import java.util.List;

/**
 * The Early Aberration Reporting System's three rules, for short histories.
 *
 * <p>Hutwagner et al., The bioterrorism preparedness and response Early Aberration Reporting
 * System, J. Urban Health 80 (2003); Fricker, Hegler and Dunfee, Comparing syndromic surveillance
 * detection methods, Statistics in Medicine 27 (2008), section 2.1. The score is the rule's own
 * statistic, in standard deviations of the baseline. A period that was not watched raises no alarm.
 *
 * @param baseline how many periods tell what is usual
 * @param minSigma the least standard deviation that is believed
 * @param alpha the probability of an alarm in a period with nothing to it, were counts normal
 */
public record Ears(Rule rule, int baseline, double minSigma, double alpha) implements Detector {
    /** Which of the three. */
    public enum Rule {
        /** The periods just before tell what is usual. */
        C1,
        /** The two periods before are left out, so that an increase does not hide itself. */
        C2,
        /** As C2, with what exceeded one deviation in the two periods before. */
        C3,
        /**
         * As C3, but the judged period's own excess is left out, so that the alarm comes a period
         * later. The R package surveillance (1.20.3) computes it so; it is here to be compared.
         */
        C3_LATE
    }

    private static final int LAG = 2;

    public Ears {
        Detector.require(baseline >= 3, "EARS baseline", baseline, "three periods or more");
        Detector.require(minSigma >= 0, "EARS least deviation", minSigma, "zero or more");
        Detector.require(alpha > 0 && alpha < 0.5, "EARS alpha", alpha, "between 0 and 0.5");
    }

    /** The rule as the Centers for Disease Control use it. */
    public static Ears usual(Rule rule) {
        return new Ears(rule, 7, 0, rule.compareTo(Rule.C3) >= 0 ? 0.025 : 0.001);
    }

    @Override
    public int reach() {
        return switch (rule) {
            case C1 -> baseline;
            case C2 -> baseline + LAG;
            case C3, C3_LATE -> baseline + 2 * LAG;
        };
    }

    @Override
    public List<Verdict> scan(Series series, int from, int to) {
        Detector.check(this, series, from, to);
        double z = Counts.normalQuantile(1 - alpha);
        List<Verdict> verdicts = new ArrayList<>();
        for (int t = from; t < to; t++) {
            verdicts.add(judge(series, t, z));
        }
        return List.copyOf(verdicts);
    }

    private Verdict judge(Series series, int t, double z) {
        Usual usual = usual(series, t);
        long count = series.count(t);
        double own = usual.score(count);
        double bound = usual.mean() + z * usual.deviation();
        double score = own;
        if (rule == Rule.C3) {
            double carried = carried(series, t);
            double lacking = Math.max(0, z - carried);
            bound = lacking == 0 ? 0 : usual.mean() + (lacking + 1) * usual.deviation();
            score = carried + excess(own);
        } else if (rule == Rule.C3_LATE) {
            score = carried(series, t);
            bound = Math.max(0, count + usual.deviation() * (z - score));
        }
        boolean alarm = rule == Rule.C3 ? score >= z : count > bound;
        return new Verdict(t, count, usual.mean(), bound, score, alarm && !series.missing(t));
    }

    private record Usual(double mean, double deviation) {
        double score(long count) {
            return (count - mean) / deviation;
        }
    }

    // Per exposure, so that a period watched by half the sensors is not a quiet one.
    private Usual usual(Series series, int t) {
        int end = rule == Rule.C1 ? t : t - LAG;
        double sum = 0;
        int watched = 0;
        for (int i = end - baseline; i < end; i++) {
            if (!series.missing(i)) {
                sum += series.count(i) / series.exposure(i);
                watched++;
            }
        }
        double exposure = series.exposure(t);
        double mean = sum / watched;
        double squares = 0;
        for (int i = end - baseline; i < end; i++) {
            if (!series.missing(i)) {
                double off = series.count(i) / series.exposure(i) - mean;
                squares += off * off;
            }
        }
        double deviation = Math.sqrt(squares / (watched - 1)) * exposure;
        return new Usual(mean * exposure, Math.max(minSigma, deviation));
    }

    private double carried(Series series, int t) {
        double carried = 0;
        for (int i = t - LAG; i < t; i++) {
            carried += series.missing(i) ? 0 : excess(usual(series, i).score(series.count(i)));
        }
        return carried;
    }

    // Where nothing varied and nothing changed the score is no number; only C3_LATE keeps it.
    private double excess(double score) {
        return Double.isNaN(score) && rule == Rule.C3 ? 0 : Math.max(0, score - 1);
    }
}
