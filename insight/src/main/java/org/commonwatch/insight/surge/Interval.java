package org.commonwatch.insight.surge;

/** Where a value lies with a probability of 95 %. */
public record Interval(double low, double high) {
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("from " + low + " to " + high);
        }
    }
}
