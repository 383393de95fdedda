package org.commonwatch.telemetry.sensor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Compares eight bytes at a time in a long, on any machine. */
public final class PortableScanner implements StructuralScanner {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long TO_BITS = 0x0002040810204081L;

    private final byte[] rest = new byte[Structure.BLOCK];

    @Override
    public String name() {
        return "portable";
    }

    @Override
    public void scan(byte[] bytes, int from, int to, Structure structure) {
        int at = from;
        for (; at + Structure.BLOCK <= to; at += Structure.BLOCK) {
            masks(bytes, at, structure);
            structure.block(bytes, at, Structure.BLOCK);
        }
        if (at < to) {
            Arrays.fill(rest, (byte) 0);
            System.arraycopy(bytes, at, rest, 0, to - at);
            masks(rest, 0, structure);
            structure.block(bytes, at, to - at);
        }
    }

    private static void masks(byte[] bytes, int at, Structure structure) {
        long quotes = 0;
        long backslashes = 0;
        long opening = 0;
        long closing = 0;
        long colons = 0;
        long commas = 0;
        long low = 0;
        long lineEnds = 0;
        for (int i = 0; i < Structure.BLOCK; i += 8) {
            long word = (long) LONGS.get(bytes, at + i);
            long folded = word | 0x20 * ONES;
            quotes |= equal(word, '"') << i;
            backslashes |= equal(word, '\\') << i;
            opening |= equal(folded, '{') << i;
            closing |= equal(folded, '}') << i;
            colons |= equal(word, ':') << i;
            commas |= equal(word, ',') << i;
            lineEnds |= equal(word, '\n') << i;
            // No byte borrows from the next: all are above 0x20 here.
            long below = ~((word | HIGH) - 0x20 * ONES) | word;
            low |= bits(below & HIGH) << i;
        }
        structure.quotes(quotes, backslashes);
        structure.brackets(opening, closing);
        structure.separators(colons, commas);
        structure.others(low, lineEnds);
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
