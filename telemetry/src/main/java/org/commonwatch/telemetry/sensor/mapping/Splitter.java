package org.commonwatch.telemetry.sensor.mapping;

import org.commonwatch.telemetry.sensor.line.Line;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.Slots;
import org.jspecify.annotations.Nullable;

/** Takes lines apart in one way. */
interface Splitter {
    /** Whether the line is of this splitter's. */
    boolean applies(String text, int from);

    /**
     * Puts the wanted fields into the slots.
     *
     * @param from where the record starts, behind its frame
     * @return null if the line was taken apart, else what becomes of it
     */
    @Nullable Outcome split(Line line, String text, int from, Slots slots);
}
