package org.commonwatch.telemetry.matching;

import org.commonwatch.telemetry.sensor.Words;

import java.util.Arrays;

/**
 * Names that were looked for before and are not there: most names come again and again. Not for use
 * by several threads at once.
 */
final class Strangers {
    /** No name is kept that has more bytes. */
    static final int LENGTH_LIMIT = 63;

    private static final int SLOT_BITS = 12;

    /** No more names are kept: one takes the place of another. */
    static final int MOST = 1 << SLOT_BITS;

    private static final int ROW = LENGTH_LIMIT + 1;
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    // Of each slot the name's length, 0 if it is free, and its bytes.
    private final byte[] rows = new byte[MOST * ROW];

    /** Whether a name is one of these. */
    boolean have(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > LENGTH_LIMIT || length == 0) {
            return false;
        }
        int row = row(bytes, from, to);
        return rows[row] == length
                && Arrays.equals(rows, row + 1, row + 1 + length, bytes, from, to);
    }

    /** Takes a name that is not there. */
    void add(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length <= LENGTH_LIMIT) {
            int row = row(bytes, from, to);
            rows[row] = (byte) length;
            System.arraycopy(bytes, from, rows, row + 1, length);
        }
    }

    private static int row(byte[] bytes, int from, int to) {
        int length = to - from;
        int half = length / 2;
        long hash = (Words.first(bytes, from, length) + length) * FACTOR;
        hash = ((hash ^ (hash >>> 32)) + Words.first(bytes, from + half, length - half)) * FACTOR;
        hash = ((hash ^ (hash >>> 32)) + Words.last(bytes, to, length)) * FACTOR;
        return (int) (hash >>> (Long.SIZE - SLOT_BITS)) * ROW;
    }
}
