package org.commonwatch.server.recalls;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.exposure.Exposure.Given;
import org.commonwatch.server.recalls.Recall.Way;
import org.commonwatch.stix.StixId;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What parties may read no more, until all is recalled that they were given of it. */
final class Narrowings {
    private final Transactions transactions;
    private final InstantSource clock;

    Narrowings(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** That a party may read less of an audience. */
    record Open(long number, StixId party, int audience, Instant noted) {}

    List<Open> open() {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                            connection.prepareStatement(
                                    """
                                    SELECT number, party, audience, noted FROM narrowing
                                     WHERE NOT followed ORDER BY number
                                    """);
                    ResultSet row = statement.executeQuery()) {
                List<Open> open = new ArrayList<>();
                while (row.next()) {
                    open.add(
                            new Open(
                                    row.getLong(1),
                                    StixId.parse(row.getString(2)),
                                    row.getInt(3),
                                    Rows.instant(row, 4)));
                }
                return open;
            }
        });
    }

    /** Whether every answer that was under way has left by now, and is recorded. */
    boolean isPast(Open narrowing) {
        return narrowing.noted().plus(Book.UNDER_WAY).isBefore(clock.instant());
    }

    /** Begins a recall of each that has none for this reason. */
    void recall(Open narrowing, Map<Given, Way> ways) {
        if (ways.isEmpty()) {
            return;
        }
        List<Given> given = List.copyOf(ways.keySet());
        Object[] owners = given.stream().map(each -> each.owner().toString()).toArray();
        Object[] objects = given.stream().map(Given::object).toArray();
        Object[] how = given.stream().map(each -> String.valueOf(ways.get(each))).toArray();
        transactions.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            WITH given AS (
                                SELECT * FROM unnest(?::text[], ?::text[], ?::text[])
                                    AS one (owner, object, way)),
                            begun AS (
                                INSERT INTO recall (owner, object, reason, begun, known, narrowing)
                                SELECT owner, object, 'narrowed', ?, true, ? FROM given
                                ON CONFLICT DO NOTHING
                                RETURNING number, owner, object)
                            INSERT INTO recall_target (recall, party, way, due)
                            SELECT number, ?, way, ? FROM begun JOIN given USING (owner, object)
                            """)) {
                statement.setArray(1, connection.createArrayOf("text", owners));
                statement.setArray(2, connection.createArrayOf("text", objects));
                statement.setArray(3, connection.createArrayOf("text", how));
                statement.setObject(4, Rows.at(narrowing.noted()));
                statement.setLong(5, narrowing.number());
                statement.setString(6, narrowing.party().toString());
                statement.setObject(7, Rows.at(clock.instant()));
                return statement.executeUpdate();
            }
        });
    }

    /** Notes that nothing of it is left to be recalled. */
    void followed(Open narrowing) {
        transactions.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "UPDATE narrowing SET followed = true WHERE number = ?")) {
                statement.setLong(1, narrowing.number());
                return statement.executeUpdate();
            }
        });
    }
}
