package org.commonwatch.telemetry.sensor;

import java.util.Arrays;

/**
 * Records like those that were walked before. Sensors write records of one sort with the same keys
 * in the same order, so nearly every record is one of before with other values; then it is valid
 * JSON if its values are, and where they stand is known without looking at its structure.
 *
 * <p>A tree: a node is what stands between two values, byte for byte, after all that is on the path
 * to it, and the sort of value that follows. Its first child is the node of the next number. What
 * is too long for one node takes several, with no value between.
 *
 * <p>The processor can guess hardly any turn that values decide, and each wrong guess costs as much
 * as a node. So on the way of most records there is no turn but where records differ.
 */
final class EvePaths {
    /** No more nodes are kept: once there are so many, all are forgotten. */
    static final int MOST = 1 << 12;

    /** Nothing follows the same path in more ways. */
    static final int MOST_WAYS = 16;

    /** No record is learned further than so many nodes. */
    static final int MOST_STEPS = 1 << 9;

    // Of records that go on no known path, one in so many is learned.
    private static final int LEARNED = 8;

    private static final int MOST_BYTES = StructuralScanner.COMPARED;

    // A node's code: how many bytes it has, the sort of value that follows, and whose value.
    private static final int BYTES = 0xFF;
    private static final int SORT = Byte.SIZE;
    private static final int SORTS = 0xFF;
    private static final int SLOT = Short.SIZE;

    // Sorts of values. Of none there is nothing. A text goes on with what stands for itself in it:
    // no quote, no backslash, no control character, nothing beyond ASCII. Digits go on with digits.
    private static final int TEXT = 1;
    private static final int DIGITS = 2;
    private static final int END = 0xFF;

    private static final int BLOCK_BITS = 6;
    private static final int MASKS = StructuralScanner.VALUE_MASKS;
    private static final int DEAD_END = (END << SORT) | (1 << 31);
    private static final int MOST_DIGITS = 18;

    private final StructuralScanner scanner;
    private final EveFields fields;
    // Of each node its bytes.
    private final byte[] bytes = new byte[MOST_BYTES * MOST];
    private final int[] codes = new int[MOST];
    // What else followed the same path, or 0.
    private final int[] others = new int[MOST];
    private int count;
    private int missed;

    // Of each block of the chunk where values of the two sorts may end.
    private long[] ends = {};
    private int chunk;
    private final byte[] rest = new byte[Marks.BLOCK_BYTES];

    // Where the path ends that is being learned, and whether that is a node no record had before.
    private int end;
    private int steps;
    private boolean isNew;

    /**
     * Knows no record yet.
     *
     * @param fields takes the values of records
     */
    EvePaths(StructuralScanner scanner, EveFields fields) {
        this.scanner = scanner;
        this.fields = fields;
        forget();
    }

    private void forget() {
        Arrays.fill(codes, DEAD_END);
        Arrays.fill(others, 0);
        count = 1;
    }

    /** Looks where values may end in a chunk; what is followed then is of it. */
    void index(byte[] bytes, int from, int to) {
        chunk = from;
        int blocks = (to - from) >> BLOCK_BITS;
        int needed = MASKS * (blocks + 2);
        if (ends.length < needed) {
            ends = new long[needed];
        }
        scanner.values(bytes, from, blocks, ends, 0);
        int done = from + (blocks << BLOCK_BITS);
        Arrays.fill(rest, (byte) '\n');
        System.arraycopy(bytes, done, rest, 0, to - done);
        scanner.values(rest, 0, 1, ends, MASKS * blocks);
        Arrays.fill(ends, MASKS * (blocks + 1), needed, -1);
    }

    /**
     * Takes the values of a record that is like one before.
     *
     * @param to after the last line end of the chunk
     * @return where the record's line ends, or -1 if it is like none
     */
    int follow(byte[] line, int from, int to) {
        int first = chunk;
        long[] spans = fields.spans();
        int[] known = codes;
        int last = Math.min(to, line.length - MOST_BYTES);
        fields.clear();
        long taken = 0;
        int node = 0;
        int code = 0;
        int start = from;
        int at = from;
        while (at <= last) {
            int next = node + 1;
            if (!isAt(next, line, at)) {
                if (goesOn(line[at], code)) {
                    at = oddEnd(line, start, at, code);
                    spans[code >>> SLOT] = EveFields.span(start, at);
                }
                next = at < 0 || at > last ? 0 : among(next, line, at);
                if (next == 0) {
                    return -1;
                }
            }
            node = next;
            code = known[node];
            start = at + (code & BYTES);
            int sort = (code >>> SORT) & SORTS;
            if (sort == END) {
                fields.taken(taken);
                return code >= 0 && start <= to ? start - 1 : -1;
            }
            int length = length(start - first, sort);
            at = start + length;
            if (((sort >>> 1) & oddNumber(line[start], length)) != 0) {
                at = oddEnd(line, start, at, code);
                if (at < 0) {
                    return -1;
                }
            }
            spans[code >>> SLOT] = EveFields.span(start, at);
            taken |= 1L << (code >>> SLOT);
        }
        return -1;
    }

    private boolean isAt(int node, byte[] line, int at) {
        return scanner.isSame(line, at, bytes, MOST_BYTES * node, codes[node] & BYTES);
    }

    // A node or that one beside it that the bytes are at; 0 if there is none.
    private int among(int first, byte[] line, int at) {
        int node = first;
        while (node != 0 && !isAt(node, line, at)) {
            node = others[node];
        }
        return node;
    }

    // Whether a byte is not what stands behind a value, but one of it.
    private static boolean goesOn(byte b, int code) {
        return switch ((code >>> SORT) & SORTS) {
            case TEXT -> b != '"';
            case DIGITS -> b != ',' && b != '}' && b != ']';
            default -> false;
        };
    }

    // How many bytes a value has whose first has an index in the chunk.
    private int length(int first, int sort) {
        int mask = MASKS * (first >> BLOCK_BITS) + (sort >>> 1);
        int ofNothing = (sort - 1) >>> 31;
        long found = (ends[mask] >>> first) | (ends[mask + MASKS] << 1 << ~first) | ofNothing;
        return found != 0 ? Long.numberOfTrailingZeros(found) : farLength(first, mask);
    }

    private int farLength(int first, int mask) {
        int far = mask + MASKS;
        while (ends[far] == 0) {
            far += MASKS;
        }
        return ((far / MASKS) << BLOCK_BITS) + Long.numberOfTrailingZeros(ends[far]) - first;
    }

    // 1 if digits are none, too many, or more than a zero at the beginning.
    private static int oddNumber(byte first, int length) {
        int zero = ((first ^ '0') - 1) & (1 - length);
        return ((length - 1) | (MOST_DIGITS - length) | zero) >>> 31;
    }

    // Where a value ends that goes on beyond what ends most of its sort; -1 if it is not one.
    private int oddEnd(byte[] line, int start, int stop, int code) {
        int sort = (code >>> SORT) & SORTS;
        int slot = code >>> SLOT;
        if (sort == TEXT && line[stop] == '\\') {
            fields.escape(slot);
            return escapedEnd(line, stop);
        }
        boolean any = sort == DIGITS && slot == EveFields.NOTHING;
        return any ? PlainValue.end(line, start) : -1;
    }

    private int escapedEnd(byte[] line, int backslash) {
        int at = backslash;
        while (line[at] == '\\') {
            if (!Tokens.isPlainEscape(line[at + 1])) {
                return -1;
            }
            at += 2;
            at += length(at - chunk, TEXT);
        }
        return line[at] == '"' ? at : -1;
    }

    /**
     * Learns the path of a record that was walked, if it is the turn of one.
     *
     * @param to where its line ends
     */
    void learn(byte[] line, int from, int to) {
        if (missed++ % LEARNED != 0 || to == line.length || line[to] != '\n') {
            return;
        }
        if (count + MOST_STEPS >= MOST) {
            forget();
        }
        end = 0;
        steps = 0;
        isNew = count == 1;
        path(line, from, to);
        if (isNew) {
            count++; // a dead end: what comes next is not the last node's child
        }
    }

    private void path(byte[] line, int from, int to) {
        int start = from;
        int at = from;
        while (at < to) {
            byte b = line[at];
            boolean text = b == '"';
            if (text && isKey(line, at)) {
                at = stringEnd(line, at) + 1;
            } else if (text || b == '-' || (b >= '0' && b <= '9')) {
                int value = text ? at + 1 : at;
                int sort = text ? TEXT : DIGITS;
                if (!step(line, start, value, (sort << SORT) | (fields.slotFrom(value) << SLOT))) {
                    return;
                }
                start = text ? stringEnd(line, at) : PlainValue.end(line, at);
                at = text ? start + 1 : start;
            } else {
                at++; // of a literal too: another may not be in its place
            }
        }
        step(line, start, to + 1, END << SORT);
    }

    private static boolean isKey(byte[] line, int quote) {
        return line[stringEnd(line, quote) + 1] == ':';
    }

    private static int stringEnd(byte[] line, int quote) {
        int at = quote + 1;
        while (line[at] != '"') {
            at += line[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    // Goes on over bytes and a value behind them; false if the path is too long, or if too many
    // ways lead on from where it is.
    private boolean step(byte[] line, int from, int to, int code) {
        int at = from;
        while (to - at > MOST_BYTES) {
            if (!step(line, at, MOST_BYTES | (EveFields.NOTHING << SLOT))) {
                return false;
            }
            at += MOST_BYTES;
        }
        return step(line, at, (to - at) | code);
    }

    private boolean step(byte[] line, int from, int code) {
        if (steps++ == MOST_STEPS) {
            return false;
        }
        int node = end + 1;
        int ways = 0;
        while (!isNew && !isNode(node, line, from, code)) {
            if (++ways == MOST_WAYS) {
                return false;
            }
            isNew = others[node] == 0;
            if (isNew) {
                others[node] = count;
            }
            node = others[node];
        }
        if (isNew) {
            node = count++;
            codes[node] = code;
            System.arraycopy(line, from, bytes, MOST_BYTES * node, code & BYTES);
        }
        end = node;
        return true;
    }

    private boolean isNode(int node, byte[] line, int from, int code) {
        int start = MOST_BYTES * node;
        int length = code & BYTES;
        return codes[node] == code
                && Arrays.equals(line, from, from + length, bytes, start, start + length);
    }
}
