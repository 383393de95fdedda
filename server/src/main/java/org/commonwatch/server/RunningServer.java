package org.commonwatch.server;

import org.commonwatch.database.EmbeddedPostgres;
import org.springframework.context.ConfigurableApplicationContext;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A server that answers, until it is closed or its database is gone. */
public final class RunningServer implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final Optional<EmbeddedPostgres> embedded;
    private final String url;
    private final Path operatorToken;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Optional<CompletableFuture<Void>> watch;
    private final CompletableFuture<String> end = new CompletableFuture<>();

    RunningServer(
            ConfigurableApplicationContext context,
            Optional<EmbeddedPostgres> embedded,
            String url,
            Path operatorToken) {
        this.context = context;
        this.embedded = embedded;
        this.url = url;
        this.operatorToken = operatorToken;
        this.watch = embedded.map(postgres -> postgres.onExit().thenRun(this::databaseEnded));
    }

    /** Where it answers, such as {@code http://127.0.0.1:8674}. */
    public String url() {
        return url;
    }

    /** The file that holds the operator's token. */
    public Path operatorToken() {
        return operatorToken;
    }

    /**
     * Completes when the server cannot go on, with the reason. A server without its database does
     * not linger: whoever keeps it starts it again, and nothing acknowledged is lost.
     */
    public CompletableFuture<String> end() {
        return end;
    }

    /** All its parts, for those who check how it is put together. */
    ConfigurableApplicationContext context() {
        return context;
    }

    private void databaseEnded() {
        if (!closed.get()) {
            end.complete("The embedded PostgreSQL ended unexpectedly.");
        }
    }

    /**
     * Finishes the requests under way, then stops the embedded database. Whoever else closes it
     * meanwhile waits for the end of that.
     */
    @Override
    public synchronized void close() {
        if (closed.compareAndSet(false, true)) {
            watch.ifPresent(watching -> watching.cancel(false));
            try {
                context.close();
            } finally {
                embedded.ifPresent(EmbeddedPostgres::close);
            }
        }
    }
}
