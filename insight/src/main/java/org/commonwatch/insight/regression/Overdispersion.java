package org.commonwatch.insight.regression;

import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.special.Gamma;

/** The size of a negative binomial around means that are given, by maximum likelihood. */
final class Overdispersion {
    private static final double LEAST = Math.log(1e-4);
    // Beyond, a Poisson cannot be told from it.
    private static final double GREATEST = Math.log(1e6);
    private static final double PRECISION = 1e-12;
    private static final int EVALUATIONS = 200;

    private Overdispersion() {}

    /** Infinite if counts vary no more than a Poisson's. */
    static double size(Rows rows, double[] means) {
        if (score(rows, means, Math.exp(GREATEST)) >= 0) {
            return Double.POSITIVE_INFINITY;
        }
        if (score(rows, means, Math.exp(LEAST)) <= 0) {
            return Math.exp(LEAST);
        }
        return Math.exp(
                new BrentSolver(PRECISION, PRECISION)
                        .solve(
                                EVALUATIONS,
                                log -> score(rows, means, Math.exp(log)),
                                LEAST,
                                GREATEST));
    }

    // The derivative of the log-likelihood by the size.
    private static double score(Rows rows, double[] means, double size) {
        double sum = 0;
        for (int i = 0; i < means.length; i++) {
            double count = rows.counts()[i];
            double weight = rows.weights()[i];
            if (weight > 0) {
                sum +=
                        weight
                                * (Gamma.digamma(count + size)
                                        - Gamma.digamma(size)
                                        + Math.log(size / (size + means[i]))
                                        + (means[i] - count) / (size + means[i]));
            }
        }
        return sum;
    }
}
