package org.commonwatch.cli.count;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;

import java.util.UUID;

/** Indicators of lists that only this machine knows. */
public final class LocalIndicators {
    private static final UUID LOCAL = UUID.fromString("0d3c5a0e-7a57-4d5b-9d0e-4b1f6a2c8e90");

    private LocalIndicators() {}

    /** No party says so; the same observable has the same identifier in every run. */
    public static StixId id(Observable observable) {
        return StixId.derived("indicator", LOCAL, observable.pattern());
    }
}
