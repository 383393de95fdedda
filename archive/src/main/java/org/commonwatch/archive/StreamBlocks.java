package org.commonwatch.archive;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What can only be unpacked in order: the hand whose turn it is does so, while the others work on
 * what they have.
 */
final class StreamBlocks implements Blocks {
    private final Unpacked in;
    private final AtomicLong offset;
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * Takes all of a stream, and closes it in the end.
     *
     * @param offset bytes of the unpacked input before the stream's first
     */
    StreamBlocks(Unpacked in, long offset) {
        this.in = in;
        this.offset = new AtomicLong(offset);
    }

    @Override
    public Hand hand() {
        byte[] bytes = new byte[USUAL_BYTES];
        var taken = new AtomicReference<Block>();
        return new Hand() {
            @Override
            public boolean take() {
                if (ended.get()) {
                    return false;
                }
                taken.set(next(bytes));
                return taken.get().count() > 0 || taken.get().end() != null;
            }

            @Override
            public Block open() {
                return taken.get();
            }
        };
    }

    private Block next(byte[] bytes) {
        Unpacked.Got got = in.fill(bytes);
        ended.set(got.count() < bytes.length);
        return new Block(bytes, got.count(), offset.getAndAdd(got.count()), got.end());
    }

    @Override
    public long taken() {
        return in.taken();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
