package org.commonwatch.server;

import org.commonwatch.database.EmbeddedPostgres;
import org.commonwatch.server.membership.SetUpLinks;
import org.commonwatch.server.people.PeopleRoutes;
import org.commonwatch.server.synthetic.Synthetic;
import org.springframework.context.ConfigurableApplicationContext;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A server that answers, until it is closed or its database is gone. */
public final class RunningServer implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final Optional<EmbeddedPostgres> embedded;
    private final DataDirectory directory;
    private final Urls urls;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Optional<CompletableFuture<Void>> watch;
    private final CompletableFuture<String> end = new CompletableFuture<>();

    RunningServer(
            ConfigurableApplicationContext context,
            Optional<EmbeddedPostgres> embedded,
            DataDirectory directory,
            Urls urls) {
        this.context = context;
        this.embedded = embedded;
        this.directory = directory;
        this.urls = urls;
        this.watch = embedded.map(postgres -> postgres.onExit().thenRun(this::databaseEnded));
    }

    /** Where it answers, such as {@code http://127.0.0.1:8674}. */
    public String url() {
        return urls.clients();
    }

    /** Where it answers its operator, on this machine and without a certificate. */
    public String operatorUrl() {
        return urls.operator();
    }

    /** Tells the commands of this machine, by its data directory, that they can ask it. */
    public RunningServer announced() {
        directory.tell(urls.operator());
        return this;
    }

    /**
     * The link with which somebody becomes an operator who signs in by name; only at the first
     * start, and only once.
     */
    public Optional<String> firstLink() {
        SetUpLinks links = context.getBean(SetUpLinks.class);
        return links.isFirst()
                ? Optional.of(urls.clients() + PeopleRoutes.SET_UP + "?key=" + links.make())
                : Optional.empty();
    }

    /** Whether the world in it is invented, and the door for what is drawn from its plan. */
    public Synthetic synthetic() {
        return context.getBean(Synthetic.class);
    }

    /** The file that holds the operator's token. */
    public Path operatorToken() {
        return directory.token();
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
            try (directory) {
                directory.tellNobody();
                try {
                    context.close();
                } finally {
                    embedded.ifPresent(EmbeddedPostgres::close);
                }
            }
        }
    }
}
