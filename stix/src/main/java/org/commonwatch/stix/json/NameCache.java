package org.commonwatch.stix.json;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/** Remembers names that were read, so that the same few of all objects are made once. */
final class NameCache {
    private static final int SLOTS = 1024;
    private static final int LENGTH_LIMIT = 64;

    private final @Nullable String[] names = new @Nullable String[SLOTS];

    /** The text of ASCII bytes. */
    String name(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > LENGTH_LIMIT) {
            return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        }
        int hash = 0; // String's own, which the known name keeps
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        String known = names[slot];
        if (known != null && known.hashCode() == hash && same(known, bytes, from, length)) {
            return known;
        }
        String name = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        names[slot] = name;
        return name;
    }

    private static boolean same(String name, byte[] bytes, int from, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
