package org.commonwatch.server.peers;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which versions came and went by which connector. */
final class Provenance {
    private final Transactions transactions;
    private final InstantSource clock;

    Provenance(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A version of an object; of one without versions the time is the epoch. */
    record Version(String id, Instant at) {
        static Version of(StixObject object) {
            return new Version(
                    object.id().toString(),
                    object.version()
                            .map(each -> each.instant().truncatedTo(ChronoUnit.MICROS))
                            .orElse(Instant.EPOCH));
        }
    }

    /** Notes what came, and says how much of it had not come before. */
    int came(String connector, List<Version> versions, String pageAdded) {
        return note(
                """
                INSERT INTO pulled (connector, id, version, page_added, received)
                SELECT ?, each.id, each.version::timestamptz, ?, ?
                  FROM unnest(?::text[], ?::text[]) AS each (id, version)
                ON CONFLICT DO NOTHING
                """,
                connector,
                pageAdded,
                versions);
    }

    /** What a connector ever brought in an event. */
    Set<String> broughtIn(String connector, String event) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "SELECT DISTINCT id FROM pulled"
                                    + " WHERE connector = ? AND page_added = ?")) {
                statement.setString(1, connector);
                statement.setString(2, event);
                Set<String> ids = new HashSet<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        ids.add(row.getString(1));
                    }
                }
                return ids;
            }
        });
    }

    /** Notes what went out, and was not taken for this reason if there is one. */
    int went(String connector, List<Version> versions, String refused) {
        return note(
                """
                INSERT INTO pushed (connector, refused, sent, id, version)
                SELECT ?, ?, ?, each.id, each.version::timestamptz
                  FROM unnest(?::text[], ?::text[]) AS each (id, version)
                ON CONFLICT (connector, id, version) DO UPDATE
                   SET refused = excluded.refused, sent = excluded.sent
                """,
                connector,
                refused,
                versions);
    }

    private int note(String sql, String connector, String word, List<Version> versions) {
        List<Version> distinct = versions.stream().distinct().toList();
        return transactions.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, connector);
                statement.setString(2, word);
                statement.setObject(3, Rows.at(clock.instant()));
                Rows.bind(statement, 4, distinct, Version::id);
                Rows.bind(statement, 5, distinct, Version::at);
                return statement.executeUpdate();
            }
        });
    }

    /** Which of these came from a party, by whichever connector. */
    Set<Version> cameFrom(StixId party, List<Version> versions) {
        return among(
                """
                SELECT id, version FROM pulled
                  JOIN connector ON connector.name = pulled.connector
                 WHERE connector.party = ? AND id = ANY (?)
                """,
                party.toString(),
                versions);
    }

    /** Which of these a connector has brought. */
    Set<Version> cameBy(String connector, List<Version> versions) {
        return among(
                "SELECT id, version FROM pulled WHERE connector = ? AND id = ANY (?)",
                connector,
                versions);
    }

    /** Which of these a connector has brought out and had taken. */
    Set<Version> wentBy(String connector, List<Version> versions) {
        return among(
                """
                SELECT id, version FROM pushed
                 WHERE connector = ? AND id = ANY (?) AND refused = ''
                """,
                connector,
                versions);
    }

    private Set<Version> among(String sql, String of, List<Version> versions) {
        return transactions.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, of);
                statement.setArray(2, ids(connection, versions));
                Set<Version> found = new HashSet<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(new Version(row.getString(1), Rows.instant(row, 2)));
                    }
                }
                found.retainAll(new HashSet<>(versions));
                return found;
            }
        });
    }

    private static java.sql.Array ids(Connection connection, List<Version> versions)
            throws SQLException {
        List<String> ids = new ArrayList<>();
        versions.forEach(each -> ids.add(each.id()));
        return connection.createArrayOf("text", ids.toArray());
    }
}
