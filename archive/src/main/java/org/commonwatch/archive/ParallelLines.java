package org.commonwatch.archive;

import org.commonwatch.telemetry.sensor.Chunk;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads a plain file of lines on several threads. The file is a row of blocks; each thread takes
 * the next block, cuts it between lines and has a function of its own work on them, and what the
 * functions return is handed on in the order of the file. The lines that stand across blocks are
 * put together on the way.
 *
 * @param <R> what is known of a chunk once it is worked on
 */
public final class ParallelLines<R> {
    /** How many bytes a block has. */
    static final int BLOCK_BYTES = 512 << 10;

    // A thread may be so many blocks ahead of the slowest, per thread.
    private static final int AHEAD = 4;

    private final FileChannel file;
    private final long length;
    private final int blockBytes;
    private final int threads;
    private final Consumer<? super R> inOrder;
    private final Progress progress;

    // All below is guarded by this object's lock.
    private final Map<Long, Block<R>> waiting = new HashMap<>();
    private long taken;
    private long done;
    private byte[] carried = {};
    private long carriedBytes;
    private long carriedOffset;
    private @Nullable Throwable failure;

    /**
     * A block that was worked on: the bytes before its first line end and after its last, and what
     * was made of the lines between. Without any line end, all of it is head.
     */
    private record Block<R>(Fragment head, @Nullable Fragment tail, List<R> results) {}

    /** Part of a line, copied. */
    private static final class Fragment {
        private final byte[] bytes;
        private final long offset;

        Fragment(byte[] block, int from, int to, long blockOffset) {
            bytes = Arrays.copyOfRange(block, from, to);
            offset = blockOffset + from;
        }
    }

    private ParallelLines(
            FileChannel file,
            int blockBytes,
            int threads,
            Consumer<? super R> inOrder,
            Progress progress)
            throws IOException {
        this.file = file;
        this.length = file.size();
        this.blockBytes = blockBytes;
        this.threads = threads;
        this.inOrder = inOrder;
        this.progress = progress;
    }

    /**
     * Reads the whole file. Throws {@link ArchiveRefusedException} if it cannot be read.
     *
     * @param workers one function a thread; each sees chunks whose first line has number 1 and
     *     whose bytes are only valid during the call
     * @param inOrder takes what the functions returned, from one thread at a time
     */
    public static <R> void read(
            Path path,
            List<Function<? super Chunk, ? extends R>> workers,
            Consumer<? super R> inOrder,
            Progress progress) {
        read(path, BLOCK_BYTES, workers, inOrder, progress);
    }

    static <R> void read(
            Path path,
            int blockBytes,
            List<Function<? super Chunk, ? extends R>> workers,
            Consumer<? super R> inOrder,
            Progress progress) {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            new ParallelLines<R>(file, blockBytes, workers.size(), inOrder, progress).run(workers);
        } catch (IOException e) {
            throw new ArchiveRefusedException(
                    new ArchiveRefusal.Unreadable(path.toString(), String.valueOf(e.getMessage())));
        }
    }

    private void run(List<Function<? super Chunk, ? extends R>> workers) throws IOException {
        List<Thread> running = new ArrayList<>();
        for (Function<? super Chunk, ? extends R> worker : workers) {
            running.add(Thread.ofPlatform().name("reading").start(() -> guarded(worker)));
        }
        try {
            for (Thread thread : running) {
                thread.join();
            }
        } catch (InterruptedException stopping) {
            fail(stopping);
            Thread.currentThread().interrupt();
        }
        switch (failure) {
            case null -> end(workers.getFirst());
            case IOException unreadable -> throw unreadable;
            case RuntimeException refused -> throw refused;
            case Error bug -> throw bug;
            case Throwable stopped -> throw new IllegalStateException("reading ended", stopped);
        }
    }

    private void guarded(Function<? super Chunk, ? extends R> worker) {
        try {
            work(worker);
        } catch (Throwable broken) { // whatever it is, the thread that waits has to know
            fail(broken);
        }
    }

    private void work(Function<? super Chunk, ? extends R> worker)
            throws IOException, InterruptedException {
        byte[] buffer = new byte[blockBytes];
        for (long number = next(); number >= 0; number = next()) {
            long offset = number * blockBytes;
            int count = fill(buffer, offset);
            finished(number, block(buffer, count, offset, worker), worker);
        }
    }

    private synchronized long next() throws InterruptedException {
        while (failure == null && taken - done >= (long) AHEAD * threads) {
            wait();
        }
        boolean more = failure == null && taken * blockBytes < length;
        return more ? taken++ : -1;
    }

    private int fill(byte[] buffer, long offset) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(buffer);
        while (into.hasRemaining()) {
            if (file.read(into, offset + into.position()) < 0) {
                break;
            }
        }
        return into.position();
    }

    private Block<R> block(
            byte[] bytes, int count, long offset, Function<? super Chunk, ? extends R> worker) {
        int head = 0;
        while (head < count && bytes[head] != '\n') {
            head++;
        }
        if (head == count) {
            return new Block<>(new Fragment(bytes, 0, count, offset), null, List.of());
        }
        int tail = count;
        while (bytes[tail - 1] != '\n') {
            tail--;
        }
        List<R> results =
                head + 1 == tail
                        ? List.of()
                        : List.of(
                                worker.apply(
                                        new Chunk.Lines(
                                                bytes, head + 1, tail, 1, offset + head + 1)));
        return new Block<>(
                new Fragment(bytes, 0, head + 1, offset),
                new Fragment(bytes, tail, count, offset),
                results);
    }

    private synchronized void finished(
            long number, Block<R> block, Function<? super Chunk, ? extends R> worker) {
        waiting.put(number, block);
        for (Block<R> next = waiting.remove(done); next != null; next = waiting.remove(done)) {
            join(next, worker);
            done++;
            progress.at(Math.min(length, done * blockBytes), length);
        }
        notifyAll();
    }

    private void join(Block<R> block, Function<? super Chunk, ? extends R> worker) {
        carry(block.head);
        if (block.tail != null) {
            flush(worker);
            block.results.forEach(inOrder);
            carry(block.tail);
        }
    }

    private void carry(Fragment fragment) {
        byte[] more = fragment.bytes;
        if (carriedBytes == 0) {
            carriedOffset = fragment.offset;
        }
        carriedBytes += more.length;
        // Room for the longest line with its end; of a longer one nothing is kept.
        if (carriedBytes > Chunk.LINE_LIMIT + 2) {
            return;
        }
        int length = (int) carriedBytes;
        if (length > carried.length) {
            carried = Arrays.copyOf(carried, Math.max(2 * carried.length, length));
        }
        System.arraycopy(more, 0, carried, length - more.length, more.length);
    }

    private void flush(Function<? super Chunk, ? extends R> worker) {
        if (carriedBytes > 0) {
            Chunk chunk =
                    carriedBytes > Chunk.LINE_LIMIT + 2
                            ? new Chunk.TooLong(1, carriedOffset)
                            : new Chunk.Lines(carried, 0, (int) carriedBytes, 1, carriedOffset);
            inOrder.accept(worker.apply(chunk));
        }
        carriedBytes = 0;
    }

    private synchronized void end(Function<? super Chunk, ? extends R> worker) {
        flush(worker);
    }

    private synchronized void fail(Throwable broken) {
        if (failure == null) {
            failure = broken;
        }
        notifyAll();
    }
}
