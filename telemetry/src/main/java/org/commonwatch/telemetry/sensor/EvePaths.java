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

    /** No record with more places is learned. */
    static final int MOST_PLACES = 1 << 9;

    /** Nothing follows the same path in more ways. */
    static final int MOST_WAYS = 16;

    /** Only where so many bytes are before a line it can be followed. */
    static final int BEFORE = 2 * Words.BYTES;

    // What is to be done at a node, besides the number of a field whose value is to be taken.
    private static final int NOTHING = EveKeys.FIELDS;
    private static final int COMPARE = NOTHING + 1;
    private static final int PLAIN = NOTHING + 2;
    private static final int END = NOTHING + 3;
    private static final int TO_DO = 0xFF;
    private static final int IN_LIST = 1 << 8;

    // Of each node two pairs: bytes, and the bits of them that matter. First of the eight bytes
    // that end in the place, then of the eight before.
    private final long[] lasts = new long[2 * MOST];
    private final long[] firsts = new long[2 * MOST];
    // What is to be done, and IN_LIST.
    private final int[] codes = new int[MOST];
    // What else followed the same path, or 0.
    private final int[] others = new int[MOST];
    private int count;

    // The node that is made or looked for.
    private long last;
    private long lastBits;
    private long first;
    private long firstBits;
    private int nodeCode;

    // What is to be done in the record that is followed.
    private final int[] notedAts = new int[MOST_PLACES];
    private final int[] notedNodes = new int[MOST_PLACES];

    EvePaths() {
        forget();
    }

    private void forget() {
        // What is no node is found nowhere: no place that may be one ends eight bytes of zeros.
        Arrays.fill(lasts, 0);
        for (int i = 1; i < lasts.length; i += 2) {
            lasts[i] = -1;
        }
        Arrays.fill(others, 0);
        count = 1;
    }

    /** Whether the record is one as before; its values are then taken. */
    boolean follow(EveWalk walk, byte[] line, int[] places, int from, int to) {
        long[] words = lasts;
        int node = 0;
        int noted = 0;
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
            int code = codes[node];
            if (place != at && (Structure.isDoubtful(place) || (code & IN_LIST) == 0)) {
                return false; // what only lists hold is not in one
            }
            if ((code & TO_DO) != NOTHING) {
                notedAts[noted] = at;
                notedNodes[noted] = node;
                noted++;
            }
        }
        return (codes[node] & TO_DO) == END
                && Structure.at(places[to - 1]) + 1 == Structure.at(places[to])
                && isDone(walk, line, noted - 1);
    }

    // Does what is to be done at the nodes that were noted, without the end.
    private boolean isDone(EveWalk walk, byte[] line, int noted) {
        long wrong = 0;
        for (int i = 0; i < noted; i++) {
            int at = notedAts[i];
            int node = notedNodes[i];
            int toDo = codes[node] & TO_DO;
            if (toDo == PLAIN) {
                wrong |= walk.plain(at) ? 0 : 1;
                continue;
            }
            long word = Words.at(line, at + 1 - BEFORE);
            wrong |= (word ^ firsts[2 * node]) & firsts[2 * node + 1];
            if (toDo != COMPARE
                    && (EveKeys.isLongAfterBackslash(line, at, toDo)
                            || !walk.value(toDo, at + 1))) {
                return false;
            }
        }
        return wrong == 0;
    }

    /**
     * Learns the path of a record that was walked.
     *
     * @param notes of each place, see {@link #note}
     */
    void learn(byte[] line, int[] places, int from, int to, int[] notes) {
        if (to - from > MOST_PLACES) {
            return;
        }
        if (count + to - from >= MOST) {
            forget();
        }
        int node = 0;
        boolean isNew = count == 1;
        for (int i = from; i < to; i++) {
            if (!describe(line, Structure.at(places[i]), notes[i - from], i + 1 == to)) {
                break;
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
        if (isNew) {
            count++; // what comes next is not the last node's child
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
        codes[count] = nodeCode;
        count++;
    }

    private boolean isDescribed(int node) {
        return lasts[2 * node] == last
                && lasts[2 * node + 1] == lastBits
                && firsts[2 * node] == first
                && firsts[2 * node + 1] == firstBits
                && codes[node] == nodeCode;
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
        nodeCode = toDo | (context < EveKeys.NOWHERE ? IN_LIST : 0);
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
