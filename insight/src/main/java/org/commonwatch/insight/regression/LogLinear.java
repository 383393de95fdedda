package org.commonwatch.insight.regression;

import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

import java.util.Arrays;
import java.util.Optional;

/**
 * A model whose logarithm of the mean is linear, fitted by maximum likelihood.
 *
 * <p>Iteratively reweighted least squares: McCullagh and Nelder, Generalized Linear Models, 2nd ed.
 * 1989, section 2.5. Columns that follow from earlier ones are left out of the model.
 */
public final class LogLinear {
    private static final int STEPS = 25;
    private static final double TOLERANCE = 1e-8;
    // Of a column, scaled to one, what earlier columns leave of it.
    private static final double INDEPENDENT = 1e-12;

    private final Family family;
    private final Rows rows;
    private final int[] columns;
    private final double[] coefficients;
    private final double[] means;
    // Of the last step, made from the means before it.
    private final double[] working;
    private final RealMatrix covariance;

    private LogLinear(
            Family family, Rows rows, int[] columns, double[] coefficients, double[][] rest) {
        this.family = family;
        this.rows = rows;
        this.columns = columns;
        this.coefficients = coefficients;
        this.means = rest[0];
        this.working = rest[1];
        this.covariance = inverse(gram(rows, columns, working));
    }

    /** The fit; empty if there are not enough rows, or the steps come to no end. */
    public static Optional<LogLinear> fit(Family family, Rows rows) {
        int n = rows.counts().length;
        double[] means = new double[n];
        for (int i = 0; i < n; i++) {
            means[i] = family.start(rows.counts()[i]);
        }
        return fit(family, rows, means);
    }

    private static Optional<LogLinear> fit(Family family, Rows rows, double[] first) {
        double[] means = first;
        double[] working = workingWeights(family, rows, means);
        int[] columns = independent(rows, working);
        if (columns.length == 0) {
            return Optional.empty();
        }
        double before = deviance(family, rows, means);
        for (int step = 0; step < STEPS; step++) {
            double[] coefficients = solve(rows, columns, working, means);
            double[] next = means(rows, columns, coefficients);
            double[] used = working;
            double after = deviance(family, rows, next);
            if (!Double.isFinite(after)) {
                return Optional.empty();
            }
            if (Math.abs(after - before) / (Math.abs(after) + 0.1) < TOLERANCE) {
                return Optional.of(
                        new LogLinear(
                                family, rows, columns, coefficients, new double[][] {next, used}));
            }
            before = after;
            means = next;
            working = workingWeights(family, rows, means);
        }
        return Optional.empty();
    }

    /**
     * The fit of a negative binomial whose size is estimated too: both in turn, until neither
     * moves. Where counts vary no more than a Poisson's, it is the Poisson's.
     */
    public static Optional<LogLinear> fitNegativeBinomial(Rows rows) {
        Optional<LogLinear> fit = fit(new Family.Poisson(), rows);
        double before = Double.NaN;
        for (int round = 0; round < STEPS && fit.isPresent(); round++) {
            double size = Overdispersion.size(rows, fit.get().means, before);
            if (Double.isInfinite(size)) {
                return fit(new Family.Poisson(), rows);
            }
            // From where the last one ended: its steps are not Newton's, and arrive slowly.
            fit = fit(new Family.NegativeBinomial(size), rows, fit.get().means);
            if (Math.abs(size - before) < TOLERANCE * size) {
                return fit;
            }
            before = size;
        }
        return fit;
    }

    /** What the size of the negative binomial is; infinite for a Poisson. */
    public double size() {
        return family instanceof Family.NegativeBinomial binomial
                ? binomial.size()
                : Double.POSITIVE_INFINITY;
    }

    /** The coefficient of a column; zero if it was left out. */
    public double coefficient(int column) {
        int at = Arrays.binarySearch(columns, column);
        return at < 0 ? 0 : coefficients[at];
    }

    /** The variance of a column's coefficient at a dispersion of one; not a number if left out. */
    public double variance(int column) {
        int at = Arrays.binarySearch(columns, column);
        return at < 0 ? Double.NaN : covariance.getEntry(at, at);
    }

    /** The mean of a row that was fitted. */
    public double mean(int row) {
        return means[row];
    }

    /** Rows that count, less the columns of the model. */
    public int degreesOfFreedom() {
        int rowsThatCount = 0;
        for (double weight : rows.weights()) {
            rowsThatCount += weight > 0 ? 1 : 0;
        }
        return rowsThatCount - columns.length;
    }

    /** How many times as much as the family says counts vary: Pearson's estimate. */
    public double dispersion() {
        double sum = 0;
        for (int i = 0; i < means.length; i++) {
            double off = rows.counts()[i] / means[i] - 1;
            sum += working[i] * off * off;
        }
        return sum / degreesOfFreedom();
    }

    /** The mean square of what counts deviate from their mean, relative to it. */
    public double relativeDispersion() {
        double sum = 0;
        for (int i = 0; i < means.length; i++) {
            double off = rows.counts()[i] / means[i] - 1;
            sum += rows.weights()[i] * off * off;
        }
        return sum / degreesOfFreedom();
    }

    /** How much a row decides its own mean, between zero and one. */
    public double leverage(int row) {
        return working[row] * spread(rows.explanations()[row]);
    }

    /** The mean where the explanations are these. */
    public double predict(double[] explanation, double offset) {
        return mean(linear(explanation, columns, coefficients) + offset);
    }

    /** The variance of the logarithm of that mean, at a dispersion of one. */
    public double spread(double[] explanation) {
        double sum = 0;
        for (int i = 0; i < columns.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                sum +=
                        explanation[columns[i]]
                                * explanation[columns[j]]
                                * covariance.getEntry(i, j);
            }
        }
        return sum;
    }

    private static double linear(double[] explanation, int[] columns, double[] coefficients) {
        double sum = 0;
        for (int j = 0; j < columns.length; j++) {
            sum += explanation[columns[j]] * coefficients[j];
        }
        return sum;
    }

    // No smaller than what the logarithm and the division can bear.
    private static double mean(double log) {
        return Math.max(Math.exp(log), Math.ulp(1.0));
    }

    private static double[] means(Rows rows, int[] columns, double[] coefficients) {
        double[] means = new double[rows.counts().length];
        for (int i = 0; i < means.length; i++) {
            means[i] =
                    mean(linear(rows.explanations()[i], columns, coefficients) + rows.offsets()[i]);
        }
        return means;
    }

    private static double[] workingWeights(Family family, Rows rows, double[] means) {
        double[] working = new double[means.length];
        for (int i = 0; i < means.length; i++) {
            working[i] = rows.weights()[i] * means[i] * means[i] / family.variance(means[i]);
        }
        return working;
    }

    private static double deviance(Family family, Rows rows, double[] means) {
        double sum = 0;
        for (int i = 0; i < means.length; i++) {
            double weight = rows.weights()[i];
            sum += weight == 0 ? 0 : weight * family.deviance(rows.counts()[i], means[i]);
        }
        return sum;
    }

    private static double[] solve(Rows rows, int[] columns, double[] working, double[] means) {
        double[] right = new double[columns.length];
        for (int i = 0; i < means.length; i++) {
            if (working[i] == 0) {
                continue;
            }
            double target =
                    Math.log(means[i])
                            - rows.offsets()[i]
                            + (rows.counts()[i] - means[i]) / means[i];
            double[] explanation = rows.explanations()[i];
            for (int j = 0; j < columns.length; j++) {
                if (explanation[columns[j]] != 0) {
                    right[j] += working[i] * explanation[columns[j]] * target;
                }
            }
        }
        double[][] gram = gram(rows, columns, working);
        double[] scale = scale(gram);
        for (int j = 0; j < right.length; j++) {
            right[j] *= scale[j];
        }
        double[] solution =
                decompose(scaled(gram, scale))
                        .getSolver()
                        .solve(new ArrayRealVector(right))
                        .toArray();
        for (int j = 0; j < right.length; j++) {
            solution[j] *= scale[j];
        }
        return solution;
    }

    // Most of a row's explanations are zero, such as those of other days of the week.
    private static double[][] gram(Rows rows, int[] columns, double[] working) {
        double[][] gram = new double[columns.length][columns.length];
        int[] filled = new int[columns.length];
        for (int i = 0; i < working.length; i++) {
            if (working[i] == 0) {
                continue;
            }
            double[] explanation = rows.explanations()[i];
            int count = 0;
            for (int j = 0; j < columns.length; j++) {
                if (explanation[columns[j]] != 0) {
                    filled[count] = j;
                    count++;
                }
            }
            for (int a = 0; a < count; a++) {
                double weighted = working[i] * explanation[columns[filled[a]]];
                double[] row = gram[filled[a]];
                for (int b = 0; b <= a; b++) {
                    row[filled[b]] += weighted * explanation[columns[filled[b]]];
                }
            }
        }
        for (int j = 0; j < columns.length; j++) {
            for (int k = 0; k < j; k++) {
                gram[k][j] = gram[j][k];
            }
        }
        return gram;
    }

    // To one on the diagonal, so that what is small is small for being dependent.
    private static double[] scale(double[][] gram) {
        double[] scale = new double[gram.length];
        for (int j = 0; j < scale.length; j++) {
            scale[j] = gram[j][j] > 0 ? 1 / Math.sqrt(gram[j][j]) : 0;
        }
        return scale;
    }

    private static RealMatrix scaled(double[][] gram, double[] scale) {
        double[][] scaled = new double[gram.length][gram.length];
        for (int j = 0; j < gram.length; j++) {
            for (int k = 0; k < gram.length; k++) {
                scaled[j][k] = gram[j][k] * scale[j] * scale[k];
            }
        }
        return new Array2DRowRealMatrix(scaled, false);
    }

    private static CholeskyDecomposition decompose(RealMatrix matrix) {
        return new CholeskyDecomposition(matrix, 1e-9, Double.MIN_NORMAL);
    }

    private static RealMatrix inverse(double[][] gram) {
        double[] scale = scale(gram);
        double[][] inverse = decompose(scaled(gram, scale)).getSolver().getInverse().getData();
        return scaled(inverse, scale);
    }

    /** The columns of which none follows from those before it. */
    private static int[] independent(Rows rows, double[] working) {
        int[] all = new int[rows.columns()];
        Arrays.setAll(all, column -> column);
        double[][] gram = gram(rows, all, working);
        RealMatrix scaled = scaled(gram, scale(gram));
        if (isDefinite(scaled)) {
            return all;
        }
        int[] kept = new int[all.length];
        int count = 0;
        for (int column : all) {
            kept[count] = column;
            int[] tried = Arrays.copyOf(kept, count + 1);
            if (gram[column][column] > 0 && isDefinite(scaled.getSubMatrix(tried, tried))) {
                count++;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private static boolean isDefinite(RealMatrix matrix) {
        try {
            return new CholeskyDecomposition(matrix, 1e-9, INDEPENDENT).getL() != null;
        } catch (MathIllegalArgumentException dependent) {
            return false;
        }
    }
}
