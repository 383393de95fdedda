package org.commonwatch.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;

import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The lines' bytes of an input that may be gzip or zstd, which its first bytes tell. Damage shows
 * as a refusal with its place; a source that fails shows as itself.
 */
final class Unpacked extends InputStream {
    private static final int BLOCK_BYTES = 64 << 10;

    // The libraries give nothing of a block in which they find damage, so blocks are small.
    static final int LOST_TO_DAMAGE = 4 << 10;

    /** No frame of zstd may ask for more memory than 2 to this power: 128 MiB. */
    static final int WINDOW_LOG_LIMIT = 27;

    // zstd's error "frame requires too much memory", of which its reader gives the words only.
    private static final String TOO_MUCH_MEMORY = "too much memory";

    private final String name;
    private final Counted source;
    private final InputStream in;

    // Read already, and to be given first; and what ended it there.
    private Got ahead = new Got(0, null);
    private byte[] aheadBytes = {};
    private int aheadNext;

    /**
     * What was read at once.
     *
     * @param end why there is no more, if the input is damaged or fails there
     */
    record Got(int count, @Nullable ArchiveRefusedException end) {}

    private Unpacked(String name, Counted source, InputStream in) {
        this.name = name;
        this.source = source;
        this.in = in;
    }

    /** Reads on demand. To be closed; that closes nothing of the caller's. */
    static Unpacked of(String name, InputStream bytes) throws IOException {
        return of(name, bytes, 0, null);
    }

    /**
     * The same in the middle of a file.
     *
     * @param before bytes of the file before the stream's first
     * @param known how it is packed; null if its first bytes are to tell
     */
    static Unpacked of(String name, InputStream bytes, long before, @Nullable Packing known)
            throws IOException {
        Counted source = new Counted(bytes, before);
        InputStream buffered = new BufferedInputStream(source, BLOCK_BYTES);
        try {
            Packing packing = known == null ? packing(buffered) : known;
            return new Unpacked(
                    name,
                    source,
                    switch (packing) {
                        case NONE -> buffered;
                        case GZIP -> gunzip(name, source, buffered);
                        case ZSTD ->
                                new ZstdInputStreamNoFinalizer(buffered)
                                        .setLongMax(WINDOW_LOG_LIMIT);
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Packing packing(InputStream buffered) throws IOException {
        buffered.mark(Packing.START_BYTES);
        Packing packing = Packing.of(buffered.readNBytes(Packing.START_BYTES));
        buffered.reset();
        return packing;
    }

    private static InputStream gunzip(String name, Counted source, InputStream packed) {
        try {
            return GzipCompressorInputStream.builder()
                    .setInputStream(packed)
                    .setDecompressConcatenated(true)
                    .get();
        } catch (IOException e) {
            throw damaged(name, source, e);
        }
    }

    /** Bytes of the input, as it is packed, read so far. */
    long taken() {
        return source.count.get();
    }

    /** The next bytes, or all up to the end or to damage, which are still there to be read. */
    byte[] ahead(int limit) {
        if (aheadBytes.length == 0) {
            byte[] bytes = new byte[limit];
            ahead = fill(bytes);
            aheadBytes = Arrays.copyOf(bytes, ahead.count());
        }
        return aheadBytes.clone();
    }

    /** Reads until the bytes are full, or to the end, to damage or a failure before that. */
    Got fill(byte[] bytes) {
        int count = 0;
        try {
            while (count < bytes.length) {
                int more = read(bytes, count, bytes.length - count);
                if (more < 0) {
                    break;
                }
                count += more;
            }
            return new Got(count, null);
        } catch (ArchiveRefusedException damaged) {
            return new Got(count, damaged);
        } catch (IOException e) {
            return new Got(count, LineFile.unreadable(name, e));
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (aheadNext < aheadBytes.length) {
            int count = Math.min(length, aheadBytes.length - aheadNext);
            System.arraycopy(aheadBytes, aheadNext, bytes, offset, count);
            aheadNext += count;
            return count;
        }
        if (ahead.end() != null) {
            throw ahead.end();
        }
        try {
            return in.read(bytes, offset, Math.min(length, LOST_TO_DAMAGE));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IOException e) {
            throw damaged(name, source, e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static ArchiveRefusedException damaged(String name, Counted source, IOException e) {
        String what = Objects.requireNonNullElse(e.getMessage(), "it ends too early");
        return new ArchiveRefusedException(
                what.contains(TOO_MUCH_MEMORY)
                        ? new ArchiveRefusal.WindowTooLarge(name, 1 << (WINDOW_LOG_LIMIT - 20))
                        : new ArchiveRefusal.Damaged(name, source.count.get(), what));
    }

    /** Counts what is read from a source of somebody else's, and marks its failures as its own. */
    private static final class Counted extends FilterInputStream {
        private final AtomicLong count;

        Counted(InputStream in, long before) {
            super(in);
            count = new AtomicLong(before);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            try {
                int read = in.read(bytes, offset, length);
                count.addAndGet(Math.max(0, read));
                return read;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
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
