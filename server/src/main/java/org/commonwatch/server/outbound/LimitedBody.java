package org.commonwatch.server.outbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/** A body that is refused where it becomes longer than it may be. */
final class LimitedBody extends FilterInputStream {
    // A short text may be packed better than that, and does no harm.
    private static final long NO_RATIO_BELOW = 1 << 20;

    private final Limits limits;
    private final AtomicLong came;
    private final AtomicLong read = new AtomicLong();

    private LimitedBody(InputStream in, Limits limits, AtomicLong came) {
        super(in);
        this.limits = limits;
        this.came = came;
    }

    static InputStream of(InputStream body, boolean packed, Limits limits) throws IOException {
        if (!packed) {
            AtomicLong all = new AtomicLong(Long.MAX_VALUE / limits.ratio());
            return new LimitedBody(body, limits, all);
        }
        AtomicLong came = new AtomicLong();
        return new LimitedBody(new GZIPInputStream(new Counted(body, came)), limits, came);
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        add(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = super.read(bytes, from, length);
        add(Math.max(count, 0));
        return count;
    }

    private void add(int count) {
        long all = read.addAndGet(count);
        if (all > limits.bytes()) {
            throw new OutboundException(
                    "The answer is longer than " + (limits.bytes() >> 20) + " MiB.",
                    "Ask for less at once, if it can be asked for in parts.");
        }
        if (all > NO_RATIO_BELOW && all > came.get() * limits.ratio()) {
            throw new OutboundException(
                    "The answer is packed more than " + limits.ratio() + " to one.",
                    "Nobody packs texts so well: ask the other side what it sent.");
        }
    }

    private static final class Counted extends FilterInputStream {
        private final AtomicLong count;

        Counted(InputStream in, AtomicLong count) {
            super(in);
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count.addAndGet(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            count.addAndGet(Math.max(read, 0));
            return read;
        }
    }
}
