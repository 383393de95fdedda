package org.commonwatch.server.retention;

import org.commonwatch.server.database.Order;
import org.commonwatch.server.database.Rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/**
 * Rows of one table, of which there may be many: some go at a time.
 *
 * @param table its name
 * @param at when a row is from, in SQL about {@code t}; null if it never goes
 * @param names what a hold may be about, as an array of texts
 * @param condition which rows of the table it is about
 * @param emptied whether rows of objects stay, without what they said, so that it is still known
 *     who was given them
 */
record RowStock(String table, String at, String names, String condition, boolean emptied)
        implements Stock {
    /** So many rows go in one transaction. */
    static final int AT_ONCE = 20_000;

    private static final String OBJECT_NAMES = "ARRAY[t.id, t.owner] || t.refs";

    /** Every table that a class has rows in. */
    static final Map<KeptClass, List<RowStock>> ALL =
            Map.of(
                    KeptClass.CELLS,
                    List.of(
                            rows(
                                    "cell",
                                    "t.hour",
                                    """
                                    ARRAY[(SELECT s.sensor FROM series s
                                            WHERE s.number = t.series)]
                                    """,
                                    "true")),
                    KeptClass.SIGHTINGS,
                    List.of(
                            rows(
                                    "sighting_count",
                                    "t.hour",
                                    "ARRAY[t.owner, t.indicator, t.sensor]",
                                    "true"),
                            objects(
                                    "t.version",
                                    """
                                    t.id LIKE 'sighting--%' AND t.withdrawn IS NULL
                                    """)),
                    KeptClass.HISTORY,
                    List.of(
                            objects(
                                    """
                                    coalesce(t.withdrawn,
                                             (SELECT min(n.date_added) FROM object n
                                               WHERE n.id = t.id AND n.owner = t.owner
                                                 AND n.version > t.version))
                                    """,
                                    // Who is still to be told of a recall may need the last.
                                    """
                                    NOT EXISTS
                                        (SELECT FROM recall r
                                           LEFT JOIN recall_target g ON g.recall = r.number
                                          WHERE r.object = t.id
                                            AND (NOT r.known
                                                 OR g.done IS NULL AND g.way <> 'NONE'))
                                    """)),
                    KeptClass.DELIVERIES,
                    List.of(rows("segment", "t.received", "ARRAY[t.sensor, t.id]", "true")),
                    KeptClass.RECEIPTS,
                    List.of(
                            rows(
                                    "receipt",
                                    "t.requested",
                                    "ARRAY[t.party, t.id::text]",
                                    "NOT EXISTS (SELECT FROM submission s WHERE s.receipt ="
                                            + " t.id)")),
                    KeptClass.PROPOSALS,
                    List.of(
                            rows(
                                    "proposal",
                                    "t.decided",
                                    "ARRAY[t.party, t.id::text, t.value]",
                                    "true")),
                    KeptClass.PASSES,
                    List.of(
                            rows(
                                    "pass",
                                    "coalesce(t.ended, t.expires)",
                                    "ARRAY[t.name, coalesce(t.party, '')]",
                                    "true")));

    private static RowStock rows(String table, String at, String names, String condition) {
        return new RowStock(table, at, names, condition, false);
    }

    private static RowStock objects(String at, String condition) {
        return new RowStock("object", at, OBJECT_NAMES, "t.text <> '' AND " + condition, true);
    }

    private String held(Age age) {
        return Holds.covers(age.of(), "tstzrange(%1$s, %1$s, '[]')".formatted(at), names);
    }

    @Override
    public Account look(Connection connection, Age age) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT count(*) FILTER (WHERE NOT held), min(at) FILTER (WHERE NOT held),
                               max(at) FILTER (WHERE NOT held), count(*) FILTER (WHERE held), ''
                          FROM (SELECT %1$s AS at, %2$s AS held FROM %3$s t
                                 WHERE %4$s AND %1$s < ?) AS old
                        """
                                .formatted(at, held(age), table, condition))) {
            statement.setObject(1, Rows.at(age.now()));
            statement.setObject(2, Rows.at(age.before()));
            return account(statement);
        }
    }

    @Override
    public Erasure erase(Connection connection, Age age) throws SQLException {
        // Whoever changes what of objects is there does so in their order.
        Instant now = emptied ? Order.begin(connection, age.now()) : age.now();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        WITH old AS MATERIALIZED
                            (SELECT t.ctid AS place, %1$s AS at,
                                    encode(sha256(convert_to(t::text, 'UTF8')), 'hex') AS digest
                               FROM %3$s t
                              WHERE %4$s AND NOT %2$s AND %1$s < ?
                              ORDER BY 2 LIMIT %6$d FOR UPDATE OF t),
                        gone AS (%5$s RETURNING old.at, old.digest)
                        SELECT count(*), min(at), max(at), 0,
                               coalesce(encode(sha256(convert_to(
                                   string_agg(digest, '' ORDER BY digest), 'UTF8')), 'hex'), '')
                          FROM gone
                        """
                                .formatted(
                                        at,
                                        held(age),
                                        table,
                                        condition,
                                        emptied
                                                ? """
                                                UPDATE object t
                                                   SET text = '', refs = '{}', words = '{}',
                                                       withdrawn = coalesce(withdrawn, ?)
                                                  FROM old WHERE t.ctid = old.place
                                                """
                                                : "DELETE FROM "
                                                        + table
                                                        + " t USING old WHERE t.ctid = old.place",
                                        AT_ONCE))) {
            statement.setObject(1, Rows.at(age.now()));
            statement.setObject(2, Rows.at(age.before()));
            if (emptied) {
                statement.setObject(3, Rows.at(now));
            }
            return new Erasure(account(statement), Afterwards.NOTHING);
        }
    }

    private Account account(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            OffsetDateTime first = row.getObject(2, OffsetDateTime.class);
            OffsetDateTime last = row.getObject(3, OffsetDateTime.class);
            return new Account(
                    table,
                    row.getLong(1),
                    0,
                    first == null ? null : first.toInstant(),
                    last == null ? null : last.toInstant(),
                    row.getLong(4),
                    row.getString(5));
        }
    }
}
