package org.commonwatch.server.sharing;

import java.time.Instant;
import java.util.Optional;

/**
 * Which part of a collection a reader asks for.
 *
 * @param addedAfter only what was added later than this
 * @param next where an earlier page ended, as that page said it
 * @param limit how many objects at most
 */
public record PageQuery(Optional<Instant> addedAfter, Optional<String> next, int limit) {
    /** No page has more objects, whatever is asked for. */
    public static final int LIMIT = 1_000;

    public PageQuery {
        limit = Math.min(limit, LIMIT);
        if (limit < 1) {
            throw new IllegalArgumentException("a page of " + limit);
        }
    }
}
