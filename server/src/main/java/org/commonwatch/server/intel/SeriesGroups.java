package org.commonwatch.server.intel;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which group each series is in: cells are then summed by looking their number up in an array,
 * however their table is planned for. A join, planned before anyone has counted what is in it, can
 * take a hundred times as long.
 *
 * @param <K> what the series of a group have in common
 */
final class SeriesGroups<K> {
    private static final int FETCHED = 5_000;

    private final List<K> keys;
    private final int[] groups;
    private final boolean[] drawn;

    /**
     * Some series.
     *
     * @param unit only of it
     * @param kind only of it
     * @param sector only against it
     * @param established only where the source is established, or only where it is claimed
     * @param sensors only of these
     */
    record Which(
            Optional<String> unit,
            Optional<String> kind,
            Optional<String> sector,
            Optional<Boolean> established,
            Optional<Set<String>> sensors) {
        /** Every series of these sensors, and of that unit. */
        static Which of(Optional<String> unit, Optional<Set<String>> sensors) {
            return new Which(unit, Optional.empty(), Optional.empty(), Optional.empty(), sensors);
        }
    }

    /** Reads what a group has in common, from the first column on. */
    interface Key<K> {
        K of(ResultSet row) throws SQLException;
    }

    private SeriesGroups(List<K> keys, int[] groups, boolean[] drawn) {
        this.keys = keys;
        this.groups = groups;
        this.drawn = drawn;
    }

    /**
     * Groups series by columns, in the order of these.
     *
     * @param columns of the table, with commas between
     */
    static <K> SeriesGroups<K> by(Connection connection, String columns, Which which, Key<K> key)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT %1$s, number, drawn, dense_rank() OVER (ORDER BY %1$s) AS place
                          FROM series
                         WHERE (?::text IS NULL OR unit = ?)
                           AND (?::text IS NULL OR kind = ?)
                           AND (?::text IS NULL OR sector = ?)
                           AND (?::boolean IS NULL OR established = ?)
                           AND (?::text[] IS NULL OR sensor = ANY (?::text[]))
                         ORDER BY place
                        """
                                .formatted(columns))) {
            statement.setFetchSize(FETCHED);
            for (int twice = 0; twice < 2; twice++) {
                statement.setString(1 + twice, which.unit().orElse(null));
                statement.setString(3 + twice, which.kind().orElse(null));
                statement.setString(5 + twice, which.sector().orElse(null));
                statement.setObject(7 + twice, which.established().orElse(null));
                names(statement, 9 + twice, which.sensors());
            }
            try (ResultSet row = statement.executeQuery()) {
                return read(row, key);
            }
        }
    }

    private static <K> SeriesGroups<K> read(ResultSet row, Key<K> key) throws SQLException {
        List<K> keys = new ArrayList<>();
        int[] groups = {};
        boolean[] drawn = {};
        while (row.next()) {
            int number = row.getInt("number");
            int place = row.getInt("place");
            if (place > keys.size()) {
                keys.add(key.of(row));
            }
            if (number > groups.length) {
                int enough = Math.max(number, groups.length + groups.length / 2);
                groups = Arrays.copyOf(groups, enough);
                drawn = Arrays.copyOf(drawn, enough);
            }
            groups[number - 1] = place;
            drawn[number - 1] = row.getBoolean("drawn");
        }
        return new SeriesGroups<>(keys, groups, drawn);
    }

    /** Binds an array of groups by the numbers of series: from 1 on, 0 for none. */
    void bind(PreparedStatement statement, int place) throws SQLException {
        statement.setObject(place, groups);
    }

    /** Binds an array of whether they are drawn from a plan, by the numbers of series. */
    void bindDrawn(PreparedStatement statement, int place) throws SQLException {
        statement.setObject(place, drawn);
    }

    /** What the series of a group have in common. */
    K key(int group) {
        return keys.get(group - 1);
    }

    static void names(PreparedStatement statement, int place, Optional<Set<String>> names)
            throws SQLException {
        statement.setArray(
                place,
                names.isEmpty()
                        ? null
                        : statement
                                .getConnection()
                                .createArrayOf("text", names.get().toArray(String[]::new)));
    }
}
