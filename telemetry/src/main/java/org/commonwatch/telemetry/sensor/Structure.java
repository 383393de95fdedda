package org.commonwatch.telemetry.sensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The places in a chunk of JSON lines that whoever walks them must look at: colons and brackets
 * outside strings, line ends, numbers and literals that are more than digits, elements of lists,
 * and every place where the text certainly is not JSON as sensors write it, which is JSON without
 * white space between its tokens.
 *
 * <p>A {@link StructuralScanner} tells where the bytes that matter are, 64 at a time, and this
 * class finds out what they mean, with the arithmetic on bit masks of Langdale and Lemire ("Parsing
 * Gigabytes of JSON per Second", VLDB Journal 28, 2019). No line harms the next: no string goes on
 * after a line end.
 *
 * <p>What is found is that no two neighbouring tokens contradict each other, and that a key follows
 * every opening brace and stands before every colon. Whoever walks the places must still see that
 * brackets match, that what is {@link #isElement} is in a list, and that what is neither digits,
 * string nor bracket is a number or a literal.
 */
public final class Structure {
    /** How many bytes a block has. */
    public static final int BLOCK = 64;

    private static final int FIRST_PLACES = 1 << 13;
    private static final int BATCH = 64;
    private static final int DOUBTFUL = 1 << 31;
    private static final int ELEMENT = 1 << 30;

    private final long[] masks = new long[BATCH * StructuralScanner.MASKS];
    private final byte[] rest = new byte[BLOCK];

    // From block to block: bit 0 tells of the byte before the block.
    private long inString;
    private long escaped;
    private long afterColonCommaOpening;
    private long afterValue;
    private long afterOpening;
    private long afterBrace;
    private long afterComma;
    private long afterClosing;
    private long afterLineEnd;
    private long afterKey;
    private long afterPlain;
    private long afterOdd;
    private long afterZero;
    // 1 if the key that the block begins within goes on.
    private long keyCarry;

    // Of each block, where unescaped quotes and backslashes are; after the last, a quote to stop at.
    private long[] quotes = new long[FIRST_PLACES];
    private long[] backslashes = new long[FIRST_PLACES];
    private int start;

    // A place: index of the byte, and what is to be known of it in the two bits above.
    private int[] places = new int[FIRST_PLACES];
    private int count;
    // Which places are line ends.
    private int[] lines = new int[FIRST_PLACES];
    private int lineCount;

    /** Every place that the scanner finds, each as a text, for comparing one with another. */
    public static List<String> of(StructuralScanner scanner, byte[] bytes, int from, int to) {
        Structure found = new Structure();
        found.index(scanner, bytes, from, to);
        return IntStream.range(0, found.count)
                .mapToObj(i ->
                        at(found.places[i])
                                + (isElement(found.places[i]) ? " element" : "")
                                + (isDoubtful(found.places[i]) ? " doubtful" : ""))
                .toList();
    }

    /** Finds the places of a chunk; a last line that has no line end is ended after it. */
    void index(StructuralScanner scanner, byte[] bytes, int from, int to) {
        clear();
        start = from;
        blocks((to - from) / BLOCK + 2);
        int at = from;
        while (at + BLOCK <= to) {
            int blocks = Math.min(BATCH, (to - at) / BLOCK);
            scanner.masks(bytes, at, blocks, masks);
            room(blocks);
            for (int i = 0; i < blocks; i++) {
                block(bytes, at, BLOCK, i * StructuralScanner.MASKS);
                at += BLOCK;
            }
        }
        if (at < to) {
            Arrays.fill(rest, (byte) 0);
            System.arraycopy(bytes, at, rest, 0, to - at);
            scanner.masks(rest, 0, 1, masks);
            room(1);
            block(bytes, at, to - at, 0);
        }
        if (to > from && bytes[to - 1] != '\n') {
            boolean broken = inString != 0 || afterClosing == 0;
            room(1);
            lines[lineCount++] = count;
            places[count++] = to | (broken ? DOUBTFUL : 0);
        }
        quotes[(to - from + BLOCK - 1) / BLOCK] = -1;
    }

    private void clear() {
        inString = 0;
        escaped = 0;
        afterColonCommaOpening = 0;
        afterValue = 0;
        afterOpening = 0;
        afterBrace = 0;
        afterComma = 0;
        afterClosing = 0;
        afterLineEnd = 1;
        afterKey = 0;
        afterPlain = 0;
        afterOdd = 0;
        afterZero = 0;
        keyCarry = 0;
        count = 0;
        lineCount = 0;
    }

    /** How many lines there are. */
    int lines() {
        return lineCount;
    }

    /** Which place is the end of line {@code i}. */
    int lineEnd(int i) {
        return lines[i];
    }

    /** Index of the quote that ends the string of which a byte is the first. */
    int stringEnd(int first) {
        int i = first - start;
        int block = i / BLOCK;
        long left = quotes[block] & -1L << i;
        while (left == 0) {
            block++;
            left = quotes[block];
        }
        return start + block * BLOCK + Long.numberOfTrailingZeros(left);
    }

    /** Whether there is a backslash among bytes. */
    boolean isEscaped(int from, int to) {
        int block = (from - start) / BLOCK;
        int last = (to - start) / BLOCK;
        long found = backslashes[block] & -1L << (from - start);
        while (block < last) {
            if (found != 0) {
                return true;
            }
            block++;
            found = backslashes[block];
        }
        return (found & ~(-1L << (to - start))) != 0;
    }

    /** Place {@code i}, whose parts the other methods tell. */
    int place(int i) {
        return places[i];
    }

    /** Index of the byte at a place. */
    static int at(int place) {
        return place & (ELEMENT - 1);
    }

    /** Whether the text is certainly not as sensors write it at a place. */
    static boolean isDoubtful(int place) {
        return place < 0;
    }

    /** Whether a place is, or comes right after, what only a list may hold. */
    static boolean isElement(int place) {
        return (place & ELEMENT) != 0;
    }

    // One method, though long: what it knows of a block stays in registers.
    private void block(byte[] bytes, int base, int length, int from) {
        long valid = length == BLOCK ? -1L : (1L << length) - 1;
        long doubtful = 0;
        long real = masks[from + StructuralScanner.QUOTES];
        long slashes = masks[from + StructuralScanner.BACKSLASHES];
        long lineEnd = masks[from + StructuralScanner.LINE_ENDS];
        if ((slashes | escaped) != 0) {
            long escapedHere = escaped(slashes);
            real &= ~escapedHere;
            doubtful = doubtfulEscapes(bytes, base, escapedHere & valid);
        }
        quotes[(base - start) / BLOCK] = real;
        backslashes[(base - start) / BLOCK] = slashes;
        long strings = prefixXor(real) ^ inString;
        if ((lineEnd & strings) != 0) {
            doubtful |= lineEnd & strings;
            strings = endedAtLineEnds(strings, real, lineEnd);
        }
        int last = length - 1;
        inString = strings << (63 - last) >> 63;
        long starts = real & strings;
        long ends = real & ~strings;
        long outside = ~(strings | real);
        long open = masks[from + StructuralScanner.OPENING] & outside;
        long brace = masks[from + StructuralScanner.BRACES] & open;
        long close = masks[from + StructuralScanner.CLOSING] & outside;
        long colon = masks[from + StructuralScanner.COLONS] & outside;
        long comma = masks[from + StructuralScanner.COMMAS] & outside;
        long plain = outside & ~(open | close | colon | comma | lineEnd);
        long plainStarts = plain & ~shifted(plain, afterPlain);
        long mayStart = shifted(colon | comma | open, afterColonCommaOpening);
        long valueBefore = shifted(ends | close | plain, afterValue);
        long lineBefore = shifted(lineEnd, afterLineEnd);
        long commaBefore = shifted(comma, afterComma);
        long braceBefore = shifted(brace, afterBrace);
        long keyEnds = keyEnds(strings, starts & (commaBefore | braceBefore)) & ends;
        long keyBefore = shifted(keyEnds, afterKey);
        doubtful |= (starts | plainStarts) & ~mayStart;
        doubtful |= (open | plainStarts) & braceBefore;
        doubtful |= open & ~(mayStart | lineBefore);
        doubtful |= colon & ~keyBefore;
        doubtful |= comma & ~valueBefore;
        doubtful |= close & ~(valueBefore | shifted(open, afterOpening));
        doubtful |= lineEnd & ~(shifted(close, afterClosing) | lineBefore);
        doubtful |= masks[from + StructuralScanner.LOW] & strings;
        long elements = (keyBefore & ~colon) | (commaBefore & (open | plainStarts));
        long digits = masks[from + StructuralScanner.DIGITS];
        long zeros = masks[from + StructuralScanner.ZEROS] & plainStarts;
        long odd = plain & ~digits;
        long oddStarts = (odd & ~shifted(odd, afterOdd)) | (shifted(zeros, afterZero) & plain);
        afterColonCommaOpening = (colon | comma | open) >>> 63;
        afterValue = (ends | close | plain) >>> 63;
        afterOpening = open >>> 63;
        afterBrace = brace >>> 63;
        afterComma = comma >>> 63;
        afterClosing = (close >>> last) & 1;
        afterLineEnd = lineEnd >>> 63;
        afterKey = keyEnds >>> 63;
        afterPlain = plain >>> 63;
        afterOdd = odd >>> 63;
        afterZero = zeros >>> 63;
        long flagged = (doubtful | elements) & valid;
        long noted = ((open | close | colon | lineEnd | oddStarts) & valid) | flagged;
        if (lineEnd != 0) {
            noteLines(lineEnd, noted);
        }
        note(noted, base);
        if (flagged != 0) {
            flag(doubtful, elements, base);
        }
    }

    // Adding its first bit to the bits of a string moves one to its end.
    private long keyEnds(long strings, long keyStarts) {
        long added = keyStarts + keyCarry; // at bit 0 there is at most one of them
        long sum = strings + added;
        keyCarry = ((strings & added) | ((strings | added) & ~sum)) >>> 63;
        return sum;
    }

    private void noteLines(long lineEnds, long noted) {
        for (long left = lineEnds; left != 0; left &= left - 1) {
            long before = (left & -left) - 1;
            lines[lineCount++] = count + Long.bitCount(noted & before);
        }
    }

    private void note(long bits, int base) {
        int to = count;
        count += Long.bitCount(bits);
        long left = bits;
        // Four at a time, so that the processor guesses the turns well; what is too much is
        // written over.
        while (left != 0) {
            places[to] = base + Long.numberOfTrailingZeros(left);
            left &= left - 1;
            places[to + 1] = base + Long.numberOfTrailingZeros(left);
            left &= left - 1;
            places[to + 2] = base + Long.numberOfTrailingZeros(left);
            left &= left - 1;
            places[to + 3] = base + Long.numberOfTrailingZeros(left);
            left &= left - 1;
            to += 4;
        }
    }

    private void flag(long doubtful, long elements, int base) {
        for (int i = count - 1; i >= 0 && at(places[i]) >= base; i--) {
            long bit = 1L << (places[i] - base);
            int flags = (doubtful & bit) == 0 ? 0 : DOUBTFUL;
            places[i] |= flags | ((elements & bit) == 0 ? 0 : ELEMENT);
        }
    }

    private void blocks(int most) {
        if (most > quotes.length) {
            quotes = Arrays.copyOf(quotes, Math.max(2 * quotes.length, most));
            backslashes = Arrays.copyOf(backslashes, quotes.length);
        }
    }

    private void room(int blocks) {
        int most = count + blocks * BLOCK + 4;
        if (most > places.length) {
            places = Arrays.copyOf(places, Math.max(2 * places.length, most));
        }
        int mostLines = lineCount + blocks * BLOCK + 1;
        if (mostLines > lines.length) {
            lines = Arrays.copyOf(lines, Math.max(2 * lines.length, mostLines));
        }
    }

    private static long shifted(long mask, long before) {
        return mask << 1 | before;
    }

    // The bytes that a backslash before them takes the meaning from: those after odd runs.
    private long escaped(long slashes) {
        long starting = slashes & ~escaped;
        long followers = starting << 1 | escaped;
        long evenBits = 0x5555555555555555L;
        long oddStarts = starting & ~evenBits & ~followers;
        long sum = oddStarts + starting;
        boolean overflow = ((oddStarts & starting) | ((oddStarts | starting) & ~sum)) < 0;
        escaped = overflow ? 1 : 0;
        long invert = sum << 1;
        return (evenBits ^ invert) & followers;
    }

    // RFC 8259 §7 knows nine escapes. Outside strings a backslash is doubtful anyway.
    private static long doubtfulEscapes(byte[] bytes, int base, long escaped) {
        long bad = 0;
        for (long left = escaped; left != 0; left &= left - 1) {
            int bit = Long.numberOfTrailingZeros(left);
            int at = base + bit;
            // Any character may hide behind a code, one of a key that is looked for too: doubtful.
            boolean plain =
                    switch (bytes[at]) {
                        case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> true;
                        default -> false;
                    };
            if (!plain) {
                bad |= 1L << bit;
            }
        }
        return bad;
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
