package org.commonwatch.server.intel;

import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which rows of the order are asked for. They are unique: of several sources that say the same
 * version of an object, the first that may be read counts.
 *
 * @param audiences any of which a row must bear, by their numbers
 * @param from the place after which to begin, and the date before which to end
 * @param which of them by what they are
 * @param again rows that come again to the reader: which of them to leave out, or only to find
 * @param limit how many rows at most
 */
public record Selection(
        Audible audiences, Stretch from, Which which, Optional<Again> again, int limit) {
    /**
     * Rows that come again to a party, as {@link Mended} tells.
     *
     * @param only whether only those are asked for that come again at that instant; else those are
     *     left out that come again then or later
     */
    public record Again(StixId party, Instant at, boolean only) {}

    /**
     * Audiences, and how the rows that bear one of them are found best.
     *
     * @param bits their numbers
     * @param all these and those in which newer or earlier versions count
     * @param parts those of which only parts are shown: what of them counts, counts among them
     * @param rare whether so few rows bear them that they are looked up for each audience
     */
    public record Audible(BitSet bits, BitSet all, BitSet parts, boolean rare) {
        /** Whether there is one at all. */
        public boolean isEmpty() {
            return bits.isEmpty();
        }
    }

    /** A place in the order. */
    public record Position(Instant dateAdded, long sequence) implements Comparable<Position> {
        /** Before everything. */
        public static final Position START = new Position(Instant.EPOCH, Long.MAX_VALUE);

        private static final Comparator<Position> ORDER =
                Comparator.comparing(Position::dateAdded).thenComparingLong(Position::sequence);

        @Override
        public int compareTo(Position other) {
            return ORDER.compare(this, other);
        }
    }

    /** From a position, not included, up to a date, not included. */
    public record Stretch(Position after, Instant before) {
        /** Later than everything: PostgreSQL has no greater year. */
        public static final Instant END = Instant.parse("9999-12-31T23:59:59Z");
    }

    /**
     * Rows by what they are. What is empty leaves all.
     *
     * @param ids of objects
     * @param specs versions of STIX; if empty, the latest of each object
     * @param words all of which a row must have
     */
    public record Which(
            Collection<String> ids,
            Collection<String> specs,
            Versions versions,
            Collection<String> words) {}

    /** Versions: every one, or any of the others. */
    public record Versions(boolean all, boolean first, boolean last, List<Instant> exactly) {}
}
