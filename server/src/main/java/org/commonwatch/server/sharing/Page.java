package org.commonwatch.server.sharing;

import org.commonwatch.access.ruling.Handling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Part of a collection, as one reader may see it.
 *
 * @param objects in order
 * @param next where to go on; empty if this is the end
 */
public record Page(List<Shown> objects, Optional<String> next) {
    /**
     * One version of an object.
     *
     * @param id as it is written in the text
     * @param dateAdded when it became readable to the reader
     * @param version its time: modified, else created, else when it was added
     * @param spec the version of STIX, such as {@code 2.1}
     * @param text the object as JSON
     * @param pseudonymous its properties in which addresses are pseudonyms
     * @param handling how its owner wants it handled
     * @param place where to go on after it, in the words of {@link Query#next}; written when asked
     */
    public record Shown(
            String id,
            Instant dateAdded,
            Instant version,
            String spec,
            String text,
            Set<String> pseudonymous,
            Handling handling,
            Supplier<String> place) {}

    /** When the first and the last object were added. */
    public record Dates(Instant first, Instant last) {}

    public Page {
        objects = List.copyOf(objects);
    }

    /** When the first and the last object were added; empty if there are none. */
    public Optional<Dates> dates() {
        return objects.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Dates(objects.getFirst().dateAdded(), objects.getLast().dateAdded()));
    }

    /**
     * Which part of a collection a reader asks for.
     *
     * @param addedAfter only what was added later than this
     * @param next where an earlier page ended, as that page said it; empty texts are none
     * @param limit how many objects at most
     */
    public record Query(
            Match match, Optional<Instant> addedAfter, Optional<String> next, int limit) {
        /** No page has more objects, whatever is asked for. */
        public static final int LIMIT = 1_000;

        /** The same with at most so many objects. */
        public Query atMost(int objects) {
            return new Query(match, addedAfter, next, Math.min(limit, objects));
        }

        public Query {
            limit = Math.min(limit, LIMIT);
            if (limit < 1) {
                throw new IllegalArgumentException("a page of " + limit);
            }
        }
    }

    /** An answer that is recorded, and so may leave. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes go from here to the network
    public record Sent(byte[] body, Optional<Dates> dates) {}
}
