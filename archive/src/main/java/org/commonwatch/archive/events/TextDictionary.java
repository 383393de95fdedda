package org.commonwatch.archive.events;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Texts by number, each kept once: names repeat, and so a text that came before allocates nothing.
 * What is kept is UTF-8 without the separator. Not for use by several threads at once.
 */
final class TextDictionary {
    /** Stands between the texts of one kind that one record has (U+001F, unit separator). */
    static final byte SEPARATOR = 0x1F;

    /** Stands in a text for a separator (U+001A, substitute). */
    static final byte SUBSTITUTE = 0x1A;

    /** The number of no text. */
    static final int NONE = 0;

    private static final int FIRST_TEXTS = 1 << 10;
    private static final int ENTRY_BYTES = 64;

    // Keyed, so that nobody can choose texts that collide.
    private static final Hasher64 HASHER =
            Hashing.komihash5_0(RandomGenerator.of("SecureRandom").nextLong());
    private int[] slots = new int[4 * FIRST_TEXTS];
    private byte[][] raw = new byte[FIRST_TEXTS][];
    private byte[][] texts = new byte[FIRST_TEXTS][];
    private long[] hashes = new long[FIRST_TEXTS];
    private int size;
    private long bytes;

    /** Forgets all texts. */
    void clear() {
        Arrays.fill(slots, NONE);
        Arrays.fill(raw, 0, size + 1, null);
        Arrays.fill(texts, 0, size + 1, null);
        size = 0;
        bytes = 0;
    }

    /** About how much memory the texts take. */
    long bytes() {
        return bytes;
    }

    /** The number of a text. */
    int of(byte[] from, int start, int length) {
        long hash = HASHER.hashBytesToLong(from, start, length);
        int slot = slot(from, start, length, hash);
        if (slots[slot] != NONE) {
            return slots[slot];
        }
        byte[] copy = Arrays.copyOfRange(from, start, start + length);
        return put(slot, copy, clean(copy), hash);
    }

    /** Where the text is, or would be. */
    private int slot(byte[] from, int start, int length, long hash) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != NONE) {
            int text = slots[slot];
            byte[] there = raw[text];
            if (hashes[text] == hash
                    && there.length == length
                    && Arrays.equals(there, 0, length, from, start, start + length)) {
                break;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int put(int slot, byte[] written, byte[] text, long hash) {
        int number = add(written, text);
        hashes[number] = hash;
        slots[slot] = number;
        if (4 * size > slots.length) {
            grow();
        }
        return number;
    }

    /** The number of several texts together, by their numbers. */
    int joined(int[] several, int count) {
        var joined = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                joined.write(SEPARATOR);
            }
            joined.writeBytes(texts[several[i]]);
        }
        byte[] text = joined.toByteArray();
        return addJoined(text);
    }

    // In no slot: what a record says looks up single texts only.
    private int addJoined(byte[] text) {
        int number = add(text, text);
        hashes[number] = 0;
        return number;
    }

    /** Takes every text of another dictionary: the numbers here by the numbers there. */
    int[] addAll(TextDictionary other) {
        int[] numbers = new int[other.size + 1];
        for (int i = 1; i <= other.size; i++) {
            byte[] written = other.raw[i];
            byte[] text = other.texts[i];
            long hash = other.hashes[i];
            if (hash == 0) {
                numbers[i] = addJoined(text);
            } else {
                int slot = slot(written, 0, written.length, hash);
                numbers[i] = slots[slot] == NONE ? put(slot, written, text, hash) : slots[slot];
            }
        }
        return numbers;
    }

    /** A text by its number, not to be changed. */
    byte[] text(int number) {
        return texts[number];
    }

    private int add(byte[] written, byte[] text) {
        size++;
        if (size == texts.length) {
            raw = Arrays.copyOf(raw, 2 * size);
            texts = Arrays.copyOf(texts, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        raw[size] = written;
        texts[size] = text;
        bytes += ENTRY_BYTES + written.length + (Arrays.equals(text, written) ? 0 : text.length);
        return size;
    }

    private void grow() {
        int[] old = slots;
        slots = new int[2 * old.length];
        int mask = slots.length - 1;
        for (int text : old) {
            if (text != NONE) {
                int slot = (int) hashes[text] & mask;
                while (slots[slot] != NONE) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = text;
            }
        }
    }

    private static byte[] clean(byte[] text) {
        boolean ascii = true;
        boolean separated = false;
        for (byte b : text) {
            ascii &= b >= 0;
            separated |= b == SEPARATOR;
        }
        byte[] clean = text;
        if (!ascii) {
            // What is no UTF-8 becomes U+FFFD, as wherever else a text is made a string.
            byte[] decoded =
                    new String(text, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            clean = Arrays.equals(decoded, text) ? text : decoded;
        }
        if (separated) {
            clean = clean.clone();
            for (int i = 0; i < clean.length; i++) {
                clean[i] = clean[i] == SEPARATOR ? SUBSTITUTE : clean[i];
            }
        }
        return clean;
    }
}
