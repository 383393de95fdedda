package org.commonwatch.archive;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * A file of many zstd frames, which are found by their headers alone and unpacked by all hands at
 * once. From the first frame on that does not say how much is in it, has more than {@link
 * #FRAME_LIMIT} or is cut off, the rest of the file is read as a stream.
 */
final class FrameBlocks implements Blocks {
    /** No larger frame, unpacked, is held in memory as a whole. */
    static final int FRAME_LIMIT = 8 << 20;

    private final String name;
    private final FileChannel file;
    private final long end;

    // By the hand that takes.
    private long position;
    private long offset;
    private @Nullable StreamBlocks rest;

    FrameBlocks(String name, FileChannel file) throws IOException {
        this.name = name;
        this.file = file;
        this.end = file.size();
    }

    @Override
    public Hand hand() {
        return new FrameHand();
    }

    @Override
    public long taken() {
        StreamBlocks stream = rest;
        return stream == null ? position : stream.taken();
    }

    @Override
    public void close() throws IOException {
        if (rest != null) {
            rest.close();
        }
    }

    private Unpacked stream(long from, long to) throws IOException {
        return Unpacked.of(name, new ChannelBytes(file, from, to), from, Packing.ZSTD);
    }

    /** Takes whole frames, and goes on with the stream once there is one. */
    private final class FrameHand implements Hand {
        private final ZstdDecompressCtx context = new ZstdDecompressCtx();
        private final FrameWindow packed = new FrameWindow(file, end);
        private byte[] bytes = {};
        private long from;
        private long to;
        private long unpackedFrom;
        private int unpacked;
        private @Nullable Hand restHand;

        @Override
        public boolean take() throws IOException {
            if (rest == null && !takeFrame()) {
                if (position == end) {
                    return false;
                }
                rest = new StreamBlocks(stream(position, end), offset);
            }
            if (rest == null) {
                return true;
            }
            if (restHand == null) {
                restHand = rest.hand();
            }
            return restHand.take();
        }

        private boolean takeFrame() throws IOException {
            FrameWindow.Frame frame = packed.frameAt(position);
            if (frame == null || frame.unpackedBytes() > FRAME_LIMIT) {
                position = packed.start();
                return false;
            }
            from = packed.start();
            to = from + frame.packedBytes();
            unpackedFrom = offset;
            unpacked = (int) frame.unpackedBytes();
            position = to;
            offset += unpacked;
            return true;
        }

        @Override
        public Block open() throws IOException {
            if (restHand != null) {
                return restHand.open();
            }
            if (bytes.length < unpacked) {
                bytes = new byte[Math.min(FRAME_LIMIT, Math.max(USUAL_BYTES, 2 * unpacked))];
            }
            try {
                int count =
                        context.decompressDirectByteBufferToByteArray(
                                bytes, 0, unpacked, packed.bytes(), 0, (int) (to - from));
                if (count == unpacked) {
                    return new Block(bytes, count, unpackedFrom, null);
                }
                return damaged("it has " + count + " bytes where it says " + unpacked);
            } catch (ZstdException e) {
                return damaged(String.valueOf(e.getMessage()));
            }
        }

        // What comes before the damage in the frame itself is there if it is read as a stream.
        private Block damaged(String what) throws IOException {
            try (Unpacked stream = stream(from, to)) {
                byte[] readable = new byte[unpacked + 1];
                Unpacked.Got got = stream.fill(readable);
                ArchiveRefusedException why =
                        got.end() != null
                                ? got.end()
                                : new ArchiveRefusedException(
                                        new ArchiveRefusal.Damaged(name, from, what));
                return new Block(readable, Math.min(got.count(), unpacked), unpackedFrom, why);
            }
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
