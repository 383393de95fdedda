package org.commonwatch.cli.client;

import org.commonwatch.server.Invention;
import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A server that ends with this process, whenever that is interrupted. */
public final class Foreground {
    /** Longer than a database may take: two minutes to be made, and five to recover and start. */
    private static final int START_LIMIT_MINUTES = 10;

    private Foreground() {}

    /**
     * Starts a server. Ctrl-C in the middle of it lets the start come to its end and then stops
     * what was started: a database that is half started cannot be stopped cleanly.
     *
     * @param settings what to start; whatever must be done before that, such as ending what an
     *     earlier run left, is done in giving them, and is not broken off either
     */
    public static RunningServer start(Supplier<Settings> settings) {
        return begin(() -> Main.start(settings.get()));
    }

    /** The same with an invented world in it. */
    public static RunningServer start(Supplier<Settings> settings, Invention invention) {
        return begin(() -> Main.start(settings.get(), invention));
    }

    private static RunningServer begin(Supplier<RunningServer> start) {
        var started = new CompletableFuture<RunningServer>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "stop"));
        try {
            RunningServer server = start.get();
            started.complete(server);
            return server;
        } catch (RuntimeException | Error failed) {
            started.completeExceptionally(failed);
            throw failed;
        }
    }

    private static void stop(CompletableFuture<RunningServer> started) {
        try {
            started.get(START_LIMIT_MINUTES, TimeUnit.MINUTES).close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // it did not start, and has told why itself
        }
    }
}
