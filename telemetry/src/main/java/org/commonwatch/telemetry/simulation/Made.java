package org.commonwatch.telemetry.simulation;

import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Unit;
import org.jspecify.annotations.Nullable;

/**
 * What a line is meant to be.
 *
 * @param hit the only indicator it matches, or null
 */
record Made(String text, Unit unit, Kind kind, boolean established, @Nullable Observable hit) {
    /** The same, matching an indicator or none. */
    Made hitting(@Nullable Observable indicator) {
        return new Made(text, unit, kind, established, indicator);
    }
}
