package org.commonwatch.cli.simulate;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** Makes things on all processors and takes them in order; few are made ahead. */
final class InOrder {
    private static final int AHEAD = 2;

    /** Takes one after the other. */
    @FunctionalInterface
    interface Taker<T> {
        void take(T made) throws IOException;
    }

    private InOrder() {}

    /**
     * Makes so many.
     *
     * @param make makes number 0, 1, 2 …, on several threads
     */
    static <T> void make(long count, LongFunction<? extends T> make, Taker<? super T> taker)
            throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService makers = Executors.newFixedThreadPool(threads);
        try {
            Queue<Future<? extends T>> ahead = new ArrayDeque<>();
            for (long number = 0; number < count; number++) {
                long next = number;
                ahead.add(makers.submit(() -> make.apply(next)));
                if (ahead.size() >= AHEAD * threads) {
                    taker.take(made(ahead.remove()));
                }
            }
            while (!ahead.isEmpty()) {
                taker.take(made(ahead.remove()));
            }
        } finally {
            makers.shutdownNow();
        }
    }

    private static <T> T made(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException refused -> throw refused;
                case Error bug -> throw bug;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("making was interrupted", e);
        }
    }
}
