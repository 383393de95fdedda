package org.commonwatch.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import javax.sql.DataSource;

/** Whether a database answers; it is asked at most once a second, however many want to know. */
public final class Pulse implements BooleanSupplier {
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int PATIENCE_SECONDS = 2;

    private final DataSource database;
    private final AtomicReference<Seen> last;

    private record Seen(boolean beating, long nanos) {}

    public Pulse(DataSource database) {
        this.database = database;
        this.last = new AtomicReference<>(new Seen(false, System.nanoTime() - 2 * FRESH_NANOS));
    }

    @Override
    public synchronized boolean getAsBoolean() {
        long now = System.nanoTime();
        if (now - last.get().nanos() > FRESH_NANOS) {
            last.set(new Seen(ask(), now));
        }
        return last.get().beating();
    }

    private boolean ask() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }
}
