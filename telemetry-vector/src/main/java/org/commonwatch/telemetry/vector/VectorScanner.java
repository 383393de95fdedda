package org.commonwatch.telemetry.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import org.commonwatch.telemetry.sensor.StructuralScanner;
import org.commonwatch.telemetry.sensor.Structure;

/** Compares 32 or 64 bytes at a time, as many as the processor does at once. */
public final class VectorScanner implements StructuralScanner {
    // A shape the processor does not have works too, tens of times slower and without a word.
    private static final VectorSpecies<Byte> SPECIES =
            VectorShape.preferredShape().vectorBitSize() >= 512
                    ? ByteVector.SPECIES_512
                    : ByteVector.SPECIES_256;
    private static final boolean WHOLE = SPECIES.length() == Structure.BLOCK;
    private static final int HALF = Structure.BLOCK / 2;

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
    public void masks(byte[] bytes, int from, int blocks, long[] masks) {
        for (int block = 0; block < blocks; block++) {
            if (WHOLE) {
                whole(bytes, from + block * Structure.BLOCK, masks, block * MASKS);
            } else {
                halves(bytes, from + block * Structure.BLOCK, masks, block * MASKS);
            }
        }
    }

    private static void whole(byte[] bytes, int at, long[] masks, int to) {
        ByteVector all = ByteVector.fromArray(ByteVector.SPECIES_512, bytes, at);
        ByteVector folded = all.or((byte) 0x20);
        masks[to + QUOTES] = equal(all, '"');
        masks[to + BACKSLASHES] = equal(all, '\\');
        masks[to + OPENING] = equal(folded, '{');
        masks[to + BRACES] = equal(all, '{');
        masks[to + CLOSING] = equal(folded, '}');
        masks[to + COLONS] = equal(all, ':');
        masks[to + COMMAS] = equal(all, ',');
        masks[to + LOW] = below(all);
        masks[to + LINE_ENDS] = equal(all, '\n');
        masks[to + DIGITS] = digits(all);
        masks[to + ZEROS] = equal(all, '0');
    }

    private static void halves(byte[] bytes, int at, long[] masks, int to) {
        ByteVector low = ByteVector.fromArray(ByteVector.SPECIES_256, bytes, at);
        ByteVector high = ByteVector.fromArray(ByteVector.SPECIES_256, bytes, at + HALF);
        ByteVector lowFolded = low.or((byte) 0x20);
        ByteVector highFolded = high.or((byte) 0x20);
        masks[to + QUOTES] = equal(low, high, '"');
        masks[to + BACKSLASHES] = equal(low, high, '\\');
        masks[to + OPENING] = equal(lowFolded, highFolded, '{');
        masks[to + BRACES] = equal(low, high, '{');
        masks[to + CLOSING] = equal(lowFolded, highFolded, '}');
        masks[to + COLONS] = equal(low, high, ':');
        masks[to + COMMAS] = equal(low, high, ',');
        masks[to + LOW] = below(low) | below(high) << HALF;
        masks[to + LINE_ENDS] = equal(low, high, '\n');
        masks[to + DIGITS] = digits(low) | digits(high) << HALF;
        masks[to + ZEROS] = equal(low, high, '0');
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

    // Bytes are signed, so those beyond ASCII are below a space too.
    private static long below(ByteVector bytes) {
        return bytes.compare(VectorOperators.LT, (byte) ' ').toLong();
    }
}
