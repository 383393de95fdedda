package org.commonwatch.telemetry.sensor;

/** Small numbers in text. */
final class Numbers {
    private Numbers() {}

    /** The number that is nothing but digits and not above the limit, else 0. */
    static int upTo(byte[] bytes, int from, int to, int limit) {
        int start = from;
        while (to - start > Words.BYTES) {
            if (bytes[start] != '0') {
                return 0;
            }
            start++;
        }
        int length = to - start;
        // Zeros in the place of what stands before, so that all are digits.
        long zeros = length == 0 ? -1L : ~(-1L << ((Words.BYTES - length) << 3));
        long digits = Words.last(bytes, to, length) | (('0' * Words.ONES) & zeros);
        int number = Words.nonDigits(digits) == 0 ? Words.number(digits) : 0;
        return number <= limit ? number : 0;
    }

    static int upTo(byte[] line, EveWalk walk, int field, int limit) {
        return walk.has(field) ? upTo(line, walk.start(field), walk.end(field), limit) : 0;
    }
}
