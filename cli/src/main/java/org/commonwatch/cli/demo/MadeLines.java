package org.commonwatch.cli.demo;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;

/** Lines that are made as they are read, as the file that they would be. */
public final class MadeLines extends InputStream {
    private final Iterator<byte[]> parts;
    private final AtomicReference<ByteBuffer> part = new AtomicReference<>(ByteBuffer.allocate(0));

    /** Of parts of which some may be empty. */
    public MadeLines(Iterator<byte[]> parts) {
        this.parts = parts;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
        while (!part.get().hasRemaining()) {
            if (!parts.hasNext()) {
                return -1;
            }
            part.set(ByteBuffer.wrap(parts.next()));
        }
        int count = Math.min(length, part.get().remaining());
        part.get().get(bytes, from, count);
        return count;
    }
}
