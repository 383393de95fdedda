package org.commonwatch.telemetry.sensor.line;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The few named fields that are wanted of a record, as {@link Slots} has them, but as spans of
 * bytes: those of the line where it holds them as they are, else copies. One object is used for
 * record after record, and makes none.
 */
public final class Spans {
    /** There are no more names of all slots together. */
    public static final int NAME_LIMIT = Long.SIZE;

    private static final int FIRST_BYTES = 1 << 10;

    private final Map<String, Integer> cells = new HashMap<>();
    private final long[] ofSlots;
    private final int[] starts;
    private final int[] ends;
    // Cells that have a value, and cells that have an object or array instead, a bit a cell.
    private long present;
    private long wrong;
    private byte[] bytes = {};
    private boolean ofLine;
    private byte[] copies = new byte[FIRST_BYTES];
    private int copied;

    /** Slots of these names, numbered from 0. No name may be of two slots. */
    public Spans(List<List<String>> names) {
        ofSlots = new long[names.size()];
        for (int slot = 0; slot < ofSlots.length; slot++) {
            for (String name : names.get(slot)) {
                ofSlots[slot] |= 1L << cells.size();
                cells.put(name, cells.size());
            }
        }
        if (cells.size() > NAME_LIMIT) {
            throw new IllegalArgumentException("more names than " + NAME_LIMIT);
        }
        starts = new int[cells.size()];
        ends = new int[cells.size()];
    }

    /** The cells of all names. */
    public Map<String, Integer> cells() {
        return Map.copyOf(cells);
    }

    /** Forgets all values; those to come are spans of the bytes. */
    public void clear(byte[] line) {
        clear(line, true);
    }

    private void clear(byte[] those, boolean areOfLine) {
        bytes = those;
        ofLine = areOfLine;
        present = 0;
        wrong = 0;
    }

    /** Takes where a cell's value is; an empty one is as good as none. */
    public void put(int cell, int from, int to) {
        starts[cell] = from;
        ends[cell] = to;
        present |= (to > from ? 1L : 0) << cell;
    }

    /** Takes copies of all values of slots of the same names. */
    public void copy(Slots slots) {
        copied = 0;
        for (int cell = 0; cell < starts.length; cell++) {
            String value = slots.value(cell);
            starts[cell] = copied;
            copy(value == null ? "" : value);
            ends[cell] = copied;
        }
        clear(copies, false);
        for (int cell = 0; cell < starts.length; cell++) {
            put(cell, starts[cell], ends[cell]);
        }
    }

    private void copy(String byteString) {
        int length = byteString.length();
        if (copied + length > copies.length) {
            copies = Arrays.copyOf(copies, Math.max(2 * copies.length, copied + length));
        }
        byte[] value = byteString.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(value, 0, copies, copied, length);
        copied += length;
    }

    /** Takes it that a cell has an object or array where a value should be. */
    public void putWrong(int cell) {
        wrong |= 1L << cell;
    }

    /** Whether there is an object or array where a value of the slot should be. */
    public boolean isWrong(int slot) {
        return (wrong & ofSlots[slot]) != 0;
    }

    /** Whether any name of the slot has a value. */
    public boolean has(int slot) {
        return (present & ofSlots[slot]) != 0;
    }

    /** The bytes that hold all values. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether these are the line's, not copies. */
    public boolean areOfLine() {
        return ofLine;
    }

    /** Where the value of the slot's first name that has one starts; only if it {@link #has}. */
    public int from(int slot) {
        return starts[Long.numberOfTrailingZeros(present & ofSlots[slot])];
    }

    /** Where that value ends. */
    public int to(int slot) {
        return ends[Long.numberOfTrailingZeros(present & ofSlots[slot])];
    }

    /** Whether the slot has a value, which is that byte alone. */
    public boolean is(int slot, char only) {
        return has(slot) && to(slot) - from(slot) == 1 && bytes[from(slot)] == only;
    }

    /** The slot's value as a byte string, empty if there is none. */
    public String text(int slot) {
        return has(slot) ? text(bytes, from(slot), to(slot)) : "";
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
