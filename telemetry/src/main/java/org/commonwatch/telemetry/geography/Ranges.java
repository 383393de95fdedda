package org.commonwatch.telemetry.geography;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * A number for every address of one family: where each range of one number begins, in order, and
 * for the first 16 bits of an address where to look. Numbers are 0 where nothing was said.
 */
final class Ranges {
    private static final int BLOCK_BITS = 16;
    private static final int BLOCKS = 1 << BLOCK_BITS;

    // IPv4 has its 32 bits at the end, as events have.
    private final boolean six;
    private final long[] high;
    private final long[] low;
    private final int[] numbers;
    // The range that holds the first address of each block.
    private final int[] firstOfBlock;

    private Ranges(boolean six, long[] high, long[] low, int[] numbers) {
        this.six = six;
        this.high = high;
        this.low = low;
        this.numbers = numbers;
        firstOfBlock = new int[BLOCKS + 1];
        int range = 0;
        for (int block = 0; block < BLOCKS; block++) {
            while (range + 1 < low.length && block(range + 1) < block) {
                range++;
            }
            if (range + 1 < low.length && block(range + 1) == block && startsBlock(range + 1)) {
                range++;
            }
            firstOfBlock[block] = range;
        }
        firstOfBlock[BLOCKS] = low.length - 1;
    }

    private int block(int range) {
        return six ? (int) (high[range] >>> 48) : (int) (low[range] >>> BLOCK_BITS);
    }

    private boolean startsBlock(int range) {
        return six ? high[range] << BLOCK_BITS == 0 && low[range] == 0 : (low[range] & 0xFFFF) == 0;
    }

    /** The number of an IPv4 address. */
    int get4(long address) {
        if (low.length == 1) {
            return numbers[0]; // nothing is known, and the index need not be in the cache
        }
        int block = (int) (address >>> BLOCK_BITS);
        int from = firstOfBlock[block];
        int to = firstOfBlock[block + 1];
        while (from < to) {
            int middle = (from + to + 1) >>> 1;
            if (low[middle] <= address) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        return numbers[from];
    }

    /** The number of an IPv6 address. */
    int get6(long addressHigh, long addressLow) {
        int block = (int) (addressHigh >>> 48);
        int from = firstOfBlock[block];
        int to = firstOfBlock[block + 1];
        while (from < to) {
            int middle = (from + to + 1) >>> 1;
            if (order(high[middle], low[middle], addressHigh, addressLow) <= 0) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        return numbers[from];
    }

    /** The same ranges with other numbers. */
    Ranges renumbered(IntUnaryOperator number) {
        return new Ranges(six, high, low, Arrays.stream(numbers).map(number).toArray());
    }

    /** Both tables in one: each address has what comes of its two numbers. */
    Ranges with(Ranges other, IntBinaryOperator together) {
        var all = new Collected(six, low.length + other.low.length);
        int mine = 0;
        int others = 0;
        int from = 0;
        long atHigh = 0;
        long atLow = 0;
        while (from >= 0) {
            all.start(atHigh, atLow, together.applyAsInt(numbers[mine], other.numbers[others]));
            from = next(mine + 1, other, others + 1);
            if (from >= 0) {
                boolean both = from == 0;
                boolean isMine = both || from == 1;
                atHigh = isMine ? high[mine + 1] : other.high[others + 1];
                atLow = isMine ? low[mine + 1] : other.low[others + 1];
                mine += isMine ? 1 : 0;
                others += both || !isMine ? 1 : 0;
            }
        }
        return all.ranges();
    }

    // Which table's next range begins first: 1 mine, 2 the other's, 0 both, -1 none is left.
    private int next(int mine, Ranges other, int others) {
        if (mine == low.length) {
            return others == other.low.length ? -1 : 2;
        }
        if (others == other.low.length) {
            return 1;
        }
        int order = order(high[mine], low[mine], other.high[others], other.low[others]);
        return order == 0 ? 0 : order < 0 ? 1 : 2;
    }

    private static int order(long high, long low, long otherHigh, long otherLow) {
        int order = Long.compareUnsigned(high, otherHigh);
        return order != 0 ? order : Long.compareUnsigned(low, otherLow);
    }

    /** Ranges one after the other, of which neighbours of one number become one. */
    private static final class Collected {
        private final boolean six;
        private final long[] high;
        private final long[] low;
        private final int[] numbers;
        private int size;

        Collected(boolean six, int most) {
            this.six = six;
            high = new long[most];
            low = new long[most];
            numbers = new int[most];
        }

        void start(long atHigh, long atLow, int number) {
            if (size > 0 && high[size - 1] == atHigh && low[size - 1] == atLow) {
                size--; // nothing is in the range before
            }
            if (size == 0 || numbers[size - 1] != number) {
                high[size] = atHigh;
                low[size] = atLow;
                numbers[size] = number;
                size++;
            }
        }

        Ranges ranges() {
            return new Ranges(
                    six,
                    Arrays.copyOf(high, size),
                    Arrays.copyOf(low, size),
                    Arrays.copyOf(numbers, size));
        }
    }

    /** Collects networks of one family, of which the narrower wins, and of two the later. */
    static final class Builder {
        private record Part(long high, long low, long lastHigh, long lastLow, int number) {}

        private static final Comparator<Part> ORDER =
                (one, other) -> {
                    int order = order(one.high, one.low, other.high, other.low);
                    return order != 0
                            ? order
                            : order(other.lastHigh, other.lastLow, one.lastHigh, one.lastLow);
                };

        private final boolean six;
        private final List<Part> parts = new ArrayList<>();

        Builder(boolean six) {
            this.six = six;
        }

        /**
         * Adds a network.
         *
         * @param high first 64 bits of its first address; 0 for IPv4
         * @param length how many bits its addresses have in common
         */
        void add(long high, long low, int length, int number) {
            int free = (six ? 128 : 32) - length;
            long lowMask = free >= 64 ? -1L : (1L << free) - 1;
            long highMask = free <= 64 ? 0 : free == 128 ? -1L : (1L << (free - 64)) - 1;
            parts.add(
                    new Part(
                            high & ~highMask,
                            low & ~lowMask,
                            high | highMask,
                            low | lowMask,
                            number));
        }

        Ranges build() {
            parts.sort(ORDER);
            // Each network may end where a wider one goes on.
            var all = new Collected(six, 2 * parts.size() + 1);
            all.start(0, 0, 0);
            List<Part> open = new ArrayList<>();
            for (Part part : parts) {
                while (!open.isEmpty() && endsBefore(open.getLast(), part)) {
                    close(open, all);
                }
                all.start(part.high, part.low, part.number);
                open.add(part);
            }
            while (!open.isEmpty()) {
                close(open, all);
            }
            return all.ranges();
        }

        private static boolean endsBefore(Part open, Part part) {
            return order(open.lastHigh, open.lastLow, part.high, part.low) < 0;
        }

        private void close(List<Part> open, Collected all) {
            Part ended = open.removeLast();
            long last = six ? -1L : 0xFFFF_FFFFL;
            if (ended.lastLow == last && (!six || ended.lastHigh == -1L)) {
                return; // the last address of all
            }
            long afterLow = ended.lastLow + 1;
            long afterHigh = ended.lastHigh + (afterLow == 0 ? 1 : 0);
            all.start(afterHigh, afterLow, open.isEmpty() ? 0 : open.getLast().number);
        }
    }
}
