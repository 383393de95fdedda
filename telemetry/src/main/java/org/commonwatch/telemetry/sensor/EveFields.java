package org.commonwatch.telemetry.sensor;

/**
 * Where in a record the values are that are looked for. Each has a slot: a field that of its {@link
 * EveKeys} number, and the names of DNS questions those from {@link EveKeys#QUESTION_NAME} on.
 */
final class EveFields {
    /** More questions than so many are left to the slow path. */
    static final int MOST_QUESTIONS = 32;

    /** The slot of values that nobody looks for. */
    static final int NOTHING = EveKeys.QUESTION_NAME + MOST_QUESTIONS;

    private static final long WANTED = ~(-1L << NOTHING);
    private static final long PLAIN_TEXTS =
            1L << EveKeys.CATEGORY
                    | 1L << EveKeys.SIGNATURE
                    | 1L << EveKeys.HOST
                    | 1L << EveKeys.PATH;

    // Of each slot the start in the high half, the end in the low one.
    private final long[] spans = new long[NOTHING + 1];
    private long present;
    private long escaped;

    /** Starts a record of which nothing is known. */
    void clear() {
        present = 0;
        escaped = 0;
    }

    /** Takes a value. */
    void take(int slot, int from, int to) {
        spans[slot] = span(from, to);
        present |= 1L << slot;
    }

    /** What was taken contains escapes. */
    void escape(int slot) {
        escaped |= (1L << slot) & WANTED;
    }

    /** For putting many values in: those of {@link #span}. */
    long[] spans() {
        return spans;
    }

    /** What {@link #spans} has in it, a bit a slot. */
    void taken(long slots) {
        present = slots;
    }

    static long span(int from, int to) {
        return ((long) from << Integer.SIZE) | to;
    }

    /** Where the value starts; meaningful only if the record {@link #has} it. */
    int start(int slot) {
        return (int) (spans[slot] >>> Integer.SIZE);
    }

    /** Where the value ends. */
    int end(int slot) {
        return (int) spans[slot];
    }

    /** Whether the record has the value. */
    boolean has(int slot) {
        return (present & 1L << slot) != 0;
    }

    /** Whether the value contains escapes. */
    boolean isEscaped(int slot) {
        return (escaped & 1L << slot) != 0;
    }

    /** Whether any value but those that are nothing but text contains escapes. */
    boolean isOddlyEscaped() {
        return (escaped & ~PLAIN_TEXTS) != 0;
    }

    /** How many questions of DNS have a name. */
    int questions() {
        return Long.bitCount((present & WANTED) >>> EveKeys.QUESTION_NAME);
    }

    /** The slot of the value that starts at an index; {@link #NOTHING} if none does. */
    int slotFrom(int at) {
        int slot = 0;
        while (slot < NOTHING && !(has(slot) && start(slot) == at)) {
            slot++;
        }
        return slot;
    }
}
