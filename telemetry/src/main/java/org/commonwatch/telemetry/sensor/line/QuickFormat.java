package org.commonwatch.telemetry.sensor.line;

import org.commonwatch.telemetry.event.Events;

/**
 * A format most lines of which can be read in one go from their first byte, without looking for
 * their ends before. What becomes of a line is the same either way.
 */
public interface QuickFormat extends LineFormat {
    /** What {@link #take} gives for a line that {@link #read} is to be asked about. */
    int UNUSUAL = -1;

    /**
     * Takes a line apart that is as its sensor usually writes it.
     *
     * @param from index of the line's first byte; somewhere from there on is a line feed
     * @return index of the line feed that ends it, or {@link #UNUSUAL}
     */
    int take(byte[] bytes, int from);

    /**
     * Says what the line that was taken apart last holds to the event that was begun.
     *
     * @return what becomes of the line
     */
    Outcome say(Events events);
}
