package org.commonwatch.telemetry.sensor;

/** Small numbers in text. */
final class Numbers {
    private Numbers() {}

    /** The number that is nothing but digits and not above the limit, else 0. */
    static int upTo(byte[] bytes, int from, int to, int limit) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = 10 * number + digit;
            if (number > limit) {
                return 0;
            }
        }
        return number;
    }

    static int upTo(byte[] line, EveWalk walk, int field, int limit) {
        return walk.has(field) ? upTo(line, walk.start(field), walk.end(field), limit) : 0;
    }
}
