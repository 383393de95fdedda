package org.commonwatch.insight.detector;

import org.commonwatch.insight.regression.Counts;
import org.commonwatch.insight.series.Series;

import java.util.ArrayList;
import java.util.List;

/**
 * What is usual at this time of the year, from years before; past outbreaks count for less.
 *
 * <p>{@link #original}: Farrington, Andrews, Beale and Catchpole, A statistical algorithm for the
 * early detection of outbreaks of infectious disease, J. R. Statist. Soc. A 159 (1996). {@link
 * #improved}: Noufaily, Enki, Farrington, Garthwaite, Andrews and Charlett, An improved algorithm
 * for outbreak detection in multiple surveillance systems, Statistics in Medicine 32 (2013). The
 * score is the exceedance of the first paper's section 3.7: above one is an alarm.
 *
 * @param edition which of the two reckons with what is uncertain
 */
public record Farrington(Edition edition, Reference reference, Model model, Bound bound)
        implements Detector {

    /** How what is uncertain about the expected count is reckoned with. */
    public enum Edition {
        /** The expected count's variance with the dispersion, no less than a Poisson's. */
        ORIGINAL,
        /**
         * As the reference implementation has it: the dispersion as estimated and, once past
         * outbreaks count for less, that of counts relative to their mean. It makes narrower
         * intervals where counts are high.
         */
        IMPROVED
    }

    /** How the bound is made of the expected count and of what is uncertain about it. */
    public enum Threshold {
        /** A normal interval of the count's power 2/3, which has no skew: 1996, section 3.6. */
        TWO_THIRDS_POWER,
        /** A normal interval of the square root, whose variance is stable. */
        SQUARE_ROOT,
        /** A normal interval of the count itself. */
        UNTRANSFORMED,
        /** A quantile of the negative binomial around the expected count: 2013, section 3.4. */
        NEGATIVE_BINOMIAL,
        /** Likewise around the expected count's own upper bound. */
        UNSURE_NEGATIVE_BINOMIAL
    }

    /**
     * Which periods tell what is usual.
     *
     * @param season after how many periods things repeat, usually a year
     * @param seasonsBack how many of them are looked at
     * @param halfWindow how many periods on either side are the same time of the season
     * @param guard how many periods before the judged one are not looked at
     * @param levels of the season: one looks at the same time of earlier seasons alone, more at all
     *     times, of which the same time is one level
     */
    public record Reference(int season, int seasonsBack, int halfWindow, int guard, int levels) {
        public Reference {
            Detector.require(season >= 2, "season", season, "two periods or more");
            Detector.require(seasonsBack >= 1, "number of seasons", seasonsBack, "one or more");
            Detector.require(
                    halfWindow >= 0 && 2 * halfWindow + 1 <= season,
                    "half window",
                    halfWindow,
                    "zero or more, and a window no longer than the season");
            Detector.require(guard >= 0 && guard < season, "guard", guard, "zero to a season");
            Detector.require(
                    levels == 1 || (levels >= 2 && levels <= season - 2 * halfWindow),
                    "number of levels",
                    levels,
                    "one, or no more than there are periods outside of the window, and one");
        }
    }

    /**
     * What explains a count.
     *
     * @param reweightAbove from which Anscombe residual on a past period counts for less; infinite
     *     if none should
     * @param trendBelow the p-value under which a trend is kept: zero for none, one for always
     * @param byExposure whether counts are expected to follow the exposure
     */
    public record Model(double reweightAbove, double trendBelow, boolean byExposure) {
        public Model {
            Detector.require(
                    reweightAbove > 0, "residual to reweight from", reweightAbove, "above 0");
            Detector.require(
                    trendBelow >= 0 && trendBelow <= 1, "p-value of a trend", trendBelow, "0 to 1");
        }
    }

    /**
     * From where on there is an alarm.
     *
     * @param alpha the probability of an alarm in a period with nothing to it
     * @param threshold how the bound is made
     * @param enough how many cases the last periods must have for an alarm
     * @param enoughWithin how many periods that is, the judged one among them
     */
    public record Bound(double alpha, Threshold threshold, long enough, int enoughWithin) {
        public Bound {
            Detector.require(alpha > 0 && alpha < 1, "alpha", alpha, "between 0 and 1");
            Detector.require(enough >= 0, "number of cases", enough, "zero or more");
            Detector.require(
                    enoughWithin >= 1, "number of last periods", enoughWithin, "one or more");
        }
    }

    /** As of 1996: a two-sided interval of 95 %. */
    public static Farrington original(int season) {
        return new Farrington(
                Edition.ORIGINAL,
                new Reference(season, 5, 3, 3, 1),
                new Model(1, 0.05, false),
                new Bound(0.025, Threshold.TWO_THIRDS_POWER, 5, 4));
    }

    /** As of 2013: all of the season in ten levels, half a year's guard, the trend kept. */
    public static Farrington improved(int season) {
        return new Farrington(
                Edition.IMPROVED,
                new Reference(season, 5, 3, season / 2, 10),
                new Model(2.58, 1, false),
                new Bound(0.05, Threshold.NEGATIVE_BINOMIAL, 5, 4));
    }

    @Override
    public int reach() {
        return reference.season() * reference.seasonsBack() + reference.halfWindow();
    }

    @Override
    public List<Verdict> scan(Series series, int from, int to) {
        Detector.check(this, series, from, to);
        List<Verdict> verdicts = new ArrayList<>();
        for (int t = from; t < to; t++) {
            verdicts.add(judge(series, t));
        }
        return List.copyOf(verdicts);
    }

    private Verdict judge(Series series, int t) {
        long count = series.count(t);
        var usual = UsualLevel.fit(this, series, t);
        if (usual.isEmpty()) {
            return new Verdict(t, count, Double.NaN, Double.NaN, 0, false);
        }
        UsualLevel level = usual.get();
        double limit = limit(level);
        double score = (count - level.mean()) / (limit - level.mean());
        boolean judged = !series.missing(t) && enough(series, t);
        return new Verdict(
                t,
                count,
                level.mean(),
                judged ? limit : Double.NaN,
                judged ? score : 0,
                judged && count > limit);
    }

    private boolean enough(Series series, int t) {
        long sum = 0;
        for (int i = Math.max(0, t - bound.enoughWithin() + 1); i <= t; i++) {
            sum += series.count(i);
        }
        return sum >= bound.enough();
    }

    private double limit(UsualLevel level) {
        double mean = level.mean();
        double z = Counts.normalQuantile(1 - bound.alpha());
        double spread = level.dispersion() + mean * level.logVariance();
        return switch (bound.threshold()) {
            case TWO_THIRDS_POWER ->
                    power(
                            Math.pow(mean, 2.0 / 3)
                                    + z * Math.sqrt(4.0 / 9 * Math.cbrt(mean) * spread),
                            1.5);
            case SQUARE_ROOT -> power(Math.sqrt(mean) + z * Math.sqrt(spread / 4), 2);
            case UNTRANSFORMED -> mean + z * Math.sqrt(mean * spread);
            case NEGATIVE_BINOMIAL -> quantile(mean, level.dispersion());
            case UNSURE_NEGATIVE_BINOMIAL ->
                    quantile(
                            Math.exp(Math.log(mean) + z * Math.sqrt(level.logVariance())),
                            level.dispersion());
        };
    }

    private static double power(double value, double exponent) {
        return Math.pow(Math.max(0, value), exponent);
    }

    private double quantile(double mean, double dispersion) {
        double size = dispersion > 1 ? mean / (dispersion - 1) : Double.POSITIVE_INFINITY;
        return Counts.quantile(1 - bound.alpha(), mean, size);
    }
}
