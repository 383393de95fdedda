package org.commonwatch.database;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs a task on a thread that nobody can interrupt.
 *
 * <p>An interrupt closes every {@code FileChannel} it meets and ends every wait. A server must be
 * stopped all the same when the thread that stops it was interrupted, so starting and stopping,
 * both bounded in time, happen out of its reach; the caller finds its interrupt afterwards.
 */
final class Uninterrupted {
    private Uninterrupted() {}

    /** The task's answer, or what it threw. */
    static <T> T call(Callable<T> task) throws Exception {
        var future = new FutureTask<T>(task);
        Thread.ofPlatform().name("embedded-postgres").start(future);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw thrown(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Exception thrown(ExecutionException e) {
        return switch (e.getCause()) {
            case Error error -> throw error;
            case Exception exception -> exception;
            case null, default -> e;
        };
    }
}
