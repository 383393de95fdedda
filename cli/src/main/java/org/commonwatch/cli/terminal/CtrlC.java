package org.commonwatch.cli.terminal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ctrl-C, or a service manager's wish, for a command that then still has something to write. The
 * process ends when that is done, with the command's own exit code; a second Ctrl-C changes
 * nothing.
 */
public final class CtrlC implements AutoCloseable {
    /** Longer than any report takes to be written. */
    private static final int PATIENCE_MINUTES = 5;

    private final CountDownLatch wished = new CountDownLatch(1);
    private final CompletableFuture<Integer> ending = new CompletableFuture<>();
    private final Thread hook = new Thread(this::end, "end");

    public CtrlC() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the command is to end; waits for so long to see. */
    public boolean isWished(Duration wait) {
        try {
            return wished.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** All is written: the process may end, with this exit code. */
    public void done(int exitCode) {
        ending.complete(exitCode);
    }

    private void end() {
        wished.countDown();
        int exitCode = ExitCode.FAILED;
        try {
            exitCode = ending.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // it ends without having written everything
        }
        Runtime.getRuntime().halt(exitCode);
    }

    /** From here on Ctrl-C ends the process as usual. */
    @Override
    public void close() {
        ending.complete(ExitCode.FAILED); // unless it is done
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // the hook runs already, and was told
        }
    }
}
