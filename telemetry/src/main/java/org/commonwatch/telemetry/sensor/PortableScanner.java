package org.commonwatch.telemetry.sensor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Compares eight bytes at a time in a long, on any machine. What it finds is what any other scanner
 * must find to be taken.
 */
final class PortableScanner implements StructuralScanner {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long TO_BITS = 0x0002040810204081L;

    private static final byte[] SAMPLE =
            ("{\"a\":[1,\"\\\\\\\"{:}\",{}],\"b\":{\"c\":\"\u00E9\\t\",\"d\":-1.5e3}}\n"
                            + "\"broken\n"
                            + "{}}\r\n"
                            + "{\"long\":\""
                            + "x\\\\".repeat(99)
                            + "\"}\n{\"cut\":tru")
                    .getBytes(StandardCharsets.UTF_8);
    private static final Optional<ServiceLoader.Provider<StructuralScanner>> FASTEST = find();

    private final Tokens tokens = new Tokens();
    private final long[] masks = new long[Tokens.MASKS];

    @Override
    public String name() {
        return "portable";
    }

    @Override
    public void values(byte[] bytes, int from, int blocks, long[] into, int first) {
        for (int block = 0; block < blocks; block++) {
            long texts = 0;
            long digits = 0;
            for (int i = 0; i < Marks.BLOCK_BYTES; i += 8) {
                long word = (long) LONGS.get(bytes, from + block * Marks.BLOCK_BYTES + i);
                texts |= (equal(word, '"') | equal(word, '\\') | low(word)) << i;
                digits |= bits(Words.nonDigits(word)) << i;
            }
            into[first + 2 * block] = texts;
            into[first + 2 * block + 1] = digits;
        }
    }

    private static long low(long word) {
        return bits((below(word, ' ') | word) & HIGH);
    }

    @Override
    public boolean isSame(byte[] bytes, int from, byte[] other, int otherFrom, int count) {
        long differs = 0;
        for (int i = 0; i < count; i += Long.BYTES) {
            long one = (long) LONGS.get(bytes, from + i);
            differs |= (one ^ (long) LONGS.get(other, otherFrom + i)) & Words.lowest(count - i);
        }
        return differs == 0;
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
            low |= low(word) << i;
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

    /** See {@link StructuralScanner#fastest}. */
    static StructuralScanner fastest() {
        return FASTEST.map(ServiceLoader.Provider::get).orElseGet(PortableScanner::new);
    }

    private static Optional<ServiceLoader.Provider<StructuralScanner>> find() {
        try {
            return ServiceLoader.load(
                            StructuralScanner.class, PortableScanner.class.getClassLoader())
                    .stream()
                    .filter(PortableScanner::isGood)
                    .findFirst();
        } catch (ServiceConfigurationError | LinkageError cannotEvenBeLoadedHere) {
            return Optional.empty();
        }
    }

    // A scanner that cannot run here, or that does not find what the portable one finds, is none.
    private static boolean isGood(ServiceLoader.Provider<StructuralScanner> provider) {
        try {
            var portable = new PortableScanner();
            StructuralScanner other = provider.get();
            List<String> expected = Structure.of(portable, SAMPLE, 0, SAMPLE.length);
            boolean same = Structure.of(other, SAMPLE, 0, SAMPLE.length).equals(expected);
            int blocks = SAMPLE.length / Marks.BLOCK_BYTES;
            long[] ends = new long[2 * VALUE_MASKS * blocks];
            portable.values(SAMPLE, 0, blocks, ends, 0);
            other.values(SAMPLE, 0, blocks, ends, ends.length / 2);
            same &= Arrays.equals(ends, 0, ends.length / 2, ends, ends.length / 2, ends.length);
            for (int i = 0; i <= COMPARED; i++) {
                same &= other.isSame(SAMPLE, 3, SAMPLE, 4, i) == (i == 0);
                same &= other.isSame(SAMPLE, i, SAMPLE, i, i);
            }
            return same;
        } catch (ServiceConfigurationError | LinkageError cannotRunHere) {
            return false;
        }
    }
}
