package org.commonwatch.telemetry.sensor;

import java.util.Arrays;

/**
 * The places in a chunk of JSON lines at which its structure changes: colons and brackets outside
 * strings, line ends, and every place where the text certainly is not JSON as sensors write it,
 * which is JSON without white space between its tokens.
 *
 * <p>A {@link StructuralScanner} tells where the bytes that matter are, 64 at a time, and this
 * class finds out what they mean, with the arithmetic on bit masks of Langdale and Lemire ("Parsing
 * Gigabytes of JSON per Second", VLDB Journal 28, 2019). No line harms the next: no string goes on
 * after a line end.
 *
 * <p>What is found is that no two neighbouring tokens contradict each other. Whoever walks the
 * places must still see that brackets match, that members of an object are separated by one comma
 * ({@link #commas}), and that what is neither string nor bracket is a number or a literal.
 */
public final class Structure {
    /** How many bytes a block has. */
    public static final int BLOCK = 64;

    private static final int FIRST_PLACES = 1 << 13;
    private static final long DOUBTFUL = 1L << 63;

    // Of the block at hand, a bit a byte: set by the scanner.
    private long quotes;
    private long backslashes;
    private long opening;
    private long closing;
    private long colons;
    private long commaBytes;
    private long low;
    private long lineEnds;

    // From block to block: bit 0 tells of the byte before the block.
    private long inString;
    private long escaped;
    private long afterColonCommaOpening;
    private long afterValue;
    private long afterOpening;
    private long afterClosing;
    private long afterLineEnd;
    private long afterQuote;
    private long afterPlain;
    private int commas;

    // A place: index of the byte in the lower half, commas before it in the upper.
    private long[] places = new long[FIRST_PLACES];
    private int count;

    /** Starts before the first line of a chunk. */
    void clear() {
        inString = 0;
        escaped = 0;
        afterColonCommaOpening = 0;
        afterValue = 0;
        afterOpening = 0;
        afterClosing = 0;
        afterLineEnd = 1;
        afterQuote = 0;
        afterPlain = 0;
        commas = 0;
        count = 0;
    }

    /** How many places there are. */
    int count() {
        return count;
    }

    /** Index of the byte at place {@code i}. */
    int at(int i) {
        return (int) places[i];
    }

    /** How many commas outside strings there are before place {@code i}. */
    int commas(int i) {
        return (int) (places[i] >>> 32) & Integer.MAX_VALUE;
    }

    /** Whether the text is certainly not as sensors write it at place {@code i}. */
    boolean isDoubtful(int i) {
        return places[i] < 0;
    }

    /** Where in the block {@code "} and {@code \} are. */
    public void quotes(long quotes, long backslashes) {
        this.quotes = quotes;
        this.backslashes = backslashes;
    }

    /** Where in the block an opening and a closing bracket of either sort are. */
    public void brackets(long opening, long closing) {
        this.opening = opening;
        this.closing = closing;
    }

    /** Where in the block colons and commas are. */
    public void separators(long colons, long commas) {
        this.colons = colons;
        this.commaBytes = commas;
    }

    /** Where in the block control characters and bytes beyond ASCII are, and where line feeds. */
    public void others(long low, long lineEnds) {
        this.low = low;
        this.lineEnds = lineEnds;
    }

    /**
     * Takes the block whose masks were set.
     *
     * @param base index of its first byte
     * @param length how many of its bytes are of the chunk, from the first on
     */
    public void block(byte[] bytes, int base, int length) {
        long valid = length == BLOCK ? -1L : (1L << length) - 1;
        long doubtful = 0;
        long real = quotes;
        if ((backslashes | escaped) != 0) {
            long escapedHere = escaped(backslashes);
            real &= ~escapedHere;
            doubtful = doubtfulEscapes(bytes, base, escapedHere & valid);
        }
        long strings = prefixXor(real) ^ inString;
        if ((lineEnds & strings) != 0) {
            doubtful |= lineEnds & strings;
            strings = endedAtLineEnds(strings, real);
        }
        int last = length - 1;
        inString = strings << (63 - last) >> 63;
        long starts = real & strings;
        long ends = real & ~strings;
        long outside = ~(strings | real);
        long open = opening & outside;
        long close = closing & outside;
        long colon = colons & outside;
        long comma = commaBytes & outside;
        long lineEnd = lineEnds;
        long plain = outside & ~(open | close | colon | comma | lineEnd);
        long mayStart = shifted(colon | comma | open, afterColonCommaOpening);
        long valueBefore = shifted(ends | close | plain, afterValue);
        doubtful |= (starts | (plain & ~shifted(plain, afterPlain))) & ~mayStart;
        long lineBefore = shifted(lineEnd, afterLineEnd);
        doubtful |= open & ~(mayStart | lineBefore);
        doubtful |= colon & ~shifted(ends, afterQuote);
        doubtful |= comma & ~valueBefore;
        doubtful |= close & ~(valueBefore | shifted(open, afterOpening));
        doubtful |= lineEnd & ~(shifted(close, afterClosing) | lineBefore);
        doubtful |= low & strings;
        afterColonCommaOpening = (colon | comma | open) >>> 63;
        afterValue = (ends | close | plain) >>> 63;
        afterOpening = open >>> 63;
        afterClosing = (close >>> last) & 1;
        afterLineEnd = lineEnd >>> 63;
        afterQuote = ends >>> 63;
        afterPlain = plain >>> 63;
        note((open | close | colon | lineEnd | doubtful) & valid, doubtful, comma, base);
        commas += Long.bitCount(comma & valid);
    }

    /** Ends a last line that has no line end of its own. */
    void end(int at) {
        room();
        boolean broken = inString != 0 || afterClosing == 0;
        places[count++] = place(at, commas) | (broken ? DOUBTFUL : 0);
    }

    private void note(long bits, long doubtful, long comma, int base) {
        room();
        long left = bits;
        int to = count;
        while (left != 0) {
            int bit = Long.numberOfTrailingZeros(left);
            long lowest = left & -left;
            long place = place(base + bit, commas + Long.bitCount(comma & (lowest - 1)));
            places[to++] = (doubtful & lowest) == 0 ? place : place | DOUBTFUL;
            left ^= lowest;
        }
        count = to;
    }

    private void room() {
        if (count + BLOCK > places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
    }

    private static long place(int at, int commas) {
        return (long) commas << 32 | at;
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

    private long endedAtLineEnds(long strings, long real) {
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
