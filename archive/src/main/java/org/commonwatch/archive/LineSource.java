package org.commonwatch.archive;

import org.commonwatch.telemetry.sensor.Chunk;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An input of lines that is looked at and then read once, on one thread or several: a file, part of
 * one, or a stream; plain, gzip or zstd, which its first bytes tell.
 *
 * <p>Of a plain file all threads read, of a file of many zstd frames all unpack; anything else is
 * unpacked by one of them at a time. A damaged input gives what comes before the damage, but for
 * the last 4 KiB at most.
 */
public final class LineSource implements Closeable {
    private final String name;
    private final Bytes bytes;

    /** Where the bytes come from. */
    private interface Bytes extends Closeable {
        /** The beginning, which stays there to be read. */
        byte[] start(int limit) throws IOException;

        /** All of them. */
        Blocks blocks() throws IOException;

        /** All of them, in order. */
        StreamBlocks stream() throws IOException;

        /** How many there are, as they are packed; 0 if that is not known. */
        long total() throws IOException;
    }

    private LineSource(String name, Bytes bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /**
     * A file, or what is written to a pipe. Throws {@link ArchiveRefusedException} if there is no
     * such file.
     */
    public static LineSource of(Path file) {
        String name = file.toString();
        InputStream stream = LineFile.stream(file);
        try {
            if (!Files.isRegularFile(file)) {
                return new LineSource(name, new Streamed(Unpacked.of(name, stream), 0, stream));
            }
            stream.close();
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            ChannelBytes start = new ChannelBytes(channel, 0, Packing.START_BYTES);
            Packing packing = Packing.of(start.readNBytes(Packing.START_BYTES));
            return new LineSource(
                    name, new Range(name, channel, packing, 0, channel.size(), channel));
        } catch (IOException e) {
            throw LineFile.unreadable(name, e);
        }
    }

    /**
     * A stream, which is read to its end and not closed.
     *
     * @param name what to call it in a refusal
     */
    public static LineSource of(String name, InputStream stream) {
        return of(name, stream, 0);
    }

    /**
     * What is left of a stream.
     *
     * @param name what to call it in a refusal
     * @param from how many bytes of it were taken already, unpacked
     */
    public static LineSource of(String name, InputStream stream, long from) {
        try {
            return new LineSource(name, new Streamed(Unpacked.of(name, stream), from, () -> {}));
        } catch (IOException e) {
            throw LineFile.unreadable(name, e);
        }
    }

    /**
     * Part of a plain file that is open and stays so.
     *
     * @param name what to call it in a refusal
     * @param from offset of the first byte
     * @param to offset after the last
     */
    public static LineSource part(String name, FileChannel file, long from, long to) {
        return new LineSource(name, new Range(name, file, Packing.NONE, from, to, () -> {}));
    }

    /** What to call it. */
    public String name() {
        return name;
    }

    /**
     * The first bytes, unpacked, which are still there to be read; of an input that is damaged
     * early, those before the damage.
     */
    public byte[] start(int limit) {
        try {
            return bytes.start(limit);
        } catch (IOException e) {
            throw LineFile.unreadable(name, e);
        }
    }

    /**
     * Reads it to its end, once. Throws {@link ArchiveRefusedException} where it is damaged or
     * cannot be read; in that case after what comes before.
     *
     * @param workers one function a thread. A single one is given all lines in order; several are
     *     given chunks in any order. The first line of each chunk has number 1, offsets are those
     *     in the unpacked input, and the bytes are only valid during the call
     * @param inOrder takes what the functions returned, in the order of the input and from one
     *     thread at a time
     */
    public <R> void read(
            List<Function<? super Chunk, ? extends R>> workers,
            Consumer<? super R> inOrder,
            Progress progress) {
        try (Blocks blocks = workers.size() == 1 ? bytes.stream() : bytes.blocks()) {
            long total = bytes.total();
            Runnable afterBlock = () -> progress.at(blocks.taken(), total);
            if (workers.size() == 1) {
                LinesInOrder.read(name, blocks, workers.getFirst(), inOrder, afterBlock);
            } else {
                ParallelLines.read(name, blocks, workers, inOrder, afterBlock);
            }
        } catch (IOException e) {
            throw LineFile.unreadable(name, e);
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    /** A range of an open file. */
    private record Range(
            String name, FileChannel file, Packing packing, long from, long to, Closeable opened)
            implements Bytes {
        @Override
        public byte[] start(int limit) throws IOException {
            try (Unpacked in = unpacked()) {
                return in.ahead(limit);
            }
        }

        @Override
        public Blocks blocks() throws IOException {
            return switch (packing) {
                case NONE -> new PlainBlocks(file, from, to, Blocks.USUAL_BYTES);
                case GZIP -> stream();
                case ZSTD -> new FrameBlocks(name, file);
            };
        }

        @Override
        public StreamBlocks stream() throws IOException {
            return new StreamBlocks(unpacked(), from);
        }

        private Unpacked unpacked() throws IOException {
            return Unpacked.of(name, new ChannelBytes(file, from, to), from, packing);
        }

        @Override
        public long total() {
            return to;
        }

        @Override
        public void close() throws IOException {
            opened.close();
        }
    }

    /** Bytes that come once. */
    private record Streamed(Unpacked in, long from, Closeable opened) implements Bytes {
        @Override
        public byte[] start(int limit) {
            return in.ahead(limit);
        }

        @Override
        public Blocks blocks() {
            return stream();
        }

        @Override
        public StreamBlocks stream() {
            return new StreamBlocks(in, from);
        }

        @Override
        public long total() {
            return 0;
        }

        @Override
        public void close() throws IOException {
            in.close();
            opened.close();
        }
    }
}
