package org.commonwatch.stix.bundle;

import java.util.Arrays;

/** Bytes that are kept up to a limit; of more, none are. */
final class Kept {
    private static final int USUAL_SIZE = 64 << 10;

    private byte[] bytes = new byte[USUAL_SIZE];
    private int size;
    private boolean tooMany;

    void clear() {
        if (bytes.length > USUAL_SIZE) {
            bytes = new byte[USUAL_SIZE];
        }
        size = 0;
        tooMany = false;
    }

    void add(byte[] more, int from, int to) {
        int count = to - from;
        if (tooMany || count > BundleReader.OBJECT_LIMIT - size) {
            clear();
            tooMany = true;
            return;
        }
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
        }
        System.arraycopy(more, from, bytes, size, count);
        size += count;
    }

    int size() {
        return size;
    }

    boolean tooMany() {
        return tooMany;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }
}
