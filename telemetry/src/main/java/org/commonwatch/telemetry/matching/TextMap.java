package org.commonwatch.telemetry.matching;

import java.util.Arrays;

/**
 * Lists by text: found by a hash of the bytes, and then compared byte by byte, so that no two texts
 * are ever taken for each other.
 */
final class TextMap {
    /** All texts together have no more bytes. */
    static final int BYTES_LIMIT = 1 << 30;

    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;
    private static final int FIRST = 1 << 6;

    private final AddressMap entries = new AddressMap();
    private byte[] bytes = new byte[FIRST];
    // Entry i has the bytes from ends[i - 1] to before ends[i]; there is no entry 0.
    private int[] ends = new int[FIRST];
    private int[] lists = new int[FIRST];
    private int last;

    boolean isEmpty() {
        return last == 0;
    }

    /** Whether so many bytes more are still within the limit. */
    boolean hasRoom(int more) {
        return ends[last] <= BYTES_LIMIT - more;
    }

    /** The hash of no bytes. */
    static long start() {
        return FACTOR;
    }

    /** The hash with one more byte in front, a capital taken for its small letter. */
    static long before(long hash, byte next) {
        return (hash ^ small(next)) * FACTOR;
    }

    /** The hash of a text. */
    static long hash(byte[] text, int from, int to) {
        long hash = start();
        for (int i = to - 1; i >= from; i--) {
            hash = before(hash, text[i]);
        }
        return hash;
    }

    /** The list of a text, 0 if there is none. */
    int get(long hash, byte[] text, int from, int to) {
        int entry = entry(hash, text, from, to);
        return entry == 0 ? 0 : lists[entry];
    }

    /** A hash that tells capitals from small letters. */
    static long exactHash(byte[] text) {
        long hash = ~FACTOR;
        for (byte b : text) {
            hash = (hash ^ b) * FACTOR;
        }
        return hash;
    }

    /** The list of a text whose capitals matter, by its exact hash; 0 if there is none. */
    int getExact(long hash, byte[] text) {
        int entry = entries.get(0, hash);
        for (long turn = 1; entry != 0 && !isExactly(entry, text); turn++) {
            entry = entries.get(turn, hash);
        }
        return entry == 0 ? 0 : lists[entry];
    }

    /** Puts a list in the place of the one that was there. */
    void put(long hash, byte[] text, int list) {
        int entry = entries.get(0, hash);
        long turn = 1;
        for (; entry != 0 && !isExactly(entry, text); turn++) {
            entry = entries.get(turn, hash);
        }
        if (entry != 0) {
            lists[entry] = list;
            return;
        }
        last++;
        if (last == ends.length) {
            ends = Arrays.copyOf(ends, 2 * last);
            lists = Arrays.copyOf(lists, 2 * last);
        }
        int from = ends[last - 1];
        int to = from + text.length;
        if (to > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(to, Math.min(2L * to, BYTES_LIMIT)));
        }
        System.arraycopy(text, 0, bytes, from, text.length);
        ends[last] = to;
        lists[last] = list;
        entries.put(turn - 1, hash, last);
    }

    // Texts of the same hash take turns.
    private int entry(long hash, byte[] text, int from, int to) {
        int entry = entries.get(0, hash);
        for (long turn = 1; entry != 0 && !isText(entry, text, from, to); turn++) {
            entry = entries.get(turn, hash);
        }
        return entry;
    }

    private boolean isText(int entry, byte[] text, int from, int to) {
        int start = ends[entry - 1];
        int length = ends[entry] - start;
        if (length != to - from) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[start + i] != small(text[from + i])) {
                return false;
            }
        }
        return true;
    }

    private boolean isExactly(int entry, byte[] text) {
        return Arrays.equals(bytes, ends[entry - 1], ends[entry], text, 0, text.length);
    }

    private static byte small(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
    }
}
