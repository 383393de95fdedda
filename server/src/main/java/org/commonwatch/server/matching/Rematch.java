package org.commonwatch.server.matching;

import org.commonwatch.server.database.Rows;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Some of what is looked for since a while only, all matched so far with the same events, and which
 * events it is yet to be matched with: those that were matched without it.
 *
 * @param generations by which these events were matched, as PostgreSQL writes a multirange
 * @param fresh what to match
 * @param covered what else the same indicators mean, by which they were found there already
 * @param runs of the archive
 */
record Rematch(String generations, List<Thing> fresh, List<Thing> covered, Set<String> runs) {
    /** A thing that is looked for, and for which indicator. */
    record Thing(long number, StixId indicator, Observable observable) {}

    /**
     * The one that has waited the longest, of at most so many things; empty if nothing waits.
     *
     * @param under whether somebody still matches with what was looked for before a generation:
     *     then there may soon be more runs, and it waits too
     */
    static Optional<Rematch> next(Connection connection, int limit, LongPredicate under)
            throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT unmatched::text, upper(unmatched) FROM lookout
                                 WHERE unmatched <> '{}' AND begun IS NOT NULL
                                 ORDER BY number LIMIT 1
                                """);
                ResultSet row = statement.executeQuery()) {
            if (!row.next() || under.test(row.getLong(2))) {
                return Optional.empty();
            }
            String generations = row.getString(1);
            Set<String> runs = runs(connection, generations);
            List<Thing> fresh = fresh(connection, generations, limit);
            List<Thing> covered =
                    runs.isEmpty() ? List.of() : covered(connection, generations, fresh);
            return Optional.of(new Rematch(generations, fresh, covered, runs));
        }
    }

    private static Set<String> runs(Connection connection, String generations) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT run FROM archive_run WHERE looked_for <@ ?::int8multirange")) {
            statement.setString(1, generations);
            Set<String> runs = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    runs.add(row.getString(1));
                }
            }
            return runs;
        }
    }

    private static List<Thing> fresh(Connection connection, String generations, int limit)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT number, indicator, kind, value FROM lookout
                         WHERE unmatched = ?::int8multirange AND unmatched <> '{}'
                           AND begun IS NOT NULL
                         ORDER BY number LIMIT ?
                        """)) {
            statement.setString(1, generations);
            statement.setInt(2, limit);
            return things(statement);
        }
    }

    private static List<Thing> covered(Connection connection, String generations, List<Thing> fresh)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT number, indicator, kind, value FROM lookout
                         WHERE indicator = ANY (?) AND number <> ALL (?)
                           AND NOT unmatched && ?::int8multirange
                           AND (begun IS NOT NULL OR ended >= upper(?::int8multirange))
                        """)) {
            Rows.bind(statement, 1, fresh, Thing::indicator);
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", fresh.stream().map(Thing::number).toArray()));
            statement.setString(3, generations);
            statement.setString(4, generations);
            return things(statement);
        }
    }

    private static List<Thing> things(PreparedStatement statement) throws SQLException {
        List<Thing> things = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                things.add(
                        new Thing(
                                row.getLong(1),
                                StixId.parse(row.getString(2)),
                                new Observable(
                                        Observable.Kind.valueOf(row.getString(3)),
                                        row.getString(4))));
            }
        }
        return things;
    }

    /** Says of some of it that it is done; throws if meanwhile there is more to do. */
    void done(Connection connection, List<Thing> things) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE lookout SET unmatched = '{}'
                         WHERE number = ANY (?) AND unmatched = ?::int8multirange
                        """)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", things.stream().map(Thing::number).toArray()));
            statement.setString(2, generations);
            if (statement.executeUpdate() != things.size()) {
                throw new IllegalStateException("what is to be matched again has changed");
            }
        }
    }
}
