package org.commonwatch.telemetry.sensor;

import java.util.Arrays;

/**
 * What followed what in records that were walked before. Sensors write records of one sort with the
 * same keys in the same order, so the next place of a record is nearly always one that followed the
 * same places in an earlier record, and then all that the walk would find out of it is known.
 *
 * <p>A tree: a node is a place after all those on the path to it, and its first child is the node
 * of the next number. A place is at a node if of the sixteen bytes that end in it those agree that
 * matter: of a key in an object that is asked about so many of its last that no key that is looked
 * for is mistaken, else only the place's own.
 */
final class EvePaths {
    /** No more nodes are kept: once there are so many, all are forgotten. */
    static final int MOST = 1 << 12;

    /** Nothing follows the same path in more ways. */
    static final int MOST_WAYS = 16;

    /** Only where so many bytes are before a line it can be followed. */
    static final int BEFORE = 2 * Words.BYTES;

    // What is to be done at a node, besides the number of a field whose value is to be taken.
    private static final int NOTHING = EveKeys.FIELDS;
    private static final int COMPARE = NOTHING + 1;
    private static final int PLAIN = NOTHING + 2;
    private static final int END = NOTHING + 3;
    private static final int NO_NODE = NOTHING + 4;
    private static final int TO_DO = 0xFF;
    private static final int REFUSABLE = Structure.DOUBTFUL | Structure.ELEMENT;

    // Of each node two pairs: bytes, and the bits of them that matter. First of the eight bytes
    // that end in the place, then of the eight before.
    private final long[] lasts = new long[2 * MOST];
    private final long[] firsts = new long[2 * MOST];
    // What is to be done, and in the bits above what of a place is refused: see Structure.
    private final int[] codes = new int[MOST];
    // What else followed the same path, or 0.
    private final int[] others = new int[MOST];
    private int count;

    // The node that is made or looked for.
    private long last;
    private long lastBits;
    private long first;
    private long firstBits;
    private int code;

    EvePaths() {
        forget();
    }

    private void forget() {
        Arrays.fill(lasts, 0);
        Arrays.fill(codes, NO_NODE);
        Arrays.fill(others, 0);
        count = 1;
    }

    /** Whether the record is one as before; its values are then taken. */
    boolean follow(EveWalk walk, byte[] line, int[] places, int from, int to) {
        long[] words = lasts;
        int refused = 0;
        int node = 0;
        for (int i = from; i < to; i++) {
            int place = places[i];
            int at = Structure.at(place);
            long word = Words.at(line, at + 1 - Words.BYTES);
            node++;
            while (((word ^ words[2 * node]) & words[2 * node + 1]) != 0) {
                node = others[node];
                if (node == 0) {
                    return false;
                }
            }
            int toDo = codes[node];
            refused |= place & toDo;
            toDo &= TO_DO;
            if (toDo != NOTHING) {
                if (toDo == END) {
                    return (refused & REFUSABLE) == 0
                            && i + 1 == to
                            && at + 1 == Structure.at(places[to]);
                }
                if (toDo == PLAIN ? !walk.plain(at) : !key(walk, line, at, node, toDo)) {
                    return false;
                }
            }
        }
        return false;
    }

    private boolean key(EveWalk walk, byte[] line, int at, int node, int field) {
        long word = Words.at(line, at + 1 - BEFORE);
        if (field == NO_NODE || ((word ^ firsts[2 * node]) & firsts[2 * node + 1]) != 0) {
            return false;
        }
        return field == COMPARE
                || (!EveKeys.isLongAfterBackslash(line, at, field) && walk.value(field, at + 1));
    }

    /**
     * Learns the path of a record that was walked.
     *
     * @param notes of each place, see {@link #note}
     */
    void learn(byte[] line, int[] places, int from, int to, int[] notes) {
        if (count + to - from > MOST) {
            forget();
        }
        int node = 0;
        boolean isNew = count == 1;
        for (int i = from; i < to; i++) {
            if (!describe(line, Structure.at(places[i]), notes[i - from], i + 1 == to)) {
                return;
            }
            int ways = 0;
            node++;
            while (!isNew && !isDescribed(node)) {
                if (++ways == MOST_WAYS) {
                    return;
                }
                isNew = others[node] == 0;
                if (isNew) {
                    others[node] = count;
                }
                node = others[node];
            }
            if (isNew) {
                add();
            }
        }
    }

    /** What the walk tells of a place: in what it is, and the key before it. */
    static int note(int context, int key) {
        return (context << Byte.SIZE) | (key & TO_DO);
    }

    private void add() {
        lasts[2 * count] = last;
        lasts[2 * count + 1] = lastBits;
        firsts[2 * count] = first;
        firsts[2 * count + 1] = firstBits;
        codes[count] = code;
        count++;
    }

    private boolean isDescribed(int node) {
        return lasts[2 * node] == last
                && lasts[2 * node + 1] == lastBits
                && firsts[2 * node] == first
                && firsts[2 * node + 1] == firstBits
                && codes[node] == code;
    }

    // False if a key that is looked for could be taken for the one that is there.
    private boolean describe(byte[] line, int at, int note, boolean isEnd) {
        int context = note >> Byte.SIZE;
        int key = note & TO_DO;
        boolean clear = true;
        int toDo = isEnd ? END : NOTHING;
        look(line, at, 1);
        if (line[at] == ':' && context != EveKeys.NOWHERE) {
            int bytes = keyBytes(line, at);
            if (key == (EveKeys.UNKNOWN & TO_DO)) {
                look(line, at, Math.min(bytes, Words.BYTES));
                if (EveKeys.mayBe(context, last, lastBits, first, firstBits)) {
                    look(line, at, bytes);
                    toDo = COMPARE;
                    clear = !EveKeys.mayBe(context, last, lastBits, first, firstBits);
                }
            } else {
                // No backslash is before its quote: that byte is compared too where it has room.
                look(line, at, bytes + 1);
                if (key < EveKeys.FIELDS) {
                    toDo = key;
                } else if (bytes + 1 > Words.BYTES) {
                    toDo = COMPARE;
                }
            }
        } else if (isPlain(line[at])) {
            toDo = PLAIN;
        }
        code = toDo | (context < EveKeys.NOWHERE ? 0 : Structure.ELEMENT) | Structure.DOUBTFUL;
        return clear;
    }

    private static boolean isPlain(byte b) {
        return b != ':' && b != ',' && b != '{' && b != '}' && b != '[' && b != ']';
    }

    // How many bytes a key has with its quotes and colon; at most as many as are compared.
    private static int keyBytes(byte[] line, int colon) {
        int bytes = 3;
        while (bytes < BEFORE && line[colon + 1 - bytes] != '"') {
            bytes++;
        }
        return bytes;
    }

    private void look(byte[] line, int at, int bytes) {
        lastBits = Words.highest(bytes);
        firstBits = Words.highest(bytes - Words.BYTES);
        last = Words.at(line, at + 1 - Words.BYTES) & lastBits;
        first = Words.at(line, at + 1 - BEFORE) & firstBits;
    }
}
