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
            String waiting = row.getString(1);
            List<Thing> fresh = fresh(connection, waiting, limit);
            String generations = waiting;
            if (fresh.isEmpty()) {
                fresh = ofOneIndicator(connection, waiting);
                generations = evenly(connection, waiting, fresh);
            }
            Set<String> runs = runs(connection, generations);
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

    // Those of indicators whose other things found all of these events already, or none.
    private static List<Thing> fresh(Connection connection, String generations, int limit)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT number, indicator, kind, value FROM lookout
                         WHERE unmatched = ?::int8multirange AND unmatched <> '{}'
                           AND begun IS NOT NULL
                           AND NOT EXISTS
                               (SELECT FROM lookout other
                                 WHERE other.indicator = lookout.indicator
                                   AND (lookout.unmatched && other.unmatched
                                            AND NOT lookout.unmatched <@ other.unmatched
                                        OR other.begun IS NULL
                                            AND other.ended > lower(lookout.unmatched)
                                            AND other.ended < upper(lookout.unmatched)))
                         ORDER BY number LIMIT ?
                        """)) {
            statement.setString(1, generations);
            statement.setInt(2, limit);
            return things(statement);
        }
    }

    private static List<Thing> ofOneIndicator(Connection connection, String generations)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT number, indicator, kind, value FROM lookout
                         WHERE unmatched = ?::int8multirange AND begun IS NOT NULL
                           AND indicator = (SELECT indicator FROM lookout
                                             WHERE unmatched = ?::int8multirange
                                               AND begun IS NOT NULL
                                             ORDER BY number LIMIT 1)
                        """)) {
            statement.setString(1, generations);
            statement.setString(2, generations);
            return things(statement);
        }
    }

    // As many of the generations as each other thing of the indicator was looked for in all of, or
    // in none; what is left is for the next time.
    private static String evenly(Connection connection, String generations, List<Thing> fresh)
            throws SQLException {
        String even = generations;
        try (PreparedStatement others =
                        connection.prepareStatement(
                                """
                                SELECT unmatched::text,
                                       CASE WHEN begun IS NULL THEN ended END
                                  FROM lookout WHERE indicator = ? ORDER BY number
                                """);
                PreparedStatement part =
                        connection.prepareStatement(
                                """
                                SELECT (CASE WHEN less = '{}' THEN cut ELSE less END)::text
                                  FROM (SELECT cut, cut - ?::int8multirange AS less
                                          FROM (SELECT CASE WHEN within = '{}' THEN every
                                                            ELSE within END AS cut
                                                  FROM (SELECT every,
                                                               every * int8multirange(
                                                                   int8range(0, ?)) AS within
                                                          FROM (SELECT ?::int8multirange) one
                                                                   (every)) two) three) four
                                """)) {
            others.setString(1, fresh.getFirst().indicator().toString());
            try (ResultSet row = others.executeQuery()) {
                while (row.next()) {
                    part.setString(1, row.getString(1));
                    part.setObject(2, row.getObject(2, Long.class));
                    part.setString(3, even);
                    try (ResultSet cut = part.executeQuery()) {
                        cut.next();
                        even = cut.getString(1);
                    }
                }
            }
        }
        return even;
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
                        UPDATE lookout SET unmatched = unmatched - ?::int8multirange
                         WHERE number = ANY (?) AND unmatched @> ?::int8multirange
                        """)) {
            statement.setString(1, generations);
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", things.stream().map(Thing::number).toArray()));
            statement.setString(3, generations);
            if (statement.executeUpdate() != things.size()) {
                throw new IllegalStateException("what is to be matched again has changed");
            }
        }
    }
}
