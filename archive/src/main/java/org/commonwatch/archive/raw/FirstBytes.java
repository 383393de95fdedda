package org.commonwatch.archive.raw;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Ends after so many bytes. */
final class FirstBytes extends FilterInputStream {
    private final AtomicLong left;

    FirstBytes(InputStream in, long bytes) {
        super(in);
        left = new AtomicLong(bytes);
    }

    @Override
    public int read() throws IOException {
        int value = left.get() == 0 ? -1 : super.read();
        left.addAndGet(value < 0 ? 0 : -1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        int read =
                left.get() == 0 ? -1 : super.read(bytes, from, (int) Math.min(count, left.get()));
        left.addAndGet(-Math.max(read, 0));
        return read;
    }
}
