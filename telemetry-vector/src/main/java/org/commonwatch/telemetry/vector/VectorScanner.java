package org.commonwatch.telemetry.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import org.commonwatch.telemetry.sensor.Marks;
import org.commonwatch.telemetry.sensor.StructuralScanner;
import org.commonwatch.telemetry.sensor.Tokens;

/** Compares 32 or 64 bytes at a time, as many as the processor does at once. */
public final class VectorScanner implements StructuralScanner {
    // A shape the processor does not have works too, tens of times slower and without a word.
    private static final VectorSpecies<Byte> SPECIES =
            VectorShape.preferredShape().vectorBitSize() >= 512
                    ? ByteVector.SPECIES_512
                    : ByteVector.SPECIES_256;
    private static final boolean WHOLE = SPECIES.length() == Marks.BLOCK_BYTES;
    private static final int HALF = Marks.BLOCK_BYTES / 2;

    private final Tokens tokens = new Tokens();
    private final long[] masks = new long[Tokens.MASKS];

    /**
     * A scanner for one thread.
     *
     * @throws UnsupportedOperationException where the processor has no vectors of 32 bytes
     */
    public VectorScanner() {
        if (VectorShape.preferredShape().vectorBitSize() < 256) {
            throw new UnsupportedOperationException("no vectors of 32 bytes");
        }
    }

    @Override
    public String name() {
        return "vector " + SPECIES.vectorBitSize();
    }

    @Override
    public void values(byte[] bytes, int from, int blocks, long[] into, int first) {
        int at = from;
        for (int i = first; i < first + VALUE_MASKS * blocks; i += VALUE_MASKS) {
            ByteVector all = ByteVector.fromArray(SPECIES, bytes, at);
            long texts = textEnds(all);
            long others = others(all);
            if (!WHOLE) {
                ByteVector high = ByteVector.fromArray(SPECIES, bytes, at + HALF);
                texts |= textEnds(high) << HALF;
                others |= others(high) << HALF;
            }
            into[i] = texts;
            into[i + 1] = others;
            at += Marks.BLOCK_BYTES;
        }
    }

    @Override
    public boolean isSame(byte[] bytes, int from, byte[] other, int otherFrom, int count) {
        ByteVector one = ByteVector.fromArray(ByteVector.SPECIES_256, bytes, from);
        ByteVector two = ByteVector.fromArray(ByteVector.SPECIES_256, other, otherFrom);
        return (one.compare(VectorOperators.NE, two).toLong() & ~(-1L << count)) == 0;
    }

    private static long textEnds(ByteVector bytes) {
        return equal(bytes, '"') | equal(bytes, '\\') | below(bytes);
    }

    @Override
    public void begin() {
        tokens.begin();
    }

    @Override
    public void scan(Marks marks) {
        for (int first = 0; first < marks.blocks(); first += Marks.GROUP) {
            for (int i = 0; i < Marks.GROUP; i++) {
                int from = marks.from(first + i);
                if (WHOLE) {
                    whole(marks.bytes(), from, masks, i);
                } else {
                    halves(marks.bytes(), from, masks, i);
                }
            }
            tokens.unescape(masks, marks, first);
            for (int i = 0; i < Marks.GROUP; i++) {
                tokens.block(masks, marks, first + i);
            }
        }
    }

    private static void whole(byte[] bytes, int at, long[] masks, int block) {
        ByteVector all = ByteVector.fromArray(ByteVector.SPECIES_512, bytes, at);
        ByteVector folded = all.or((byte) 0x20);
        masks[Tokens.QUOTES * Marks.GROUP + block] = equal(all, '"');
        masks[Tokens.BACKSLASHES * Marks.GROUP + block] = equal(all, '\\');
        masks[Tokens.OPENING * Marks.GROUP + block] = equal(folded, '{');
        masks[Tokens.BRACES * Marks.GROUP + block] = equal(all, '{');
        masks[Tokens.CLOSING * Marks.GROUP + block] = equal(folded, '}');
        masks[Tokens.COLONS * Marks.GROUP + block] = equal(all, ':');
        masks[Tokens.COMMAS * Marks.GROUP + block] = equal(all, ',');
        masks[Tokens.LOW * Marks.GROUP + block] = below(all);
        masks[Tokens.LINE_ENDS * Marks.GROUP + block] = equal(all, '\n');
        masks[Tokens.DIGITS * Marks.GROUP + block] = digits(all);
        masks[Tokens.ZEROS * Marks.GROUP + block] = equal(all, '0');
    }

    private static void halves(byte[] bytes, int at, long[] masks, int block) {
        ByteVector low = ByteVector.fromArray(ByteVector.SPECIES_256, bytes, at);
        ByteVector high = ByteVector.fromArray(ByteVector.SPECIES_256, bytes, at + HALF);
        ByteVector lowFolded = low.or((byte) 0x20);
        ByteVector highFolded = high.or((byte) 0x20);
        masks[Tokens.QUOTES * Marks.GROUP + block] = equal(low, high, '"');
        masks[Tokens.BACKSLASHES * Marks.GROUP + block] = equal(low, high, '\\');
        masks[Tokens.OPENING * Marks.GROUP + block] = equal(lowFolded, highFolded, '{');
        masks[Tokens.BRACES * Marks.GROUP + block] = equal(low, high, '{');
        masks[Tokens.CLOSING * Marks.GROUP + block] = equal(lowFolded, highFolded, '}');
        masks[Tokens.COLONS * Marks.GROUP + block] = equal(low, high, ':');
        masks[Tokens.COMMAS * Marks.GROUP + block] = equal(low, high, ',');
        masks[Tokens.LOW * Marks.GROUP + block] = below(low) | below(high) << HALF;
        masks[Tokens.LINE_ENDS * Marks.GROUP + block] = equal(low, high, '\n');
        masks[Tokens.DIGITS * Marks.GROUP + block] = digits(low) | digits(high) << HALF;
        masks[Tokens.ZEROS * Marks.GROUP + block] = equal(low, high, '0');
    }

    private static long equal(ByteVector low, ByteVector high, char value) {
        return equal(low, value) | equal(high, value) << HALF;
    }

    private static long equal(ByteVector bytes, char value) {
        return bytes.eq((byte) value).toLong();
    }

    private static long digits(ByteVector bytes) {
        return bytes.sub((byte) '0').compare(VectorOperators.ULT, (byte) 10).toLong();
    }

    private static long others(ByteVector bytes) {
        return bytes.sub((byte) '0').compare(VectorOperators.UGE, (byte) 10).toLong();
    }

    // Bytes are signed, so those beyond ASCII are below a space too.
    private static long below(ByteVector bytes) {
        return bytes.compare(VectorOperators.LT, (byte) ' ').toLong();
    }
}
