package org.commonwatch.archive.events;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.sensor.Chunk;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes chunks of lines to {@link RawPart}s, a new one whenever one is long enough. */
final class RawWriter implements AutoCloseable {
    /** A part that has as many bytes is ended. */
    static final long PART_BYTES = 256 << 20;

    private static final int LEVEL = 1; // eight times smaller; more would cost more than counting
    private static final int FIRST_INDEX_BYTES = 1 << 12;

    private final PartNames names;
    private final PartWriter.Written written;
    private final ZstdCompressCtx packer = new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true);
    private byte[] packed = {};
    private ByteBuffer index = index(FIRST_INDEX_BYTES);
    private @Nullable Path file;
    private @Nullable FileChannel channel;
    private long length;
    private long lines;
    private long first;
    private long last;

    RawWriter(PartNames names, PartWriter.Written written) {
        this.names = names;
        this.written = written;
    }

    private static ByteBuffer index(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Takes a chunk whose events are known; one without any is of no time, and not kept. */
    void add(Chunk.Lines chunk, Events events, int segment) throws IOException {
        int bytes = chunk.to() - chunk.from();
        if (events.count() == 0 || bytes > RawPart.BLOCK_LIMIT) {
            return;
        }
        FileChannel into = channel == null ? open() : channel;
        int bound = (int) Zstd.compressBound(bytes);
        if (packed.length < bound) {
            packed = new byte[bound];
        }
        int size = packer.compressByteArray(packed, 0, bound, chunk.bytes(), chunk.from(), bytes);
        if (index.remaining() < RawPart.ENTRY_BYTES) {
            index = index(2 * index.capacity()).put(index.flip());
        }
        index.putInt(segment).putLong(chunk.offset()).putInt(bytes).putLong(length).putInt(size);
        write(into, ByteBuffer.wrap(packed, 0, size));
        lines += events.count();
        for (int i = 0; i < events.count(); i++) {
            first = Math.min(first, events.time(i));
            last = Math.max(last, events.time(i));
        }
        if (length >= PART_BYTES) {
            close();
        }
    }

    private FileChannel open() throws IOException {
        Path next = names.nextRaw();
        FileChannel opened =
                FileChannel.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        file = next;
        channel = opened;
        length = 0;
        lines = 0;
        first = Long.MAX_VALUE;
        last = Long.MIN_VALUE;
        index.clear();
        return opened;
    }

    private void write(FileChannel into, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            length += into.write(bytes);
        }
    }

    /** Ends the part that is being written, if there is one. */
    @Override
    public void close() throws IOException {
        FileChannel ending = channel;
        Path ended = file;
        if (ending == null || ended == null) {
            return;
        }
        channel = null;
        file = null;
        try (ending) {
            int bytes = index.position();
            ByteBuffer head = index(RawPart.HEAD_BYTES).putInt(RawPart.SKIPPABLE);
            write(ending, head.putInt(bytes + RawPart.END_BYTES).flip());
            write(ending, index.flip());
            ByteBuffer end = index(RawPart.END_BYTES).putInt(bytes / RawPart.ENTRY_BYTES);
            write(ending, end.putInt(RawPart.LETTERS).flip());
        }
        written.part(ended, lines, first, last);
    }

    /** Gives up what was not ended, and frees what is not the Java heap's. */
    void discard() throws IOException {
        FileChannel given = channel;
        if (given != null) {
            given.close();
        }
        packer.close();
    }
}
