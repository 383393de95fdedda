package org.commonwatch.telemetry.sensor;

import org.commonwatch.telemetry.event.Kind;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Kinds of categories that were met before, so that each is looked up as a text only once. */
final class Categories {
    private static final int SLOTS = 1 << 10;
    private static final int MOST = SLOTS / 2;
    private static final int LONGEST = 256;
    private static final byte[] FREE = {};

    private final byte[][] texts = new byte[SLOTS][];
    private final Kind[] kinds = new Kind[SLOTS];
    private int count;

    Categories() {
        Arrays.fill(texts, FREE);
        Arrays.fill(kinds, Kind.OTHER);
    }

    Kind kind(byte[] bytes, int from, int to) {
        if (from == to) {
            return Kind.OTHER;
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 15) & (SLOTS - 1);
        while (texts[slot].length > 0) {
            byte[] text = texts[slot];
            if (Arrays.equals(text, 0, text.length, bytes, from, to)) {
                return kinds[slot];
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        Kind kind = Kind.ofCategory(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        // Whoever writes ever new or long categories finds no room here, and only loses speed.
        if (count < MOST && to - from <= LONGEST) {
            texts[slot] = Arrays.copyOfRange(bytes, from, to);
            kinds[slot] = kind;
            count++;
        }
        return kind;
    }
}
