package org.commonwatch.archive.raw;

import com.github.luben.zstd.ZstdOutputStream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The lines of one delivery, packed while they are read: in a file without a name, so that whatever
 * ends the process, nothing is left of it. For one thread at a time.
 */
public final class RawCopy extends OutputStream {
    private static final int LEVEL = 1; // more would cost more than counting

    private final FileChannel file;
    private final ZstdOutputStream packing;
    private final AtomicLong length = new AtomicLong();

    RawCopy(Path folder) throws IOException {
        file =
                FileChannel.open(
                        Files.createTempFile(folder, "delivery-", ".zst"),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
        packing = new ZstdOutputStream(kept(file), LEVEL).setChecksum(true);
    }

    // What packs closes what it packs into; this is still to be read then.
    private static OutputStream kept(FileChannel file) {
        OutputStream out = Channels.newOutputStream(file);
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                out.write(value);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
            }
        };
    }

    @Override
    public void write(int value) throws IOException {
        packing.write(value);
        length.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        packing.write(bytes, from, count);
        length.addAndGet(count);
    }

    /** How many bytes of lines it has. */
    public long length() {
        return length.get();
    }

    /** Appends the frame, and tells its length. */
    long appendTo(FileChannel other) throws IOException {
        packing.close();
        long size = file.size();
        for (long done = 0; done < size; ) {
            done += file.transferTo(done, size - done, other);
        }
        return size;
    }

    /** Gives it up. */
    @Override
    public void close() throws IOException {
        try (file) {
            packing.close();
        }
    }
}
