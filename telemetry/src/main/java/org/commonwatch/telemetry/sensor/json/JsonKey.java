package org.commonwatch.telemetry.sensor.json;

import org.commonwatch.telemetry.sensor.Words;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** A key as it is written, without the quote before it. */
final class JsonKey {
    // What is behind a key.
    private static final byte[] END = {'"', ':'};

    /** Of one that is not wanted. */
    static final int NO_CELL = -1;

    private final byte[] name;
    private final int cell;
    // The name and what is behind it, in as many words as it takes.
    private final long[] words;
    private final long lastBits;
    private @Nullable JsonKey next;

    JsonKey(byte[] name, int cell) {
        this.name = name;
        this.cell = cell;
        byte[] written = Arrays.copyOf(name, name.length + END.length);
        System.arraycopy(END, 0, written, name.length, END.length);
        words = new long[(written.length + Words.BYTES - 1) / Words.BYTES];
        for (int i = 0; i < words.length; i++) {
            int from = i * Words.BYTES;
            words[i] = Words.first(written, from, written.length - from);
        }
        int unused = words.length * Words.BYTES - written.length;
        lastBits = -1L >>> (unused * Byte.SIZE);
    }

    /** The cell that its value goes to, or {@link #NO_CELL}. */
    int cell() {
        return cell;
    }

    /** How many bytes it has, with the quote and the colon behind it. */
    int length() {
        return name.length + END.length;
    }

    /** The key that came after it last. */
    @Nullable JsonKey next() {
        return next;
    }

    /** Takes it that a key came after it. */
    void precedes(JsonKey key) {
        next = key;
    }

    /** Whether the bytes from an index on are the key, its quote and a colon. */
    boolean is(byte[] bytes, int from) {
        int last = words.length - 1;
        int lastAt = from + last * Words.BYTES;
        if (lastAt + Words.BYTES > bytes.length
                || ((Words.at(bytes, lastAt) ^ words[last]) & lastBits) != 0) {
            return false;
        }
        for (int i = 0; i < last; i++) {
            if (Words.at(bytes, from + i * Words.BYTES) != words[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the bytes are its name. */
    boolean isNamed(byte[] bytes, int from, int to) {
        return Arrays.equals(name, 0, name.length, bytes, from, to);
    }
}
