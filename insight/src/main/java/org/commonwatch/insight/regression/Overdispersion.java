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

    private final Rows rows;
    private final double[] means;
    // How much each count weighs: the digamma function is dear, and few counts are different.
    private final Map<Double, Double> weights = new TreeMap<>();
    private final double weight;

    private Overdispersion(Rows rows, double[] means) {
        this.rows = rows;
        this.means = means;
        double sum = 0;
        for (int i = 0; i < means.length; i++) {
            double each = rows.weights()[i];
            if (each > 0) {
                weights.merge(rows.counts()[i], each, Double::sum);
                sum += each;
            }
        }
        this.weight = sum;
    }

    /** Infinite if counts vary no more than a Poisson's. */
    static double size(Rows rows, double[] means) {
        var likelihood = new Overdispersion(rows, means);
        if (likelihood.score(GREATEST) >= 0) {
            return Double.POSITIVE_INFINITY;
        }
        if (likelihood.score(LEAST) <= 0) {
            return Math.exp(LEAST);
        }
        return Math.exp(
                new BrentSolver(PRECISION, PRECISION)
                        .solve(EVALUATIONS, likelihood::score, LEAST, GREATEST));
    }

    // The derivative of the log-likelihood by the size.
    private double score(double log) {
        double size = Math.exp(log);
        double sum = weight * (log - Gamma.digamma(size));
        for (Map.Entry<Double, Double> each : weights.entrySet()) {
            sum += each.getValue() * Gamma.digamma(each.getKey() + size);
        }
        for (int i = 0; i < means.length; i++) {
            double all = size + means[i];
            sum += rows.weights()[i] * ((means[i] - rows.counts()[i]) / all - Math.log(all));
        }
        return sum;
    }
}
