package org.commonwatch.archive;

import com.github.luben.zstd.Zstd;

import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Chunker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A file of lines, plain, gzip or zstd (told apart by the first bytes), read in chunks and in
 * bounded memory. A damaged file gives what comes before the damage, but for the last 4 KiB at
 * most.
 */
public final class LineFile {
    private static final int BLOCK_BYTES = 64 << 10;
    private static final int QUICKLY = 1; // the level

    private LineFile() {}

    /**
     * Hands over the whole file, chunk by chunk. Throws {@link ArchiveRefusedException} if there is
     * no such file, or if it is damaged; in that case after handing over what comes before.
     */
    public static void read(Path file, Consumer<? super Chunk> chunks, Progress progress) {
        try (InputStream in = stream(file)) {
            long total = Files.size(file);
            read(file.toString(), in, chunks, read -> progress.at(read, total));
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

    /** Whether it is gzip or zstd. Throws as {@link #read} does. */
    public static boolean isPacked(Path file) {
        try (InputStream in = stream(file)) {
            return Packing.of(in.readNBytes(Packing.START_BYTES)) != Packing.NONE;
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** The file's bytes, unpacked; to be closed. Throws as {@link #read} does. */
    public static InputStream open(Path file) {
        InputStream packed = stream(file);
        return new FilterInputStream(unpacked(file.toString(), packed)) {
            @Override
            public void close() throws IOException {
                super.close();
                packed.close();
            }
        };
    }

    /**
     * Bytes from elsewhere, unpacked; to be closed, which does not close what they come from.
     * Reading them throws {@link ArchiveRefusedException} where they are damaged.
     *
     * @param name what to call them in a refusal
     */
    public static InputStream unpacked(String name, InputStream bytes) {
        try {
            return Unpacked.of(name, bytes);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Bytes as zstd, quickly. */
    public static byte[] packed(byte[] bytes) {
        return Zstd.compress(bytes, QUICKLY);
    }

    static InputStream stream(Path file) {
        if (Files.isDirectory(file)) {
            throw new ArchiveRefusedException(new ArchiveRefusal.IsFolder(file));
        }
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new ArchiveRefusedException(new ArchiveRefusal.NoSuchFile(file));
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    private static void read(
            String name,
            InputStream bytes,
            Consumer<? super Chunk> chunks,
            LongConsumer afterBlock) {
        Chunker chunker = new Chunker(chunks::accept);
        try (Unpacked in = Unpacked.of(name, bytes)) {
            byte[] block = new byte[BLOCK_BYTES];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                chunker.accept(block, 0, count);
                afterBlock.accept(in.taken());
            }
            afterBlock.accept(in.taken());
        } catch (ArchiveRefusedException damaged) {
            chunker.finish();
            throw damaged;
        } catch (IOException e) {
            chunker.finish();
            throw unreadable(name, e);
        }
        chunker.finish();
    }

    static ArchiveRefusedException unreadable(String name, IOException e) {
        return new ArchiveRefusedException(new ArchiveRefusal.Unreadable(name, reason(e)));
    }

    /** What went wrong, to stand inside a sentence. */
    static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "access denied";
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case NotDirectoryException other -> other.getFile() + " is no folder";
            default -> Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        };
    }
}
