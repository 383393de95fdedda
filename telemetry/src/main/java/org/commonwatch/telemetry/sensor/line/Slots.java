package org.commonwatch.telemetry.sensor.line;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The few named fields that are wanted of a record, as byte strings. A slot may have several names:
 * of those that are there, the first in the slot's own order counts, and of one name that comes
 * twice the last.
 */
public final class Slots {
    private final Map<String, Integer> cells = new HashMap<>();
    private final int[] from;
    private final @Nullable String[] values;

    /** Slots of these names, numbered from 0. No name may be of two slots. */
    public Slots(List<List<String>> names) {
        from = new int[names.size() + 1];
        for (int slot = 0; slot < names.size(); slot++) {
            names.get(slot).forEach(name -> cells.put(name, cells.size()));
            from[slot + 1] = cells.size();
        }
        values = new String[cells.size()];
    }

    /** Forgets all values. */
    public void clear() {
        Arrays.fill(values, null);
    }

    /** The cell that a name's values go to, or -1 if it is not wanted. */
    public int cell(String name) {
        return cells.getOrDefault(name, -1);
    }

    /** Takes a value. */
    public void put(int cell, @Nullable String value) {
        values[cell] = value;
    }

    /** Takes a value if its name is wanted. */
    public void put(String name, String value) {
        int cell = cell(name);
        if (cell >= 0) {
            values[cell] = value;
        }
    }

    /** The value in a cell, or null. */
    public @Nullable String value(int cell) {
        return values[cell];
    }

    /** The value of the slot's first name that has one, or null. */
    public @Nullable String get(int slot) {
        for (int cell = from[slot]; cell < from[slot + 1]; cell++) {
            String value = values[cell];
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }
}
