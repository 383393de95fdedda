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

    private final Tokens tokens = new Tokens();
    private final long[] masks = new long[Tokens.MASKS];

    @Override
    public String name() {
        return "portable";
    }

    @Override
    public void begin() {
        tokens.begin();
    }

    @Override
    public void scan(Marks marks) {
        for (int first = 0; first < marks.blocks(); first += Marks.GROUP) {
            for (int i = 0; i < Marks.GROUP; i++) {
                compare(marks.bytes(), marks.from(first + i), i);
            }
            tokens.unescape(masks, marks, first);
            for (int i = 0; i < Marks.GROUP; i++) {
                tokens.block(masks, marks, first + i);
            }
        }
    }

    private void compare(byte[] bytes, int at, int block) {
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
        for (int i = 0; i < Marks.BLOCK_BYTES; i += 8) {
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
        masks[Tokens.QUOTES * Marks.GROUP + block] = quotes;
        masks[Tokens.BACKSLASHES * Marks.GROUP + block] = backslashes;
        masks[Tokens.OPENING * Marks.GROUP + block] = opening;
        masks[Tokens.BRACES * Marks.GROUP + block] = braces;
        masks[Tokens.CLOSING * Marks.GROUP + block] = closing;
        masks[Tokens.COLONS * Marks.GROUP + block] = colons;
        masks[Tokens.COMMAS * Marks.GROUP + block] = commas;
        masks[Tokens.LOW * Marks.GROUP + block] = low;
        masks[Tokens.LINE_ENDS * Marks.GROUP + block] = lineEnds;
        masks[Tokens.DIGITS * Marks.GROUP + block] = digits;
        masks[Tokens.ZEROS * Marks.GROUP + block] = zeros;
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
