package org.commonwatch.insight.regression;

import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.special.Gamma;

import java.util.Map;
import java.util.TreeMap;

/** The size of a negative binomial around means that are given, by maximum likelihood. */
final class Overdispersion {
    private static final double LEAST = Math.log(1e-4);
    // Beyond, a Poisson cannot be told from it.
    private static final double GREATEST = Math.log(1e6);
    private static final double PRECISION = 1e-12;
    private static final int EVALUATIONS = 200;
    // How far, in logarithms, the size is from a guess at most, as a rule.
    private static final double NEAR = 0.1;

    private final Rows rows;
    private final double[] means;
    // How much each count weighs: the digamma function is dear, and small counts are often alike.
    private final double[] counts;
    private final double[] weights;
    private final double weight;

    private Overdispersion(Rows rows, double[] means) {
        this.rows = rows;
        this.means = means;
        Map<Double, Double> different = new TreeMap<>();
        double sum = 0;
        for (int i = 0; i < means.length; i++) {
            double each = rows.weights()[i];
            if (each > 0) {
                different.merge(rows.counts()[i], each, Double::sum);
                sum += each;
            }
        }
        this.counts = different.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        this.weights = different.values().stream().mapToDouble(Double::doubleValue).toArray();
        this.weight = sum;
    }

    /**
     * Infinite if counts vary no more than a Poisson's.
     *
     * @param guess about what it is, if anything is known of it: then it is found sooner
     */
    static double size(Rows rows, double[] means, double guess) {
        var likelihood = new Overdispersion(rows, means);
        double least = Math.max(Math.log(guess) - NEAR, LEAST);
        double greatest = Math.min(Math.log(guess) + NEAR, GREATEST);
        if (least < greatest && likelihood.score(least) > 0 && likelihood.score(greatest) < 0) {
            return likelihood.root(least, greatest);
        }
        if (likelihood.score(GREATEST) >= 0) {
            return Double.POSITIVE_INFINITY;
        }
        if (likelihood.score(LEAST) <= 0) {
            return Math.exp(LEAST);
        }
        return likelihood.root(LEAST, GREATEST);
    }

    private double root(double least, double greatest) {
        return Math.exp(
                new BrentSolver(PRECISION, PRECISION)
                        .solve(EVALUATIONS, this::score, least, greatest));
    }

    // The derivative of the log-likelihood by the size.
    private double score(double log) {
        double size = Math.exp(log);
        double sum = weight * (log - Gamma.digamma(size));
        for (int i = 0; i < counts.length; i++) {
            sum += weights[i] * Gamma.digamma(counts[i] + size);
        }
        for (int i = 0; i < means.length; i++) {
            double all = size + means[i];
            sum += rows.weights()[i] * ((means[i] - rows.counts()[i]) / all - Math.log(all));
        }
        return sum;
    }
}
