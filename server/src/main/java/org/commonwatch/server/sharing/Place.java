package org.commonwatch.server.sharing;

import org.commonwatch.server.intel.Selection.Position;

import java.time.Instant;

/**
 * A place in the order as one reader has it: what was released to it later than it was added comes
 * at the date of its release, among what was released with it in the order in which it was added.
 */
record Place(Instant placed, Position position) {
    /** Before everything. */
    static final Place START = new Place(Instant.EPOCH, Position.START);

    /** After everything of an instant. */
    static Place after(Instant instant) {
        return new Place(instant, new Position(instant, Long.MAX_VALUE));
    }

    boolean isRelease() {
        return placed.isAfter(position.dateAdded());
    }
}
