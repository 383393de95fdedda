package org.commonwatch.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicLong;

/** Part of a plain file, which every hand reads for itself. */
final class PlainBlocks implements Blocks {
    private final FileChannel file;
    private final AtomicLong next;
    private final long end;
    private final int blockBytes;

    /** The bytes from one offset in the file up to another. */
    PlainBlocks(FileChannel file, long from, long end, int blockBytes) {
        this.file = file;
        this.next = new AtomicLong(from);
        this.end = end;
        this.blockBytes = blockBytes;
    }

    @Override
    public Hand hand() {
        byte[] bytes = new byte[blockBytes];
        var from = new AtomicLong();
        return new Hand() {
            @Override
            public boolean take() {
                from.set(next.get());
                next.set(Math.min(end, from.get() + blockBytes));
                return from.get() < end;
            }

            @Override
            public Block open() throws IOException {
                return block(bytes, from.get());
            }
        };
    }

    private Block block(byte[] bytes, long from) throws IOException {
        int most = (int) Math.min(blockBytes, end - from);
        ByteBuffer into = ByteBuffer.wrap(bytes, 0, most);
        while (into.hasRemaining() && file.read(into, from + into.position()) >= 0) {
            // more of it
        }
        return new Block(bytes, into.position(), from, null);
    }

    @Override
    public long taken() {
        return next.get();
    }
}
