package org.commonwatch.telemetry.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import org.commonwatch.telemetry.sensor.StructuralScanner;
import org.commonwatch.telemetry.sensor.Structure;

import java.util.Arrays;

/** Compares 32 or 64 bytes at a time, as many as the processor does at once. */
public final class VectorScanner implements StructuralScanner {
    // A shape the processor does not have works too, tens of times slower and without a word.
    private static final VectorSpecies<Byte> SPECIES =
            VectorShape.preferredShape().vectorBitSize() >= 512
                    ? ByteVector.SPECIES_512
                    : ByteVector.SPECIES_256;
    private static final boolean WHOLE = SPECIES.length() == Structure.BLOCK;
    private static final int HALF = Structure.BLOCK / 2;

    private final byte[] rest = new byte[Structure.BLOCK];

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
        if (WHOLE) {
            ByteVector all = ByteVector.fromArray(ByteVector.SPECIES_512, bytes, at);
            ByteVector folded = all.or((byte) 0x20);
            structure.quotes(equal(all, '"'), equal(all, '\\'));
            structure.brackets(equal(folded, '{'), equal(folded, '}'));
            structure.separators(equal(all, ':'), equal(all, ','));
            structure.others(below(all), equal(all, '\n'));
        } else {
            ByteVector low = ByteVector.fromArray(ByteVector.SPECIES_256, bytes, at);
            ByteVector high = ByteVector.fromArray(ByteVector.SPECIES_256, bytes, at + HALF);
            ByteVector lowFolded = low.or((byte) 0x20);
            ByteVector highFolded = high.or((byte) 0x20);
            structure.quotes(equal(low, high, '"'), equal(low, high, '\\'));
            structure.brackets(
                    equal(lowFolded, highFolded, '{'), equal(lowFolded, highFolded, '}'));
            structure.separators(equal(low, high, ':'), equal(low, high, ','));
            structure.others(below(low) | below(high) << HALF, equal(low, high, '\n'));
        }
    }

    private static long equal(ByteVector low, ByteVector high, char value) {
        return equal(low, value) | equal(high, value) << HALF;
    }

    private static long equal(ByteVector bytes, char value) {
        return bytes.eq((byte) value).toLong();
    }

    // Bytes are signed, so those beyond ASCII are below a space too.
    private static long below(ByteVector bytes) {
        return bytes.compare(VectorOperators.LT, (byte) ' ').toLong();
    }
}
