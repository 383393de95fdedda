package org.commonwatch.telemetry.sensor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Up to eight bytes as one number, the first of them lowest: short texts compare at once. */
public final class Words {
    /** How many bytes a word has. */
    public static final int BYTES = Long.BYTES;

    /** One in each byte. */
    public static final long ONES = 0x0101_0101_0101_0101L;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /** The word of an ASCII text of at most eight characters. */
    public static long of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return first(bytes, 0, bytes.length);
    }

    /** The eight bytes from an index on. */
    public static long at(byte[] bytes, int from) {
        return (long) LONGS.get(bytes, from);
    }

    /** The first bytes from an index on, at most eight of them; zeros behind. */
    public static long first(byte[] bytes, int from, int length) {
        if (from + BYTES > bytes.length) {
            return firstNearEnd(bytes, from, length);
        }
        return length >= BYTES ? at(bytes, from) : at(bytes, from) & ~(-1L << (length << 3));
    }

    private static long firstNearEnd(byte[] bytes, int from, int length) {
        long word = 0;
        for (int i = Math.min(length, BYTES) - 1; i >= 0; i--) {
            word = word << Byte.SIZE | (bytes[from + i] & 0xFF);
        }
        return word;
    }

    /** The last bytes before an index, at most eight of them; zeros before. */
    public static long last(byte[] bytes, int to, int length) {
        if (length == 0) {
            return 0;
        }
        if (to >= BYTES) {
            int others = Math.max(0, BYTES - length);
            return at(bytes, to - BYTES) & -1L << (others << 3);
        }
        return first(bytes, to - length, length) << ((BYTES - length) << 3);
    }

    /** The bits of the first so many bytes of a word: none if there are none. */
    static long lowest(int bytes) {
        if (bytes >= BYTES) {
            return -1;
        }
        return bytes <= 0 ? 0 : ~(-1L << (bytes << 3));
    }

    /** The bits of the last so many bytes of a word: none if there are none. */
    static long highest(int bytes) {
        if (bytes >= BYTES) {
            return -1;
        }
        return bytes <= 0 ? 0 : -1L << ((BYTES - bytes) << 3);
    }

    /** The high bit of each byte that is none of {@code 0} to {@code 9}. */
    public static long nonDigits(long word) {
        long high = 0x8080_8080_8080_8080L;
        long atLeast0 = (word | high) - '0' * ONES;
        long above9 = (word & ~high) + (0x7F - '9') * ONES;
        return (~atLeast0 | above9 | word) & high;
    }

    /** The number whose eight decimal digits are the bytes of the word. */
    public static int number(long digits) {
        // Pairs, then fours, then all: each step adds neighbours with their weights.
        long units = digits & (0x0F * ONES);
        long pairs = (units * 10 + (units >>> 8)) & 0x00FF_00FF_00FF_00FFL;
        long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000_FFFF_0000_FFFFL;
        return (int) ((fours * 10_000 + (fours >>> 32)) & 0xFFFF_FFFFL);
    }

    /** The number that is nothing but digits and not above the limit, else 0. */
    static int numberUpTo(byte[] bytes, int from, int to, int limit) {
        int start = from;
        while (to - start > BYTES) {
            if (bytes[start] != '0') {
                return 0;
            }
            start++;
        }
        int length = to - start;
        // Zeros in the place of what stands before, so that all are digits.
        long zeros = length == 0 ? -1L : ~(-1L << ((BYTES - length) << 3));
        long digits = last(bytes, to, length) | ('0' * ONES & zeros);
        int number = nonDigits(digits) == 0 ? number(digits) : 0;
        return number <= limit ? number : 0;
    }
}
