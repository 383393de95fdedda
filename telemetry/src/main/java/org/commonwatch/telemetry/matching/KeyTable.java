package org.commonwatch.telemetry.matching;

import org.commonwatch.stix.Observable;

/**
 * Entries in the order of their keys' hashes, with a {@link Filter} in front and a directory of
 * places: what is there costs one access to the directory and one to the hashes. Entries of equal
 * keys stand side by side, and so do those of equal hashes, whose bytes are compared: nobody's hash
 * keeps an attacker from making two texts of one hash.
 */
final class KeyTable {
    private static final int KEYS_PER_BUCKET = 4;

    private final Shelf shelf;
    private final Filter filter;
    // Entries of bucket b are those from starts[b] to before starts[b + 1].
    private final int[] starts;
    private final long[] hashes;
    private final int[] references;
    // Entry i has the bytes from ends[i] to before ends[i + 1]; those of IPv4 are in the hash.
    private final byte[] bytes;
    private final int[] ends;

    /** The columns of a table, in the order of the hashes. */
    static final class Columns {
        final long[] hashes;
        final int[] references;
        final byte[] bytes;
        final int[] ends;

        Columns(long[] hashes, int[] references, byte[] bytes, int[] ends) {
            this.hashes = hashes;
            this.references = references;
            this.bytes = bytes;
            this.ends = ends;
        }
    }

    KeyTable(Shelf shelf, long[] filter, int[] starts, Columns columns) {
        this.shelf = shelf;
        this.filter = new Filter(filter);
        this.starts = starts;
        hashes = columns.hashes;
        references = columns.references;
        bytes = columns.bytes;
        ends = columns.ends;
    }

    /** A table of columns that are in order. */
    static KeyTable of(Shelf shelf, Columns columns) {
        int size = columns.hashes.length;
        Filter filter = Filter.sized(size);
        int[] starts = new int[buckets(size) + 1];
        for (long hash : columns.hashes) {
            filter.add(hash);
            starts[bucket(hash, starts.length - 1) + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        return new KeyTable(shelf, filter.words(), starts, columns);
    }

    static int buckets(int size) {
        return size / KEYS_PER_BUCKET + 1;
    }

    /** Where a hash belongs, in the order of hashes as numbers without sign. */
    static int bucket(long hash, int buckets) {
        return (int) Math.unsignedMultiplyHigh(hash, buckets);
    }

    /** As it was given to {@link #write}; throws {@link IllegalArgumentException} for no table. */
    static KeyTable read(Shelf shelf, SectionReader sections) {
        String name = shelf.name();
        var columns =
                new Columns(
                        sections.longs(name + ".hashes"),
                        sections.ints(name + ".references"),
                        sections.bytes(name + ".bytes"),
                        sections.ints(name + ".ends"));
        long[] filter = sections.longs(name + ".filter");
        int[] starts = sections.ints(name + ".starts");
        int size = columns.hashes.length;
        boolean rightSizes =
                columns.references.length == size
                        && columns.ends.length == (shelf == Shelf.FOUR ? 0 : size + 1)
                        && filter.length > 0
                        && starts.length == buckets(size) + 1;
        if (!rightSizes
                || !isAscending(starts, size)
                || !(shelf == Shelf.FOUR || isAscending(columns.ends, columns.bytes.length))) {
            throw new IllegalArgumentException("the sections of " + name + " do not fit together");
        }
        for (int i = 0; shelf == Shelf.SIX && i <= size; i++) {
            if (columns.ends[i] != (long) i * Shelf.SIX_BYTES) {
                throw new IllegalArgumentException("a key of IPv6 has another length");
            }
        }
        return new KeyTable(shelf, filter, starts, columns);
    }

    private static boolean isAscending(int[] places, int last) {
        boolean ascending = places[0] == 0 && places[places.length - 1] == last;
        for (int i = 1; i < places.length; i++) {
            ascending &= places[i - 1] <= places[i];
        }
        return ascending;
    }

    void write(SectionWriter sections) {
        String name = shelf.name();
        sections.put(name + ".filter", filter.words());
        sections.put(name + ".starts", starts);
        sections.put(name + ".hashes", hashes);
        sections.put(name + ".references", references);
        sections.put(name + ".bytes", bytes);
        sections.put(name + ".ends", ends);
    }

    Shelf shelf() {
        return shelf;
    }

    Filter filter() {
        return filter;
    }

    int size() {
        return hashes.length;
    }

    /** The first entry with the hash, or -1. */
    int first(long hash) {
        int bucket = bucket(hash, starts.length - 1);
        int end = starts[bucket + 1];
        for (int i = starts[bucket]; i < end; i++) {
            if (hashes[i] == hash) {
                return i;
            }
        }
        return -1;
    }

    /** The next entry with the same hash, or -1. */
    int next(int entry) {
        int next = entry + 1;
        return next < hashes.length && hashes[next] == hashes[entry] ? next : -1;
    }

    /** Who says so of the entry: see {@link IndicatorIds}. */
    int reference(int entry) {
        return references[entry];
    }

    /** Whether the entry's key is this text; its capitals are taken for small letters. */
    boolean isText(int entry, byte[] text, int from, int to) {
        int start = ends[entry];
        int length = ends[entry + 1] - start;
        if (length != to - from) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[start + i] != Hash.small(text[from + i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether the entry's key is exactly these bytes. */
    boolean isExactly(int entry, byte[] text, int from, int to) {
        int start = ends[entry];
        int length = ends[entry + 1] - start;
        if (length != to - from) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[start + i] != text[from + i]) {
                return false;
            }
        }
        return true;
    }

    long hash(int entry) {
        return hashes[entry];
    }

    /** The bytes in which entries' keys stand. */
    byte[] bytes() {
        return bytes;
    }

    /** Where in the bytes the entry's key starts; it ends where the next one starts. */
    int start(int entry) {
        return ends.length == 0 ? 0 : ends[entry];
    }

    int end(int entry) {
        return ends.length == 0 ? 0 : ends[entry + 1];
    }

    Observable observable(int entry) {
        return shelf.observable(hashes[entry], bytes, start(entry), end(entry));
    }
}
