package org.commonwatch.telemetry.event;

/**
 * What is counted. Units are rungs of a ladder that spans ten orders of magnitude and are never
 * added together; nothing in this house does. Campaigns and incidents, the rungs above, are
 * asserted by people.
 */
public enum Unit {
    /** A packet, flow or scan that never became an exchange. */
    PROBE("probe"),
    /** A rule of the sensor fired. */
    ALERT("alert"),
    /** Events from one network on one target that belong together: no single record is one. */
    SESSION("session"),
    /** What the sensor recorded besides: matched against indicators, but no attack. */
    CONTEXT("context");

    private final String label;

    Unit(String label) {
        this.label = label;
    }

    /** The name in texts and URLs, such as {@code probe}. */
    public String label() {
        return label;
    }
}
