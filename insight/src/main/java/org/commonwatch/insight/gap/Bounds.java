package org.commonwatch.insight.gap;

/** Between the least and the most. */
public record Bounds(double low, double high) {
    public Bounds {
        if (!(low <= high)) {
            throw new IllegalArgumentException("from " + low + " to " + high);
        }
    }
}
