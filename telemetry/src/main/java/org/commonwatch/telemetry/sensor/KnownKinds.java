package org.commonwatch.telemetry.sensor;

import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Kinds;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Kinds of categories and signatures that were met before, so that each pair is looked up as text
 * only once, and no later one makes an object. Not for use by several threads at once.
 */
final class KnownKinds {
    /** No more pairs are kept. Whoever writes ever new ones only loses speed. */
    static final int MOST = 1 << 12;

    /** No pair is kept that has more bytes. */
    static final int LENGTH_LIMIT = 1 << 9;

    private static final int SLOT_BITS = 13;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final int MOST_STEPS = 16;
    private static final long PRIME = 0x9E37_79B9_7F4A_7C15L;
    private static final byte[] FREE = {};

    // The category's bytes and directly behind them the signature's.
    private final byte[][] pairs = new byte[SLOTS][];
    private final short[] categoryLengths = new short[SLOTS];
    private final Kind[] kinds = new Kind[SLOTS];
    private int count;

    KnownKinds() {
        Arrays.fill(pairs, FREE);
        Arrays.fill(kinds, Kind.OTHER);
    }

    /** The kind by the bytes of a category and of a signature; either may be empty. */
    Kind kind(byte[] bytes, int category, int categoryEnd, int signature, int signatureEnd) {
        int categoryLength = categoryEnd - category;
        int length = categoryLength + signatureEnd - signature;
        if (length == 0) {
            return Kind.OTHER;
        }
        int slot = slot(bytes, category, categoryEnd, signature, signatureEnd);
        int left = MOST_STEPS;
        while (pairs[slot].length > 0 && left > 0) {
            left--;
            byte[] pair = pairs[slot];
            if (pair.length == length
                    && categoryLengths[slot] == categoryLength
                    && Arrays.equals(pair, 0, categoryLength, bytes, category, categoryEnd)
                    && Arrays.equals(
                            pair, categoryLength, length, bytes, signature, signatureEnd)) {
                return kinds[slot];
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        Kind kind =
                Kinds.of(text(bytes, category, categoryEnd), text(bytes, signature, signatureEnd));
        if (left > 0 && count < MOST && length <= LENGTH_LIMIT) {
            byte[] pair = new byte[length];
            System.arraycopy(bytes, category, pair, 0, categoryLength);
            System.arraycopy(bytes, signature, pair, categoryLength, length - categoryLength);
            pairs[slot] = pair;
            categoryLengths[slot] = (short) categoryLength;
            kinds[slot] = kind;
            count++;
        }
        return kind;
    }

    // Not of all bytes: what has these alike is compared in full anyway.
    private static int slot(
            byte[] bytes, int category, int categoryEnd, int signature, int signatureEnd) {
        int length = signatureEnd - signature;
        int half = length / 2;
        long hash = Words.last(bytes, categoryEnd, categoryEnd - category) * PRIME;
        hash = mixed(hash, Words.first(bytes, signature, length));
        hash = mixed(hash, Words.first(bytes, signature + half, length - half));
        hash = mixed(hash, Words.last(bytes, signatureEnd, length) + length);
        return (int) (hash >>> (Long.SIZE - SLOT_BITS));
    }

    private static long mixed(long hash, long word) {
        return ((hash ^ (hash >>> 32)) + word) * PRIME;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
