package org.commonwatch.insight.resampling;

/** A value, and the interval in which what it estimates lies with a probability of 95 %. */
public record Estimate(double value, double low, double high) {}
