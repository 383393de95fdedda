package org.commonwatch.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses gzip (RFC 1952), all members of it.
 *
 * <p>The platform's own stream takes anything after the first member that is no member for the end,
 * and with it a damaged rest of a file. Here only zeros, which tapes pad with, may follow.
 */
final class Gunzip extends InputStream {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream in;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private final Inflater inflater = new Inflater(true);
    private final CRC32 check = new CRC32();
    private long taken;
    private boolean begun;
    private boolean over;

    Gunzip(InputStream in) {
        this.in = in;
    }

    /** Decompresses what begins as gzip does, and leaves everything else as it is. */
    static InputStream ifNeeded(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return gzip ? new Gunzip(in) : in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!begun) {
            begun = true;
            header();
        }
        while (!over) {
            int count = inflate(bytes, offset, length);
            if (count > 0) {
                check.update(bytes, offset, count);
                return count;
            }
            if (inflater.finished()) {
                trailer();
                over = !nextMember();
            } else if (!fill()) {
                throw damaged("it ends too early");
            }
        }
        return -1;
    }

    private int inflate(byte[] bytes, int offset, int length) throws IOException {
        long before = inflater.getBytesWritten();
        try {
            inflater.setInput(buffer);
            return inflater.inflate(bytes, offset, length);
        } catch (DataFormatException e) {
            // What came out before the damage is good; the next call meets the damage again.
            int count = (int) (inflater.getBytesWritten() - before);
            if (count > 0) {
                return count;
            }
            throw damaged("the data cannot be decompressed");
        }
    }

    private void header() throws IOException {
        if (next() != 0x1F || next() != 0x8B || next() != DEFLATE) {
            throw damaged("no gzip member begins here");
        }
        int flags = next();
        skip(6);
        if ((flags & RESERVED) != 0) {
            throw damaged("unknown flags");
        }
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
    }

    private void trailer() throws IOException {
        long sum = nextInt();
        long size = nextInt();
        if (sum != check.getValue() || size != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw damaged("the checksum does not fit");
        }
    }

    private boolean nextMember() throws IOException {
        while (fill()) {
            if (buffer.get(buffer.position()) != 0) {
                inflater.reset();
                check.reset();
                header();
                return true;
            }
            buffer.get();
        }
        return false;
    }

    private long nextInt() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void skipText() throws IOException {
        int last = next();
        while (last != 0) {
            last = next();
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private int next() throws IOException {
        if (!fill()) {
            throw damaged("it ends too early");
        }
        return buffer.get() & 255;
    }

    // Whether there is at least one byte to take.
    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        int count = in.read(buffer.array());
        buffer.position(0).limit(Math.max(0, count));
        taken += buffer.limit();
        return count > 0;
    }

    private DamagedException damaged(String what) {
        return new DamagedException(taken - buffer.remaining(), what);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
