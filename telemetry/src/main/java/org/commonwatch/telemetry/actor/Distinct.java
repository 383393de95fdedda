package org.commonwatch.telemetry.actor;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * How many different things there were: exact up to {@link #EXACT_LIMIT}, then an estimate by an
 * UltraLogLog sketch (Ertl, "UltraLogLog: A Practical and More Space-Efficient Alternative to
 * HyperLogLog", 2024). What it holds depends on the set of things alone, so any split adds up to
 * the same.
 */
public final class Distinct {
    /** So many are told apart exactly. */
    public static final int EXACT_LIMIT = 256;

    /** Of an estimate: the standard deviation of its relative error. */
    public static final double RELATIVE_ERROR = 0.0123;

    /** None. */
    public static final Distinct NONE = new Distinct(new long[0], new byte[0]);

    private static final int PRECISION = 12;
    private static final double DEVIATIONS = 1.96;
    private static final byte[] NO_REGISTERS = {};

    // In order and each once, unless there are registers.
    private final long[] hashes;
    private final byte[] registers;

    private Distinct(long[] hashes, byte[] registers) {
        this.hashes = hashes;
        this.registers = registers;
    }

    /** The number of different hashes. */
    static Distinct of(long... hashes) {
        long[] set = LongStream.of(hashes).sorted().distinct().toArray();
        if (set.length <= EXACT_LIMIT) {
            return new Distinct(set, NO_REGISTERS);
        }
        UltraLogLog sketch = sketch();
        for (long hash : set) {
            sketch.add(hash);
        }
        return of(sketch);
    }

    /** What a sketch of more than {@link #EXACT_LIMIT} says. */
    static Distinct of(UltraLogLog sketch) {
        return new Distinct(new long[0], sketch.getState().clone());
    }

    /** A sketch of nothing. */
    static UltraLogLog sketch() {
        return UltraLogLog.create(PRECISION);
    }

    /**
     * The number that the bytes of another are. Throws {@link IllegalArgumentException} if they are
     * none.
     */
    public static Distinct parse(byte[] bytes) {
        if (bytes.length == 1 << PRECISION) {
            return new Distinct(new long[0], bytes.clone());
        }
        if (bytes.length > EXACT_LIMIT * Long.BYTES || bytes.length % Long.BYTES != 0) {
            throw new IllegalArgumentException("not so many hashes: " + bytes.length + " bytes");
        }
        long[] hashes = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(hashes);
        return of(hashes);
    }

    /** What {@link #parse} makes the same again of. */
    public byte[] bytes() {
        if (!isExact()) {
            return registers.clone();
        }
        ByteBuffer bytes = ByteBuffer.allocate(hashes.length * Long.BYTES);
        bytes.asLongBuffer().put(hashes);
        return bytes.array();
    }

    /** Whether it is no estimate. */
    public boolean isExact() {
        return registers.length == 0;
    }

    /** The number, or the best guess at it. */
    public long estimate() {
        return isExact()
                ? hashes.length
                : Math.round(UltraLogLog.wrap(registers).getDistinctCountEstimate());
    }

    /** The number is not less, in 95 cases of 100 together with {@link #most}. */
    public long least() {
        return isExact()
                ? hashes.length
                : (long) Math.floor(estimate() * (1 - DEVIATIONS * RELATIVE_ERROR));
    }

    /** The number is not greater; see {@link #least}. */
    public long most() {
        return isExact()
                ? hashes.length
                : (long) Math.ceil(estimate() * (1 + DEVIATIONS * RELATIVE_ERROR));
    }

    /** How many different things there are in both. */
    public Distinct and(Distinct other) {
        if (isExact() && other.isExact()) {
            return of(
                    LongStream.concat(LongStream.of(hashes), LongStream.of(other.hashes))
                            .toArray());
        }
        UltraLogLog both = sketch();
        addTo(both);
        other.addTo(both);
        return of(both);
    }

    private void addTo(UltraLogLog sketch) {
        if (!isExact()) {
            sketch.add(UltraLogLog.wrap(registers));
        }
        for (long hash : hashes) {
            sketch.add(hash);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Distinct that
                && Arrays.equals(hashes, that.hashes)
                && Arrays.equals(registers, that.registers);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(hashes) + Arrays.hashCode(registers);
    }

    @Override
    public String toString() {
        return isExact() ? "" + hashes.length : least() + " to " + most();
    }
}
