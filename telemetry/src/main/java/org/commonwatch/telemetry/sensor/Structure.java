package org.commonwatch.telemetry.sensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The places in a chunk of JSON lines that whoever walks them must look at: colons and brackets
 * outside strings, line ends, numbers and literals that are more than digits, elements of lists,
 * and every place where the text certainly is not JSON as sensors write it, which is JSON without
 * white space between its tokens. No line harms the next: no string goes on after a line end.
 *
 * <p>What is found is that no two neighbouring tokens contradict each other, and that a key follows
 * every opening brace and stands before every colon. Whoever walks the places must still see that
 * brackets match, that what is {@link #isElement} is in a list, and that what is neither digits,
 * string nor bracket is a number or a literal.
 */
public final class Structure {
    private static final int FIRST_PLACES = 1 << 13;

    /** What is set in a place where the text certainly is not as sensors write it. */
    static final int DOUBTFUL = 1 << 31;

    /** What is set in a place that is, or comes right after, what only a list may hold. */
    static final int ELEMENT = 1 << 30;

    private static final int GROUP_BYTES = Marks.GROUP * Marks.BLOCK_BYTES;

    private final Marks marks = new Marks();
    private final byte[] rest = new byte[GROUP_BYTES];

    // Of each block, where unescaped quotes and backslashes are.
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
    public void index(StructuralScanner scanner, byte[] bytes, int from, int to) {
        count = 0;
        lineCount = 0;
        start = from;
        roomForBlocks((to - from) / Marks.BLOCK_BYTES + 2 * Marks.GROUP);
        scanner.begin();
        int at = from;
        while (at + GROUP_BYTES <= to) {
            int groups = Math.min(Marks.MOST / Marks.GROUP, (to - at) / GROUP_BYTES);
            marks.take(bytes, at, groups * Marks.GROUP);
            scanner.scan(marks);
            note(at, to);
            at += groups * GROUP_BYTES;
        }
        boolean ended = to == from || bytes[to - 1] == '\n';
        if (at < to || !ended) {
            Arrays.fill(rest, (byte) 0);
            System.arraycopy(bytes, at, rest, 0, to - at);
            rest[to - at] = '\n';
            marks.take(rest, 0, Marks.GROUP);
            scanner.scan(marks);
            note(at, ended ? to : to + 1);
            at += GROUP_BYTES;
        }
        quotes[(at - from) / Marks.BLOCK_BYTES] = -1; // for a string without end
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
        int from = first;
        long left = window(quotes, i);
        if (left == 0) {
            int block = i / Marks.BLOCK_BYTES;
            do {
                block++;
                left = quotes[block];
            } while (left == 0);
            from = start + block * Marks.BLOCK_BYTES;
        }
        return from + Long.numberOfTrailingZeros(left);
    }

    /** False if there is no backslash among bytes; quicker than {@link #isEscaped} for many. */
    boolean hasBackslash(int from, int to) {
        long found = 0;
        int last = (to - start) / Marks.BLOCK_BYTES;
        for (int block = (from - start) / Marks.BLOCK_BYTES; block <= last; block++) {
            found |= backslashes[block];
        }
        return found != 0;
    }

    /** Whether there is a backslash among bytes. */
    boolean isEscaped(int from, int to) {
        int i = from - start;
        int length = to - from;
        while (length >= Marks.BLOCK_BYTES) {
            if (window(backslashes, i) != 0) {
                return true;
            }
            i += Marks.BLOCK_BYTES;
            length -= Marks.BLOCK_BYTES;
        }
        return (window(backslashes, i) & ~(-1L << length)) != 0;
    }

    // Of as many bytes as a block has, but from any index on.
    private static long window(long[] masks, int from) {
        int block = from / Marks.BLOCK_BYTES;
        return masks[block] >>> from | masks[block + 1] << 1 << ~from;
    }

    /** Place {@code i}, whose parts the other methods tell. */
    int place(int i) {
        return places[i];
    }

    /** All places, of which those beyond the last line's end mean nothing. */
    int[] places() {
        return places;
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

    // Of the marks, those before an index.
    private void note(int from, int to) {
        int blocks = marks.blocks();
        int first = (from - start) / Marks.BLOCK_BYTES;
        System.arraycopy(marks.quotes(), 0, quotes, first, blocks);
        System.arraycopy(marks.backslashes(), 0, backslashes, first, blocks);
        roomForPlaces(blocks * Marks.BLOCK_BYTES);
        for (int i = 0; i < blocks; i++) {
            int base = from + i * Marks.BLOCK_BYTES;
            long valid = -1;
            if (to - base < Marks.BLOCK_BYTES) {
                if (to <= base) {
                    return;
                }
                valid = ~(-1L << (to - base));
            }
            long noted = marks.places()[i] & valid;
            long lineEnds = marks.lineEnds()[i] & valid;
            if (lineEnds != 0) {
                noteLines(lineEnds, noted);
            }
            note(noted, base);
            if ((marks.doubtful()[i] | marks.elements()[i]) != 0) {
                flag(marks.doubtful()[i], marks.elements()[i], base);
            }
        }
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

    private void roomForBlocks(int most) {
        if (most > quotes.length) {
            quotes = Arrays.copyOf(quotes, Math.max(2 * quotes.length, most));
            backslashes = Arrays.copyOf(backslashes, quotes.length);
        }
    }

    // Four more, since that many are written at a time.
    private void roomForPlaces(int more) {
        if (count + more + 4 > places.length) {
            places = Arrays.copyOf(places, Math.max(2 * places.length, count + more + 4));
        }
        if (lineCount + more > lines.length) {
            lines = Arrays.copyOf(lines, Math.max(2 * lines.length, lineCount + more));
        }
    }
}
