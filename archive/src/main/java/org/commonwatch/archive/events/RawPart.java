package org.commonwatch.archive.events;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file of lines as they were read: Zstandard frames (RFC 8878), one for each block of lines, and
 * in a skippable frame at the end an index of them. Any Zstandard reader gives the lines of all
 * blocks; with the index one block is enough for one line.
 *
 * <p>The index has for each block five little-endian numbers: segment (4 bytes), offset of the
 * block in the segment (8), its length (4), where its frame begins (8) and the frame's length (4);
 * then the number of blocks (4) and the four letters {@code cwri}.
 */
final class RawPart {
    /** Of skippable frames (RFC 8878 §3.1.2). */
    static final int SKIPPABLE = 0x184D2A50;

    /** The letters {@code cwri}. */
    static final int LETTERS = 0x69727763;

    static final int ENTRY_BYTES = 28;
    static final int HEAD_BYTES = 8;
    static final int END_BYTES = 8;

    /** A block of lines has no more bytes. */
    static final int BLOCK_LIMIT = 64 << 20;

    private static final int BLOCKS_LIMIT = 1 << 20;

    /** Where a block is. */
    private record Block(long at, int packed, long offset, int length) {}

    private RawPart() {}

    /**
     * The line that begins there, without its end; nothing if the part does not have it. Throws
     * {@link ArchiveRefusedException} if the part is damaged.
     *
     * @param offset of the line in the segment
     */
    static Optional<byte[]> line(Path file, int segment, long offset) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Optional<Block> block = block(file, channel, segment, offset);
            return block.isEmpty()
                    ? Optional.empty()
                    : Optional.of(line(file, channel, block.get(), offset));
        }
    }

    private static Optional<Block> block(Path file, FileChannel channel, int segment, long offset)
            throws IOException {
        long length = channel.size();
        ByteBuffer end = read(file, channel, length - END_BYTES, END_BYTES);
        int blocks = end.getInt();
        if (end.getInt() != LETTERS || blocks < 0 || blocks > BLOCKS_LIMIT) {
            throw damaged(file, "it has no index");
        }
        int bytes = blocks * ENTRY_BYTES;
        ByteBuffer index = read(file, channel, length - END_BYTES - bytes, bytes);
        for (int i = 0; i < blocks; i++) {
            int of = index.getInt();
            long from = index.getLong();
            int size = index.getInt();
            var block = new Block(index.getLong(), index.getInt(), from, size);
            if (of == segment && offset >= from && offset - from < size) {
                return Optional.of(block);
            }
        }
        return Optional.empty();
    }

    private static byte[] line(Path file, FileChannel channel, Block block, long offset)
            throws IOException {
        if (block.length > BLOCK_LIMIT || block.packed < 0 || block.packed > channel.size()) {
            throw damaged(file, "its index tells of blocks that are too long");
        }
        byte[] packed = read(file, channel, block.at, block.packed).array();
        byte[] lines = new byte[block.length];
        try {
            Zstd.decompress(lines, packed);
        } catch (ZstdException e) {
            throw damaged(file, "a block cannot be unpacked");
        }
        int from = (int) (offset - block.offset);
        int to = from;
        while (to < lines.length && lines[to] != '\n') {
            to++;
        }
        to -= to > from && lines[to - 1] == '\r' ? 1 : 0;
        return Arrays.copyOfRange(lines, from, to);
    }

    private static ByteBuffer read(Path file, FileChannel channel, long at, int bytes)
            throws IOException {
        if (at < 0 || at + bytes > channel.size()) {
            throw damaged(file, "it is too short");
        }
        ByteBuffer into = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (into.hasRemaining() && channel.read(into, at + into.position()) >= 0) {}
        return into.flip();
    }

    private static ArchiveRefusedException damaged(Path file, String what) {
        return new ArchiveRefusedException(
                new ArchiveRefusal.DamagedArchive(file.toString(), what));
    }
}
