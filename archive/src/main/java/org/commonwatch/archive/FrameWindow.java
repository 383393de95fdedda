package org.commonwatch.archive;

import com.github.luben.zstd.Zstd;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * One zstd frame of a file, as it is packed: its end is found by the headers of its blocks (RFC
 * 8878 §3.1.1), without unpacking anything.
 */
final class FrameWindow {
    private static final int FIRST_READ = 64 << 10;

    // What a frame of the greatest size may need that could not be packed any smaller.
    private static final int LIMIT = (int) Zstd.compressBound(FrameBlocks.FRAME_LIMIT) + 64;

    private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
    private static final int[] CONTENT_BYTES = {0, 2, 4, 8};
    private static final int RLE = 1;
    private static final int RESERVED = 3;

    private final FileChannel file;
    private final long end;
    private ByteBuffer bytes = room(FIRST_READ);
    private long start;
    private int guess = FIRST_READ;

    /** How large a frame is, packed with its header and all, and unpacked. */
    record Frame(int packedBytes, long unpackedBytes) {}

    FrameWindow(FileChannel file, long end) {
        this.file = file;
        this.end = end;
    }

    /**
     * Goes to the next frame with content from a place on where one should begin. Null if there is
     * none: at the end of the file, and where a frame does not say how much is in it, is larger
     * than any that is held in memory, is cut off or broken.
     */
    @Nullable Frame frameAt(long place) throws IOException {
        move(place);
        while (has(8) && Packing.isSkippable(bytes.getInt(0))) {
            long next = start + 8 + Integer.toUnsignedLong(bytes.getInt(4));
            if (next > end) {
                return null;
            }
            move(next);
        }
        if (!has(5) || !Packing.isFrame(bytes.getInt(0))) {
            return null;
        }
        int descriptor = bytes.get(4) & 255;
        boolean oneSegment = (descriptor & 32) != 0;
        boolean checksum = (descriptor & 4) != 0;
        int before = 5 + (oneSegment ? 0 : 1) + DICTIONARY_BYTES[descriptor & 3];
        int contentBytes = descriptor >> 6 == 0 && oneSegment ? 1 : CONTENT_BYTES[descriptor >> 6];
        if (contentBytes == 0 || !has(before + contentBytes)) {
            return null;
        }
        long content = content(before, contentBytes);
        if (content < 0 || content > FrameBlocks.FRAME_LIMIT) {
            return null;
        }
        int packed = blocksEnd(before + contentBytes) + (checksum ? 4 : 0);
        if (packed < 5 || !has(packed)) {
            return null;
        }
        guess = packed + 16;
        return new Frame(packed, content);
    }

    private long content(int at, int width) {
        return switch (width) {
            case 1 -> bytes.get(at) & 255;
            case 2 -> 256 + (bytes.getShort(at) & 0xFFFF);
            case 4 -> Integer.toUnsignedLong(bytes.getInt(at));
            default -> bytes.getLong(at);
        };
    }

    // Where the last of the blocks ends; below zero if that cannot be told.
    private int blocksEnd(int first) throws IOException {
        int next = first;
        while (has(next + 3)) {
            int low = bytes.getShort(next) & 0xFFFF;
            int header = low | ((bytes.get(next + 2) & 255) << 16);
            int type = (header >> 1) & 3;
            if (type == RESERVED) {
                return -8;
            }
            next += 3 + (type == RLE ? 1 : header >> 3);
            if ((header & 1) != 0) {
                return next;
            }
        }
        return -8;
    }

    /** Where in the file the frame begins, or what should be one. */
    long start() {
        return start;
    }

    /** The frame, from index 0. */
    ByteBuffer bytes() {
        return bytes;
    }

    private void move(long place) {
        start = place;
        bytes.clear();
    }

    // Reads on until there are so many bytes; false if the file, or the room, ends before.
    private boolean has(int count) throws IOException {
        if (count > LIMIT || count > end - start) {
            return false;
        }
        if (bytes.position() >= count) {
            return true;
        }
        int most = (int) Math.min(Math.max(count, guess), Math.min(LIMIT, end - start));
        if (bytes.capacity() < most) {
            ByteBuffer larger = room((int) Math.min(LIMIT, 2L * most));
            larger.put(bytes.flip());
            bytes = larger;
        }
        bytes.limit(most);
        while (bytes.position() < count) {
            if (file.read(bytes, start + bytes.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer room(int capacity) {
        return ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }
}
