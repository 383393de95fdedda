package org.commonwatch.archive;

import org.commonwatch.telemetry.sensor.Chunk;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads an input of lines on several threads. The input is a row of blocks; each thread takes the
 * next block, opens it, cuts it between lines and has a function of its own work on them, and what
 * the functions return is handed on in the order of the input. The lines that stand across blocks
 * are put together on the way.
 *
 * <p>A block is worked on only once all blocks before it are known to be whole, so that of a
 * damaged input exactly what comes before the damage was worked on.
 *
 * @param <R> what is known of a chunk once it is worked on
 */
final class ParallelLines<R> {
    // A thread may be so many blocks ahead of the slowest, per thread.
    private static final int AHEAD = 4;

    // A line with its end; of a longer one nothing is kept.
    private static final int LINE_BYTES = Chunk.LINE_LIMIT + 2;

    private final String name;
    private final Blocks blocks;
    private final int threads;
    private final Consumer<? super R> inOrder;
    private final Runnable afterBlock;
    // Held by whoever takes a block, which may take long.
    private final ReentrantLock taking = new ReentrantLock();

    // All below is guarded by this object's lock.
    private final Map<Long, Cut<R>> waiting = new HashMap<>();
    private long taken;
    private long whole;
    private long done;
    private long end = Long.MAX_VALUE;
    private byte[] carried = {};
    private long carriedBytes;
    private long carriedOffset;
    private @Nullable ArchiveRefusedException damage;
    private @Nullable Throwable failure;

    /**
     * A block that was worked on: the bytes before its first line end and after its last, and what
     * was made of the lines between. Without any line end, all of it is head.
     */
    private record Cut<R>(Fragment head, @Nullable Fragment tail, List<R> results) {}

    /** Part of a line, copied, unless it is longer than a line may be. */
    private static final class Fragment {
        private final byte[] bytes;
        private final int length;
        private final long offset;

        Fragment(Blocks.Block block, int from, int to) {
            length = to - from;
            bytes = length > LINE_BYTES ? new byte[0] : Arrays.copyOfRange(block.bytes(), from, to);
            offset = block.offset() + from;
        }
    }

    private ParallelLines(
            String name,
            Blocks blocks,
            int threads,
            Consumer<? super R> inOrder,
            Runnable afterBlock) {
        this.name = name;
        this.blocks = blocks;
        this.threads = threads;
        this.inOrder = inOrder;
        this.afterBlock = afterBlock;
    }

    /**
     * Reads all blocks. Throws {@link ArchiveRefusedException} where they are damaged or cannot be
     * read.
     *
     * @param name what to call the input in a refusal
     * @param workers one function a thread; each sees chunks whose first line has number 1 and
     *     whose bytes are only valid during the call
     * @param inOrder takes what the functions returned, from one thread at a time
     * @param afterBlock called after every block
     */
    static <R> void read(
            String name,
            Blocks blocks,
            List<Function<? super Chunk, ? extends R>> workers,
            Consumer<? super R> inOrder,
            Runnable afterBlock) {
        new ParallelLines<R>(name, blocks, workers.size(), inOrder, afterBlock).run(workers);
    }

    private void run(List<Function<? super Chunk, ? extends R>> workers) {
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
            case RuntimeException refused -> throw refused;
            case Error bug -> throw bug;
            case Throwable stopped -> throw new IllegalStateException("reading ended", stopped);
        }
    }

    private void guarded(Function<? super Chunk, ? extends R> worker) {
        try (Blocks.Hand hand = blocks.hand()) {
            work(worker, hand);
        } catch (Throwable broken) { // whatever it is, the thread that waits has to know
            fail(broken);
        }
    }

    private void work(Function<? super Chunk, ? extends R> worker, Blocks.Hand hand)
            throws InterruptedException {
        for (long number = take(hand); number >= 0; number = take(hand)) {
            Blocks.Block block;
            try {
                block = hand.open();
            } catch (IOException e) {
                isNext(number, LineFile.unreadable(name, e));
                return;
            }
            if (!isNext(number, block.end())) {
                return;
            }
            finished(number, cut(block, worker), worker);
        }
    }

    // The number of the block taken; -1 if there is none.
    private long take(Blocks.Hand hand) throws InterruptedException {
        awaitRoom();
        taking.lockInterruptibly();
        try {
            return isOver() || !hand.take() ? -1 : number();
        } catch (IOException e) {
            isNext(number(), LineFile.unreadable(name, e));
            return -1;
        } finally {
            taking.unlock();
        }
    }

    private synchronized void awaitRoom() throws InterruptedException {
        while (!isOver() && taken - done >= (long) AHEAD * threads) {
            wait();
        }
    }

    private synchronized boolean isOver() {
        return failure != null || damage != null;
    }

    private synchronized long number() {
        return taken++;
    }

    // Waits until all blocks before are known to be whole; false if one is not.
    private synchronized boolean isNext(long number, @Nullable ArchiveRefusedException broken)
            throws InterruptedException {
        while (failure == null && whole < number && number <= end) {
            wait();
        }
        if (failure != null || number > end) {
            return false;
        }
        whole++;
        if (broken != null) {
            end = number;
            damage = broken;
        }
        notifyAll();
        return true;
    }

    private Cut<R> cut(Blocks.Block block, Function<? super Chunk, ? extends R> worker) {
        byte[] bytes = block.bytes();
        int count = block.count();
        int head = lineEnd(bytes, 0, count);
        if (head < 0) {
            return new Cut<>(new Fragment(block, 0, count), null, List.of());
        }
        int tail = lastLineEnd(bytes, head, count);
        List<R> results = new ArrayList<>();
        int from = head;
        while (from < tail) {
            int to = chunkEnd(bytes, from, tail);
            results.add(worker.apply(chunk(bytes, from, to, block.offset() + from)));
            from = to;
        }
        return new Cut<>(new Fragment(block, 0, head), new Fragment(block, tail, count), results);
    }

    // Of as many lines as fit into a usual block, and of one if even that does not.
    private static int chunkEnd(byte[] bytes, int from, int tail) {
        if (tail - from <= Blocks.USUAL_BYTES) {
            return tail;
        }
        int end = lastLineEnd(bytes, from, from + Blocks.USUAL_BYTES);
        return end > from ? end : lineEnd(bytes, from, tail);
    }

    private static Chunk chunk(byte[] bytes, int from, int to, long offset) {
        // Only a chunk of one line is so long.
        return to - from > LINE_BYTES
                ? new Chunk.TooLong(1, offset)
                : new Chunk.Lines(bytes, from, to, 1, offset);
    }

    // After the first line end; -1 if there is none.
    private static int lineEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    // After the last line end, or where the search begins.
    private static int lastLineEnd(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private synchronized void finished(
            long number, Cut<R> cut, Function<? super Chunk, ? extends R> worker) {
        waiting.put(number, cut);
        for (Cut<R> next = waiting.remove(done); next != null; next = waiting.remove(done)) {
            join(next, worker);
            done++;
            afterBlock.run();
        }
        notifyAll();
    }

    private void join(Cut<R> cut, Function<? super Chunk, ? extends R> worker) {
        carry(cut.head);
        if (cut.tail != null) {
            flush(worker);
            cut.results.forEach(inOrder);
            carry(cut.tail);
        }
    }

    private void carry(Fragment fragment) {
        if (carriedBytes == 0) {
            carriedOffset = fragment.offset;
        }
        carriedBytes += fragment.length;
        if (carriedBytes > LINE_BYTES) {
            return;
        }
        int length = (int) carriedBytes;
        if (length > carried.length) {
            carried = Arrays.copyOf(carried, Math.max(2 * carried.length, length));
        }
        int before = length - fragment.length;
        System.arraycopy(fragment.bytes, 0, carried, before, fragment.length);
    }

    private void flush(Function<? super Chunk, ? extends R> worker) {
        if (carriedBytes > 0) {
            Chunk chunk =
                    carriedBytes > LINE_BYTES
                            ? new Chunk.TooLong(1, carriedOffset)
                            : new Chunk.Lines(carried, 0, (int) carriedBytes, 1, carriedOffset);
            inOrder.accept(worker.apply(chunk));
        }
        carriedBytes = 0;
    }

    private synchronized void end(Function<? super Chunk, ? extends R> worker) {
        flush(worker);
        if (damage != null) {
            throw damage;
        }
    }

    private synchronized void fail(Throwable broken) {
        if (failure == null) {
            failure = broken;
        }
        notifyAll();
    }
}
