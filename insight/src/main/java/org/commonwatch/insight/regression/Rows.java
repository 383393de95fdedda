package org.commonwatch.insight.regression;

/**
 * What a model is fitted to: for each row a count, what may explain it, and how much was watched.
 *
 * @param explanations a row each, as long as there are columns; the first is usually one
 * @param counts what was counted
 * @param offsets added to the logarithm of the mean, such as that of the exposure
 * @param weights how much a row counts, zero and above
 */
@SuppressWarnings("ArrayRecordComponent") // the numbers stay where they are; nobody compares rows
public record Rows(double[][] explanations, double[] counts, double[] offsets, double[] weights) {
    public Rows {
        int rows = counts.length;
        if (explanations.length != rows || offsets.length != rows || weights.length != rows) {
            throw new IllegalArgumentException("rows of different numbers");
        }
    }

    /** The same rows, of which each counts as much as told. */
    public Rows weighing(double[] other) {
        return new Rows(explanations, counts, offsets, other);
    }

    int columns() {
        return explanations.length == 0 ? 0 : explanations[0].length;
    }
}
