package org.commonwatch.archive;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

import java.util.Arrays;

/**
 * Packs lines into zstd frames (RFC 8878), each of which can be unpacked on its own, so that a file
 * of them can be read by several threads. A frame says how long its lines are, has a checksum, and
 * ends where a line ends, unless a line alone is too long for one.
 */
public final class ZstdFrames {
    /** No frame holds more bytes of lines. */
    public static final int FRAME_LIMIT = 4 << 20;

    private static final int LEVEL = 1;

    private ZstdFrames() {}

    /**
     * The frames of the first bytes of an array, one after the other. May be called by several
     * threads; what they return can be put together in any order.
     */
    public static byte[] pack(byte[] lines, int length) {
        byte[] packed = new byte[Math.toIntExact(Zstd.compressBound(length))];
        int end = 0;
        try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
            zstd.setLevel(LEVEL).setChecksum(true).setContentSize(true);
            int from = 0;
            while (from < length) {
                int to = end(lines, from, length);
                if (packed.length - end < Zstd.compressBound(to - from)) {
                    int more = Math.toIntExact(Zstd.compressBound(length - from));
                    packed = Arrays.copyOf(packed, end + more);
                }
                end +=
                        zstd.compressByteArray(
                                packed, end, packed.length - end, lines, from, to - from);
                from = to;
            }
        }
        return Arrays.copyOf(packed, end);
    }

    private static int end(byte[] lines, int from, int length) {
        if (length - from <= FRAME_LIMIT) {
            return length;
        }
        int to = from + FRAME_LIMIT;
        while (to > from && lines[to - 1] != '\n') {
            to--;
        }
        return to == from ? from + FRAME_LIMIT : to;
    }
}
