package org.commonwatch.telemetry.sensor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Compares eight bytes at a time in a long, on any machine. */
final class PortableScanner implements StructuralScanner {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long TO_BITS = 0x0002040810204081L;

    @Override
    public String name() {
        return "portable";
    }

    @Override
    public void masks(byte[] bytes, int from, int blocks, long[] masks) {
        for (int block = 0; block < blocks; block++) {
            block(bytes, from + block * Structure.BLOCK, masks, block * MASKS);
        }
    }

    private static void block(byte[] bytes, int at, long[] masks, int to) {
        long quotes = 0;
        long backslashes = 0;
        long opening = 0;
        long braces = 0;
        long closing = 0;
        long colons = 0;
        long commas = 0;
        long low = 0;
        long lineEnds = 0;
        long digits = 0;
        long zeros = 0;
        for (int i = 0; i < Structure.BLOCK; i += 8) {
            long word = (long) LONGS.get(bytes, at + i);
            long folded = word | 0x20 * ONES;
            quotes |= equal(word, '"') << i;
            backslashes |= equal(word, '\\') << i;
            opening |= equal(folded, '{') << i;
            braces |= equal(word, '{') << i;
            closing |= equal(folded, '}') << i;
            colons |= equal(word, ':') << i;
            commas |= equal(word, ',') << i;
            lineEnds |= equal(word, '\n') << i;
            zeros |= equal(word, '0') << i;
            long below0 = below(word, '0');
            low |= bits((below(word, ' ') | word) & HIGH) << i;
            digits |= bits(below(word, '9' + 1) & ~below0 & ~word & HIGH) << i;
        }
        masks[to + QUOTES] = quotes;
        masks[to + BACKSLASHES] = backslashes;
        masks[to + OPENING] = opening;
        masks[to + BRACES] = braces;
        masks[to + CLOSING] = closing;
        masks[to + COLONS] = colons;
        masks[to + COMMAS] = commas;
        masks[to + LOW] = low;
        masks[to + LINE_ENDS] = lineEnds;
        masks[to + DIGITS] = digits;
        masks[to + ZEROS] = zeros;
    }

    // The highest bit of a byte tells whether what is below it is less than the value. No byte
    // borrows from the next: all have their highest bit set here.
    private static long below(long word, int value) {
        return ~((word | HIGH) - value * ONES);
    }

    private static long equal(long word, int value) {
        long difference = word ^ value * ONES;
        return bits(~(((difference & ~HIGH) + ~HIGH) | difference) & HIGH);
    }

    // The highest bit of each byte, next to each other.
    private static long bits(long high) {
        return (high * TO_BITS) >>> 56;
    }
}
