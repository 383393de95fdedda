package org.commonwatch.telemetry.sensor.line;

import org.commonwatch.telemetry.sensor.Words;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Function;

/**
 * What texts mean that were met before, so that each is looked at as text only once, and no later
 * one makes an object. Not for use by several threads at once.
 */
public final class Known<V> {
    /** No more texts are kept. Whoever writes ever new ones only loses speed. */
    public static final int MOST = 1 << 10;

    /** No text is kept that has more bytes. */
    public static final int LENGTH_LIMIT = 1 << 8;

    private static final int SLOT_BITS = 11;
    private static final int MOST_STEPS = 16;
    private static final long PRIME = 0x9E37_79B9_7F4A_7C15L;
    private static final byte[] NONE = {};

    private final Function<String, V> meaning;
    private final byte[][] texts = new byte[1 << SLOT_BITS][];
    // A slot without meaning is free.
    private final @Nullable Object[] meanings = new @Nullable Object[1 << SLOT_BITS];
    private int count;

    /** Asks for what a text means that was not met before, which is given as a byte string. */
    public Known(Function<String, V> meaning) {
        this.meaning = meaning;
    }

    /** What the bytes mean. */
    public V of(byte[] bytes, int from, int to) {
        int length = to - from;
        int slot = slot(bytes, from, to);
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            V known = known(slot);
            if (known == null) {
                return met(bytes, from, to, slot);
            }
            byte[] text = texts[slot];
            if (text.length == length && Arrays.equals(text, 0, length, bytes, from, to)) {
                return known;
            }
            slot = (slot + 1) & (texts.length - 1);
        }
        return meaning.apply(Spans.text(bytes, from, to));
    }

    /** What the slot's value means; a missing one is an empty text. */
    public V of(Spans spans, int slot) {
        return spans.has(slot)
                ? of(spans.bytes(), spans.from(slot), spans.to(slot))
                : of(NONE, 0, 0);
    }

    private V met(byte[] bytes, int from, int to, int slot) {
        V means = meaning.apply(Spans.text(bytes, from, to));
        if (count < MOST && to - from <= LENGTH_LIMIT) {
            texts[slot] = Arrays.copyOfRange(bytes, from, to);
            meanings[slot] = means;
            count++;
        }
        return means;
    }

    @SuppressWarnings("unchecked") // only values of this type are put in
    private @Nullable V known(int slot) {
        return (V) meanings[slot];
    }

    // Not of all bytes: what has these alike is compared in full anyway.
    private static int slot(byte[] bytes, int from, int to) {
        int length = to - from;
        long hash = Words.first(bytes, from, length) * PRIME;
        hash = ((hash ^ (hash >>> 32)) + Words.last(bytes, to, length) + length) * PRIME;
        return (int) (hash >>> (Long.SIZE - SLOT_BITS));
    }
}
