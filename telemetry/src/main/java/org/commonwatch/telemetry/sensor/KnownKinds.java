package org.commonwatch.telemetry.sensor;

import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Kinds;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

    private static final int SLOTS = 2 * MOST;
    private static final int STEP = Long.BYTES;
    private static final long PRIME = 0x9E37_79B9_7F4A_7C15L;
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
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
        long hash = hash(length, bytes, category, categoryEnd);
        hash = hash(hash, bytes, signature, signatureEnd);
        int slot = (int) (hash ^ hash >>> 32) & (SLOTS - 1);
        while (pairs[slot].length > 0) {
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
        if (count < MOST && length <= LENGTH_LIMIT) {
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

    private static long hash(long start, byte[] bytes, int from, int to) {
        long hash = start;
        int at = from;
        for (; at + STEP <= to; at += STEP) {
            hash = (hash ^ (long) LONGS.get(bytes, at)) * PRIME;
            hash ^= hash >>> 29;
        }
        for (; at < to; at++) {
            hash = (hash ^ bytes[at]) * PRIME;
        }
        return hash ^ hash >>> 29;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
