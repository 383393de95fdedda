package org.commonwatch.archive;

import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Chunker;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A file of lines, plain or gzip (told apart by the first bytes), read in chunks and in bounded
 * memory.
 */
public final class LineFile {
    private static final int BLOCK_BYTES = 64 << 10;

    private LineFile() {}

    /**
     * Hands over the whole file, chunk by chunk. Throws {@link ArchiveRefusedException} if there is
     * no such file, or if it is damaged; in that case after handing over what comes before.
     */
    public static void read(Path file, Consumer<? super Chunk> chunks, Progress progress) {
        if (Files.isDirectory(file)) {
            throw new ArchiveRefusedException(new ArchiveRefusal.IsFolder(file));
        }
        try (FileChannel channel = FileChannel.open(file);
                InputStream in = Channels.newInputStream(channel)) {
            long total = channel.size();
            read(file.toString(), in, chunks, read -> progress.at(read, total));
        } catch (NoSuchFileException e) {
            throw new ArchiveRefusedException(new ArchiveRefusal.NoSuchFile(file));
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /**
     * The same for bytes from elsewhere, which are read to their end and not closed.
     *
     * @param name what to call them in a refusal
     */
    public static void read(String name, InputStream bytes, Consumer<? super Chunk> chunks) {
        read(name, bytes, chunks, read -> {});
    }

    private static void read(
            String name,
            InputStream bytes,
            Consumer<? super Chunk> chunks,
            LongConsumer afterBlock) {
        Chunker chunker = new Chunker(chunks::accept);
        Counted counted = new Counted(bytes);
        try (InputStream in = Gunzip.ifNeeded(new BufferedInputStream(counted, BLOCK_BYTES))) {
            byte[] block = new byte[BLOCK_BYTES];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                chunker.accept(block, 0, count);
                afterBlock.accept(counted.count.get());
            }
            afterBlock.accept(counted.count.get());
        } catch (DamagedException e) {
            chunker.finish();
            throw new ArchiveRefusedException(e.refusal(name));
        } catch (IOException e) {
            chunker.finish();
            throw unreadable(name, e);
        }
        chunker.finish();
    }

    private static ArchiveRefusedException unreadable(String name, IOException e) {
        String why =
                e instanceof AccessDeniedException
                        ? "access denied"
                        : Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        return new ArchiveRefusedException(new ArchiveRefusal.Unreadable(name, why));
    }

    /** Counts what is read from a stream that belongs to somebody else. */
    private static final class Counted extends FilterInputStream {
        private final AtomicLong count = new AtomicLong();

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            count.addAndGet(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            count.addAndGet(Math.max(0, read));
            return read;
        }

        // A pipe that was opened as a file cannot say.
        @Override
        public int available() {
            return 0;
        }

        @Override
        public void close() {
            // Whoever opened it closes it.
        }
    }
}
