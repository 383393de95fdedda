package org.commonwatch.telemetry.sensor.line;

import org.commonwatch.telemetry.event.Events;

/** How the lines of one dialect are read. What it remembers from line to line is its own. */
@FunctionalInterface
public interface LineFormat {
    /**
     * Says what one line holds to the event that was begun. It throws nothing, whatever the bytes.
     *
     * @param line not blank, and without NUL bytes
     * @return what becomes of the line
     */
    Outcome read(Line line, Events events);
}
