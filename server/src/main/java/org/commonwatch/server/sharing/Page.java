package org.commonwatch.server.sharing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Part of a collection, as one reader may see it.
 *
 * @param objects STIX objects as JSON, in order
 * @param dates when the first and the last of them were added; empty if there are none
 * @param next where to go on; empty if this is the end
 */
public record Page(List<String> objects, Optional<Dates> dates, Optional<String> next) {
    /** When the first and the last object were added. */
    public record Dates(Instant first, Instant last) {}

    public Page {
        objects = List.copyOf(objects);
    }

    /**
     * Which part of a collection a reader asks for.
     *
     * @param addedAfter only what was added later than this
     * @param next where an earlier page ended, as that page said it
     * @param limit how many objects at most
     */
    public record Query(Optional<Instant> addedAfter, Optional<String> next, int limit) {
        /** No page has more objects, whatever is asked for. */
        public static final int LIMIT = 1_000;

        public Query {
            limit = Math.min(limit, LIMIT);
            if (limit < 1) {
                throw new IllegalArgumentException("a page of " + limit);
            }
        }
    }
}
