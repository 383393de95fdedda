package org.commonwatch.archive;

import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The lines' bytes of an input that may be gzip, which its first two bytes tell. Damage shows as a
 * refusal with its place; a source that fails shows as itself.
 */
final class Unpacked extends InputStream {
    private static final int BLOCK_BYTES = 64 << 10;

    // The library gives nothing of a block in which it finds damage, so blocks are small.
    static final int LOST_TO_DAMAGE = 4 << 10;

    private final String name;
    private final Counted source;
    private final InputStream in;

    private Unpacked(String name, Counted source, InputStream in) {
        this.name = name;
        this.source = source;
        this.in = in;
    }

    /** Whether these are the first bytes of a gzip file. */
    static boolean isPacked(byte[] start) {
        return start.length >= 2 && start[0] == 0x1F && start[1] == (byte) 0x8B;
    }

    /** Reads on demand; closes nothing of the caller's. */
    static Unpacked of(String name, InputStream bytes) throws IOException {
        Counted source = new Counted(bytes);
        InputStream buffered = new BufferedInputStream(source, BLOCK_BYTES);
        try {
            buffered.mark(2);
            boolean gzip = isPacked(buffered.readNBytes(2));
            buffered.reset();
            return new Unpacked(name, source, gzip ? gunzip(name, source, buffered) : buffered);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
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

    /** Bytes read from the source so far. */
    long taken() {
        return source.count.get();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return in.read(bytes, offset, Math.min(length, LOST_TO_DAMAGE));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IOException e) {
            throw damaged(name, source, e);
        }
    }

    private static ArchiveRefusedException damaged(String name, Counted source, IOException e) {
        String what = Objects.requireNonNullElse(e.getMessage(), "it ends too early");
        return new ArchiveRefusedException(
                new ArchiveRefusal.Damaged(name, source.count.get(), what));
    }

    /** Counts what is read from a source of somebody else's, and marks its failures as its own. */
    private static final class Counted extends FilterInputStream {
        private final AtomicLong count = new AtomicLong();

        Counted(InputStream in) {
            super(in);
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
