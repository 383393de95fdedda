package org.commonwatch.cli;

import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server that ends with this process, whenever that is interrupted. */
final class Foreground {
    private static final int START_LIMIT_SECONDS = 120;

    private Foreground() {}

    /**
     * Starts a server. Ctrl-C in the middle of it lets the start come to its end and then stops
     * what was started: a database that is half started cannot be stopped cleanly.
     */
    static RunningServer start(Settings settings) {
        var started = new CompletableFuture<RunningServer>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "stop"));
        try {
            RunningServer server = Main.start(settings);
            started.complete(server);
            return server;
        } catch (RuntimeException | Error failed) {
            started.completeExceptionally(failed);
            throw failed;
        }
    }

    private static void stop(CompletableFuture<RunningServer> started) {
        try {
            started.get(START_LIMIT_SECONDS, TimeUnit.SECONDS).close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // it did not start, and has told why itself
        }
    }
}
