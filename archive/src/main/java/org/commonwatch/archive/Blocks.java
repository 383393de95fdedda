package org.commonwatch.archive;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;

/**
 * An input's bytes, unpacked, as a row of blocks. Threads take them by hands of their own: taking
 * is one hand's at a time, and opening what was taken is all hands' at once. So what has to be done
 * in order belongs into the one, and all that is dear into the other.
 */
sealed interface Blocks extends Closeable permits PlainBlocks, FrameBlocks, StreamBlocks {
    /** A block has about so many bytes where nothing else decides it. */
    int USUAL_BYTES = 512 << 10;

    /** What one thread takes blocks by, with buffers of its own. */
    interface Hand extends Closeable {
        /** Takes the next block; whether there was one. Never called for two hands at once. */
        boolean take() throws IOException;

        /** Gives the block taken last. It is valid until the hand takes another. */
        Block open() throws IOException;

        @Override
        default void close() {}
    }

    /** One block. */
    final class Block {
        private final byte[] bytes;
        private final int count;
        private final long offset;
        private final @Nullable ArchiveRefusedException end;

        /**
         * Takes the bytes without copying them.
         *
         * @param bytes of which the first are the block's
         * @param count how many
         * @param offset bytes of the unpacked input before them
         * @param end why nothing comes after it, if the input is damaged there
         */
        Block(byte[] bytes, int count, long offset, @Nullable ArchiveRefusedException end) {
            this.bytes = bytes;
            this.count = count;
            this.offset = offset;
            this.end = end;
        }

        byte[] bytes() {
            return bytes;
        }

        int count() {
            return count;
        }

        long offset() {
            return offset;
        }

        @Nullable ArchiveRefusedException end() {
            return end;
        }
    }

    /** A new hand, for one thread. */
    Hand hand();

    /** How many bytes of the input, as it is packed, were taken so far. */
    long taken();

    @Override
    default void close() throws IOException {}
}
