package org.commonwatch.telemetry.sensor;

import java.util.Arrays;

/**
 * Finds out what the bytes that a scanner told apart mean, with the arithmetic on bit masks of
 * Langdale and Lemire ("Parsing Gigabytes of JSON per Second", VLDB Journal 28, 2019).
 *
 * <p>The scanner looks at eight blocks of 64 bytes at a time and for each question leaves eight
 * masks next to each other, one a block: that of question {@code q} and block {@code i} of the
 * group is at {@code q * Marks.GROUP + i}.
 */
public final class Tokens {
    /** Question: which bytes are {@code "}. */
    public static final int QUOTES = 0;

    /** Question: which bytes are {@code \}. */
    public static final int BACKSLASHES = 1;

    /** Question: which bytes are opening brackets of either sort. */
    public static final int OPENING = 2;

    /** Question: which bytes are opening braces. */
    public static final int BRACES = 3;

    /** Question: which bytes are closing brackets of either sort. */
    public static final int CLOSING = 4;

    /** Question: which bytes are {@code :}. */
    public static final int COLONS = 5;

    /** Question: which bytes are {@code ,}. */
    public static final int COMMAS = 6;

    /** Question: which bytes are control characters or beyond ASCII. */
    public static final int LOW = 7;

    /** Question: which bytes are line feeds. */
    public static final int LINE_ENDS = 8;

    /** Question: which bytes are {@code 0} to {@code 9}. */
    public static final int DIGITS = 9;

    /** Question: which bytes are {@code 0}. */
    public static final int ZEROS = 10;

    /** Not of the scanner: which bytes no backslash may stand before. {@link #unescape} says it. */
    public static final int WRONGLY_ESCAPED = 11;

    /** How many masks a group has. */
    public static final int MASKS = 12 * Marks.GROUP;

    // All bits set within a string, else none. The others are 0 or 1.
    private static final int IN_STRING = 0;

    // Whether what is before is a colon, comma or opening bracket.
    private static final int BEFORE_VALUE = 1;

    // Whether what is before is the end of a value.
    private static final int AFTER_VALUE = 2;

    // Whether what is before is an opening bracket.
    private static final int AFTER_OPENING = 3;

    // Whether what is before is an opening brace.
    private static final int AFTER_BRACE = 4;

    // Whether what is before is a comma.
    private static final int AFTER_COMMA = 5;

    // Whether what is before is a closing bracket.
    private static final int AFTER_CLOSING = 6;

    // Whether what is before is a line end.
    private static final int AFTER_LINE_END = 7;

    // Whether what is before is the end of a key.
    private static final int AFTER_KEY = 8;

    // Whether what is before is of a number or literal.
    private static final int AFTER_PLAIN = 9;

    // Whether what is before is of a number or literal, and no digit.
    private static final int AFTER_ODD = 10;

    // Whether what is before is a zero that starts a number.
    private static final int AFTER_ZERO = 11;

    // Whether a key goes on.
    private static final int IN_KEY = 12;

    private static final int ESCAPED = 13;
    private static final int CARRIES = 14;

    private final long[] carries = new long[CARRIES];

    /** Starts before the first line of a chunk. */
    public void begin() {
        Arrays.fill(carries, 0);
        carries[AFTER_LINE_END] = 1;
    }

    /**
     * Takes quotes that a backslash stands before from a group's quotes, and says which bytes none
     * may stand before. To be called before {@link #block} is for any block of the group.
     *
     * @param masks of the group
     * @param first number of the group's first block
     */
    public void unescape(long[] masks, Marks marks, int first) {
        for (int i = 0; i < Marks.GROUP; i++) {
            long slashes = masks[BACKSLASHES * Marks.GROUP + i];
            long wrong = 0;
            if ((slashes | carries[ESCAPED]) != 0) {
                long escaped = escaped(slashes);
                masks[QUOTES * Marks.GROUP + i] &= ~escaped;
                wrong = wrong(marks.bytes(), marks.from(first + i), escaped);
            }
            masks[WRONGLY_ESCAPED * Marks.GROUP + i] = wrong;
        }
    }

    /**
     * Finds the places of one block.
     *
     * @param masks of the group
     * @param block number of the block
     */
    public void block(long[] masks, Marks marks, int block) {
        int of = block % Marks.GROUP;
        long real = masks[QUOTES * Marks.GROUP + of];
        long doubtful = masks[WRONGLY_ESCAPED * Marks.GROUP + of];
        long lineEnd = masks[LINE_ENDS * Marks.GROUP + of];
        long strings = prefixXor(real) ^ carries[IN_STRING];
        if ((lineEnd & strings) != 0) {
            doubtful |= lineEnd & strings;
            strings = endedAtLineEnds(strings, real, lineEnd);
        }
        carries[IN_STRING] = strings >> 63;
        long starts = real & strings;
        long ends = real & ~strings;
        long outside = ~(strings | real);
        long open = masks[OPENING * Marks.GROUP + of] & outside;
        long brace = masks[BRACES * Marks.GROUP + of] & outside;
        long close = masks[CLOSING * Marks.GROUP + of] & outside;
        long colon = masks[COLONS * Marks.GROUP + of] & outside;
        long comma = masks[COMMAS * Marks.GROUP + of] & outside;
        long plain = outside & ~(open | close | colon | comma | lineEnd);
        long plainStarts = plain & ~shifted(plain, AFTER_PLAIN);
        long mayStart = shifted(colon | comma | open, BEFORE_VALUE);
        long valueBefore = shifted(ends | close | plain, AFTER_VALUE);
        long lineBefore = shifted(lineEnd, AFTER_LINE_END);
        long commaBefore = shifted(comma, AFTER_COMMA);
        long braceBefore = shifted(brace, AFTER_BRACE);
        long keyEnds = keyEnds(strings, starts & (commaBefore | braceBefore)) & ends;
        long keyBefore = shifted(keyEnds, AFTER_KEY);
        doubtful |= (starts | plainStarts | (open & ~lineBefore)) & ~mayStart;
        doubtful |= (open | plainStarts) & braceBefore;
        doubtful |= colon & ~keyBefore;
        doubtful |= comma & ~valueBefore;
        doubtful |= close & ~(valueBefore | shifted(open, AFTER_OPENING));
        doubtful |= lineEnd & ~(shifted(close, AFTER_CLOSING) | lineBefore);
        doubtful |= masks[LOW * Marks.GROUP + of] & strings;
        long elements = (keyBefore & ~colon) | (commaBefore & (open | plainStarts));
        long odd = plain & ~masks[DIGITS * Marks.GROUP + of];
        long zeros = masks[ZEROS * Marks.GROUP + of] & plainStarts;
        long oddStarts = (odd & ~shifted(odd, AFTER_ODD)) | (shifted(zeros, AFTER_ZERO) & plain);
        marks.quotes()[block] = real;
        marks.backslashes()[block] = masks[BACKSLASHES * Marks.GROUP + of];
        marks.places()[block] = open | close | colon | lineEnd | oddStarts | doubtful | elements;
        marks.doubtful()[block] = doubtful;
        marks.elements()[block] = elements;
        marks.lineEnds()[block] = lineEnd;
    }

    // Adding its first bit to the bits of a string moves one to its end.
    private long keyEnds(long strings, long keyStarts) {
        long added = keyStarts + carries[IN_KEY]; // at bit 0 there is at most one of them
        long sum = strings + added;
        carries[IN_KEY] = ((strings & added) | ((strings | added) & ~sum)) >>> 63;
        return sum;
    }

    private long shifted(long mask, int carry) {
        long shifted = mask << 1 | carries[carry];
        carries[carry] = mask >>> 63;
        return shifted;
    }

    // The bytes that a backslash before them takes the meaning from: those after odd runs.
    private long escaped(long slashes) {
        long before = carries[ESCAPED];
        long starting = slashes & ~before;
        long followers = starting << 1 | before;
        long evenBits = 0x5555555555555555L;
        long oddStarts = starting & ~evenBits & ~followers;
        long sum = oddStarts + starting;
        boolean overflow = ((oddStarts & starting) | ((oddStarts | starting) & ~sum)) < 0;
        carries[ESCAPED] = overflow ? 1 : 0;
        long invert = sum << 1;
        return (evenBits ^ invert) & followers;
    }

    // RFC 8259 §7 knows nine escapes. Outside strings a backslash is doubtful anyway.
    private static long wrong(byte[] bytes, int base, long escaped) {
        long bad = 0;
        for (long left = escaped; left != 0; left &= left - 1) {
            int bit = Long.numberOfTrailingZeros(left);
            if (!isPlainEscape(bytes[base + bit])) {
                bad |= 1L << bit;
            }
        }
        return bad;
    }

    // Any character may hide behind a code, one of a key that is looked for too: doubtful.
    static boolean isPlainEscape(byte escaped) {
        return switch (escaped) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> true;
            default -> false;
        };
    }

    private static long endedAtLineEnds(long strings, long real, long lineEnds) {
        long fixed = strings;
        long broken = lineEnds & fixed;
        while (broken != 0) {
            long lowest = broken & -broken;
            long after = ~(lowest | (lowest - 1));
            fixed = (fixed & (lowest - 1)) | (prefixXor(real & after) & after);
            broken = lineEnds & fixed & after;
        }
        return fixed;
    }

    // Every bit is the parity of the bits up to and with its own.
    private static long prefixXor(long bits) {
        long x = bits;
        x ^= x << 1;
        x ^= x << 2;
        x ^= x << 4;
        x ^= x << 8;
        x ^= x << 16;
        x ^= x << 32;
        return x;
    }
}
