package org.commonwatch.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicLong;

/** A range of an open file as a stream that leaves the file's own position alone. */
final class ChannelBytes extends InputStream {
    private final FileChannel file;
    private final AtomicLong next;
    private final long end;

    ChannelBytes(FileChannel file, long from, long end) {
        this.file = file;
        this.next = new AtomicLong(from);
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int most = (int) Math.min(length, end - next.get());
        if (most <= 0) {
            return length == 0 ? 0 : -1;
        }
        int count = file.read(ByteBuffer.wrap(bytes, offset, most), next.get());
        next.addAndGet(Math.max(0, count));
        return count;
    }
}
