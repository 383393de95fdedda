package org.commonwatch.server.record;

import org.commonwatch.server.record.Answer.Place;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Sequences of object rows in few bytes, as {@link Entry.Rows} tells. */
final class Sequences {
    private static final int GROUP = 7;
    private static final int MORE = 1 << GROUP;

    private final long first;
    private final long last;
    private final byte[] bytes;

    private Sequences(long first, long last, byte[] bytes) {
        this.first = first;
        this.last = last;
        this.bytes = bytes;
    }

    /** Those of the places; empty if there are none. */
    static Optional<Sequences> of(List<Place> places) {
        if (places.isEmpty()) {
            return Optional.empty();
        }
        long[] sorted = places.stream().mapToLong(Place::sequence).sorted().toArray();
        var out = new ByteArrayOutputStream(sorted.length * 2 + Long.BYTES);
        long before = 0;
        for (long sequence : sorted) {
            write(sequence - before, out);
            before = sequence;
        }
        return Optional.of(new Sequences(sorted[0], before, out.toByteArray()));
    }

    private static void write(long number, ByteArrayOutputStream out) {
        long rest = number;
        while (rest >>> GROUP != 0) {
            out.write((int) (rest & (MORE - 1)) | MORE);
            rest >>>= GROUP;
        }
        out.write((int) rest);
    }

    /** All of them, ascending; throws {@link IllegalArgumentException} if the bytes say none. */
    static long[] read(byte[] bytes) {
        long[] read = new long[bytes.length];
        int count = 0;
        long sequence = 0;
        long number = 0;
        int shift = 0;
        for (byte each : bytes) {
            if (shift >= Long.SIZE) {
                throw new IllegalArgumentException("a number of more than 64 bits");
            }
            number |= (each & (long) (MORE - 1)) << shift;
            shift += GROUP;
            if (each >= 0) {
                sequence += number;
                read[count++] = sequence;
                number = 0;
                shift = 0;
            }
        }
        if (shift != 0 || count == 0) {
            throw new IllegalArgumentException("the last number has no end");
        }
        return Arrays.copyOf(read, count);
    }

    static boolean contains(byte[] bytes, long sequence) {
        return Arrays.binarySearch(read(bytes), sequence) >= 0;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    byte[] bytes() {
        return bytes;
    }
}
