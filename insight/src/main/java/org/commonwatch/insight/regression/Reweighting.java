package org.commonwatch.insight.regression;

/** Makes rows with more than their model expects count for less: past outbreaks. */
public final class Reweighting {
    private Reweighting() {}

    /**
     * The rows' weights: where the Anscombe residual is above the threshold, its inverse square;
     * all together as many as they are. Farrington et al., A statistical algorithm for the early
     * detection of outbreaks of infectious disease, J. R. Statist. Soc. A 159 (1996), section 3.5.
     *
     * @param fit to the rows, each of which counted once or not at all
     */
    public static double[] weights(Rows rows, LogLinear fit, double above) {
        double[] weights = new double[rows.counts().length];
        double dispersion = Math.max(1, fit.dispersion());
        double sum = 0;
        double counted = 0;
        for (int i = 0; i < weights.length; i++) {
            if (rows.weights()[i] == 0) {
                continue;
            }
            double mean = fit.mean(i);
            double residual =
                    1.5
                            * (Math.pow(rows.counts()[i], 2.0 / 3) - Math.pow(mean, 2.0 / 3))
                            / (Math.pow(mean, 1.0 / 6)
                                    * Math.sqrt(dispersion * (1 - fit.leverage(i))));
            weights[i] = residual > above ? 1 / (residual * residual) : 1;
            sum += weights[i];
            counted++;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= counted / sum;
        }
        return weights;
    }
}
