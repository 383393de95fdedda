package org.commonwatch.telemetry.matching;

/** How keys become the 64 bits by which they are found. */
final class Hash {
    // The finisher of MurmurHash3, and its inverse.
    private static final long FIRST = 0xFF51_AFD7_ED55_8CCDL;
    private static final long SECOND = 0xC4CE_B9FE_1A85_EC53L;
    private static final long FIRST_INVERSE = 0x4F74_430C_22A5_4005L;
    private static final long SECOND_INVERSE = 0x9CB4_B2F8_1293_37DBL;

    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;
    private static final int LENGTH_BITS = 6;

    private Hash() {}

    static long mix(long x) {
        long y = (x ^ x >>> 33) * FIRST;
        y = (y ^ y >>> 33) * SECOND;
        return y ^ y >>> 33;
    }

    static long unmixed(long x) {
        long y = (x ^ x >>> 33) * SECOND_INVERSE;
        y = (y ^ y >>> 33) * FIRST_INVERSE;
        return y ^ y >>> 33;
    }

    /** Of the first bits of an IPv4 address: different for each, so it needs no comparing. */
    static long of4(long address, int length) {
        return mix((address << LENGTH_BITS) | length);
    }

    /** The address of which {@link #of4} made the hash. */
    static int address4(long hash) {
        return (int) (unmixed(hash) >>> LENGTH_BITS);
    }

    /** The number of bits of which {@link #of4} made the hash. */
    static int length4(long hash) {
        return (int) unmixed(hash) & ((1 << LENGTH_BITS) - 1);
    }

    /** Of the first bits of an IPv6 address. */
    static long of6(long high, long low, int length) {
        return mix(mix(high + length * FACTOR) + low);
    }

    /** What a text's hash begins with, at its end; {@link #mix} makes a key's hash of it. */
    static long start() {
        return FACTOR;
    }

    /** One more byte in front, a capital taken for its small letter. */
    static long before(long state, byte next) {
        return (state ^ small(next)) * FACTOR;
    }

    /** Of a text in which capitals do not matter. */
    static long ofText(byte[] text, int from, int to) {
        long state = start();
        for (int i = to - 1; i >= from; i--) {
            state = before(state, text[i]);
        }
        return mix(state);
    }

    /** One more byte at the end of a text in which capitals matter. */
    static long after(long state, byte next) {
        return (state ^ next) * FACTOR;
    }

    /** Of a text in which capitals matter. */
    static long ofExact(byte[] text, int from, int to) {
        long state = start();
        for (int i = from; i < to; i++) {
            state = after(state, text[i]);
        }
        return mix(state);
    }

    static byte small(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
    }
}
