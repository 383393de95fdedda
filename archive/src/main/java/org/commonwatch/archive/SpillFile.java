package org.commonwatch.archive;

import org.commonwatch.telemetry.session.Spill;
import org.commonwatch.telemetry.session.Words;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps words in a temporary file, which is made when there are any. Where the system permits, the
 * file has no name from the moment it is open; so whatever ends the process, nothing is left of it.
 *
 * <p>Throws {@link ArchiveRefusedException} if the disk is full.
 */
public final class SpillFile implements Spill, AutoCloseable {
    private static final int BLOCK_WORDS = 1 << 15;

    private final Path folder;
    private @Nullable FileChannel file;
    private long length;

    /**
     * Makes no file yet.
     *
     * @param folder where to make it
     */
    public SpillFile(Path folder) {
        this.folder = folder;
    }

    @Override
    public Words keep(long[] words, int count) {
        try {
            Place place = reserved((long) Long.BYTES * count);
            write(place, words, count);
            return (from, into, some) -> read(place, from, into, some);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** How many bytes it has. */
    public synchronized long length() {
        return length;
    }

    @Override
    public synchronized void close() {
        FileChannel open = file;
        file = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private record Place(FileChannel file, long start) {}

    // The file is written and read at places of their own, by several threads at once.
    private synchronized Place reserved(long bytes) throws IOException {
        if (file == null) {
            file =
                    FileChannel.open(
                            Files.createTempFile(folder, "cwatch-", ".spill"),
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE);
        }
        var place = new Place(file, length);
        length += bytes;
        return place;
    }

    private static void write(Place place, long[] words, int count) throws IOException {
        ByteBuffer block = block(count);
        long at = place.start;
        for (int from = 0; from < count; from += BLOCK_WORDS) {
            int some = Math.min(count - from, BLOCK_WORDS);
            block.clear().limit(some * Long.BYTES);
            block.asLongBuffer().put(words, from, some);
            while (block.hasRemaining()) {
                at += place.file.write(block, at);
            }
        }
    }

    private void read(Place place, long from, long[] into, int count) {
        ByteBuffer block = block(count);
        long at = place.start + from * Long.BYTES;
        try {
            for (int next = 0; next < count; next += BLOCK_WORDS) {
                int some = Math.min(count - next, BLOCK_WORDS);
                block.clear().limit(some * Long.BYTES);
                while (block.hasRemaining()) {
                    int read = place.file.read(block, at);
                    if (read < 0) {
                        throw new IOException("the file was cut short");
                    }
                    at += read;
                }
                block.flip();
                block.asLongBuffer().get(into, next, some);
            }
        } catch (IOException e) {
            String name = folder.toString();
            throw new ArchiveRefusedException(new ArchiveRefusal.Unreadable(name, why(e)));
        }
    }

    private static ByteBuffer block(int words) {
        return ByteBuffer.allocate(Math.min(BLOCK_WORDS, words) * Long.BYTES)
                .order(ByteOrder.nativeOrder());
    }

    private ArchiveRefusedException refused(IOException e) {
        return new ArchiveRefusedException(new ArchiveRefusal.NoRoom(folder, why(e)));
    }

    private static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no such folder";
            case AccessDeniedException denied -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }
}
