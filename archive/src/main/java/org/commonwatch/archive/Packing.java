package org.commonwatch.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How an input is packed, which its first bytes tell. */
enum Packing {
    NONE,
    GZIP,
    ZSTD;

    /** So many bytes of the beginning are enough to tell. */
    static final int START_BYTES = 4;

    // RFC 8878 §3.1.1 and §3.1.2: a frame, and one to be passed over, which may come first.
    private static final int ZSTD_FRAME = 0xFD2FB528;
    private static final int ZSTD_SKIPPABLE = 0x184D2A50;

    static Packing of(byte[] start) {
        if (start.length >= 2 && start[0] == 0x1F && start[1] == (byte) 0x8B) {
            return GZIP;
        }
        if (start.length < START_BYTES) {
            return NONE;
        }
        int magic = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return isFrame(magic) || isSkippable(magic) ? ZSTD : NONE;
    }

    /** Whether a zstd frame with content begins with these four bytes, the lowest first. */
    static boolean isFrame(int magic) {
        return magic == ZSTD_FRAME;
    }

    /** Whether a zstd frame that is to be passed over begins with them. */
    static boolean isSkippable(int magic) {
        return (magic & ~0xF) == ZSTD_SKIPPABLE;
    }
}
