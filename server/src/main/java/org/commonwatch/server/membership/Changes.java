package org.commonwatch.server.membership;

import org.commonwatch.server.database.Order;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Begins a transaction that changes who may read what. */
final class Changes {
    private Changes() {}

    static Instant begin(Connection connection, Instant now) throws SQLException {
        Instant begun = Order.begin(connection, now);
        Order.factsChanged(connection);
        return begun;
    }
}
