package org.commonwatch.telemetry.sensor.json;

import org.commonwatch.telemetry.sensor.Words;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The keys of flat objects that were met before, whether wanted or not. Each remembers which one
 * last came after it, so that in most objects every key is told by one comparison.
 */
final class JsonKeys {
    /** No more keys are kept. Whoever writes ever new ones only loses speed. */
    static final int MOST = 1 << 10;

    /** No key is kept that has more bytes. */
    static final int LENGTH_LIMIT = 1 << 7;

    private static final int SLOT_BITS = 12;
    private static final long PRIME = 0x9E37_79B9_7F4A_7C15L;

    // A slot without key is free; there are always some.
    private final @Nullable JsonKey[] slots = new @Nullable JsonKey[1 << SLOT_BITS];
    private final JsonKey start = new JsonKey(new byte[0], JsonKey.NO_CELL);
    private final JsonKey other = new JsonKey(new byte[0], JsonKey.NO_CELL);
    private int count;

    /** The wanted keys and the cells of their values. */
    JsonKeys(Map<String, Integer> cells) {
        cells.forEach((name, cell) -> {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            slots[slot(bytes, 0, bytes.length)] = new JsonKey(bytes, cell);
            count++;
        });
    }

    /** What is before the first key of an object. */
    JsonKey start() {
        return start;
    }

    /** The key that is written there; it has no escapes. */
    JsonKey of(byte[] bytes, int from, int to) {
        int slot = slot(bytes, from, to);
        JsonKey known = slots[slot];
        if (known != null) {
            return known;
        }
        if (count == MOST || to - from > LENGTH_LIMIT) {
            return other;
        }
        JsonKey key = new JsonKey(Arrays.copyOfRange(bytes, from, to), JsonKey.NO_CELL);
        slots[slot] = key;
        count++;
        return key;
    }

    // Where the key is, or is to be put.
    private int slot(byte[] bytes, int from, int to) {
        int length = to - from;
        long hash = Words.first(bytes, from, length) * PRIME;
        hash = ((hash ^ (hash >>> 32)) + Words.last(bytes, to, length) + length) * PRIME;
        int slot = (int) (hash >>> (Long.SIZE - SLOT_BITS));
        JsonKey key = slots[slot];
        while (key != null && !key.isNamed(bytes, from, to)) {
            slot = (slot + 1) & (slots.length - 1);
            key = slots[slot];
        }
        return slot;
    }
}
