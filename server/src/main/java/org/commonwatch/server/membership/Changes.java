package org.commonwatch.server.membership;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Order;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.stix.json.JsonObject;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;

/** Changes who may read what: one after another, and each with its entry in the record. */
public final class Changes {
    private final Transactions transactions;
    private final Record record;
    private final InstantSource clock;

    Changes(Transactions transactions, Record record, InstantSource clock) {
        this.transactions = transactions;
        this.record = record;
        this.clock = clock;
    }

    /** What to do when it is this change's turn, which is at that moment. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection, Instant now) throws SQLException;
    }

    <T> T make(Work<T> work) {
        T made =
                transactions.run(connection -> {
                    Instant now = clock.instant();
                    Order.begin(connection, now);
                    Order.factsChanged(connection);
                    return work.run(connection, now);
                });
        record.changed();
        return made;
    }

    /** Has the record say what was changed by whoever acts, in the same transaction. */
    static void record(
            Connection connection, Change.Kind kind, Instant now, JsonObject.Builder what)
            throws SQLException {
        record(connection, kind, now, Credential.acting(), what);
    }

    static void record(
            Connection connection,
            Change.Kind kind,
            Instant now,
            String user,
            JsonObject.Builder what)
            throws SQLException {
        Record.change(connection, new Change(kind, now, user, what.build()));
    }
}
