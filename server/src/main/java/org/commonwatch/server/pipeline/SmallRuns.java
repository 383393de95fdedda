package org.commonwatch.server.pipeline;

import org.commonwatch.server.database.Rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Runs of the archive that would better be one, and the exchange of one for many. */
final class SmallRuns {
    /** A run of as many events is large enough. */
    static final int ENOUGH = 1 << 20;

    /** So many runs, if there are, make one. */
    static final int MOST = 64;

    /** So many make one if more may come soon; else two do. */
    static final int FEW = 16;

    private static final Duration SOON = Duration.ofHours(1);
    private static final int LOOKED_AT = 10_000;
    private static final int TIER_BITS = 4; // each event is written again a few times in all

    private SmallRuns() {}

    private record Run(String name, long events, Instant made) {}

    /** Alike: what was looked for when they were matched, and about how large they are. */
    private record Alike(long group, int tier) implements Comparable<Alike> {
        @Override
        public int compareTo(Alike other) {
            int byGroup = Long.compare(group, other.group);
            return byGroup != 0 ? byGroup : Integer.compare(tier, other.tier);
        }
    }

    /** Some that can be merged now; empty if there are none. */
    static Optional<List<String>> next(Connection connection, Set<String> without, Instant now)
            throws SQLException {
        Map<Alike, List<Run>> alike = new TreeMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        WITH small AS MATERIALIZED
                            (SELECT run, events, looked_for, made FROM archive_run
                              WHERE events < ? ORDER BY run LIMIT ?),
                        pair AS
                            (SELECT looked_for, lag(looked_for) OVER (ORDER BY looked_for) AS last
                               FROM (SELECT DISTINCT looked_for FROM small) AS every),
                        cut AS
                            (SELECT looked_for,
                                    CASE WHEN last IS NULL
                                              OR EXISTS (SELECT FROM lookout
                                                          WHERE begun IS NULL AND ended > last
                                                            AND ended <= looked_for)
                                              OR EXISTS (SELECT FROM lookout
                                                          WHERE unmatched <> '{}'
                                                            AND (unmatched @> last)
                                                                <> (unmatched @> looked_for))
                                         THEN 1 ELSE 0 END AS begins
                               FROM pair)
                        SELECT run, events, made, part
                          FROM small
                          JOIN (SELECT looked_for, sum(begins) OVER (ORDER BY looked_for) AS part
                                  FROM cut) AS parts USING (looked_for)
                         ORDER BY run
                        """)) {
            statement.setLong(1, ENOUGH);
            statement.setInt(2, LOOKED_AT);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Run run = new Run(row.getString(1), row.getLong(2), Rows.instant(row, 3));
                    if (without.contains(run.name)) {
                        continue;
                    }
                    List<Run> some =
                            alike.computeIfAbsent(
                                    new Alike(row.getLong(4), tier(run.events)),
                                    each -> new ArrayList<>());
                    some.add(run);
                    if (some.size() == MOST || events(some) >= ENOUGH) {
                        return Optional.of(names(some));
                    }
                }
            }
        }
        return alike.values().stream()
                .filter(each -> each.size() >= least(each, now))
                .findFirst()
                .map(SmallRuns::names);
    }

    private static int tier(long events) {
        return (Long.SIZE - Long.numberOfLeadingZeros(events)) / TIER_BITS;
    }

    private static int least(List<Run> runs, Instant now) {
        return runs.getLast().made.isBefore(now.minus(SOON)) ? 2 : FEW;
    }

    private static long events(List<Run> runs) {
        return runs.stream().mapToLong(Run::events).sum();
    }

    private static List<String> names(List<Run> runs) {
        return runs.stream().map(Run::name).toList();
    }

    /**
     * Names one in place of many. False, and nothing is changed, if not all of them are named, or
     * they are not all to be matched with the same again.
     */
    static boolean exchange(Connection connection, String run, List<String> runs)
            throws SQLException {
        // Whoever changes what is looked for holds this too.
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT FROM matching FOR UPDATE");
                ResultSet row = statement.executeQuery()) {
            row.next();
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        WITH these AS MATERIALIZED
                            (SELECT looked_for, events, made FROM archive_run
                              WHERE run = ANY (?) FOR UPDATE),
                        one AS MATERIALIZED
                            (SELECT count(*) AS runs, sum(events) AS events, max(made) AS made,
                                    min(looked_for) AS least, max(looked_for) AS most,
                                    array_agg(DISTINCT looked_for) AS every
                               FROM these)
                        INSERT INTO archive_run (run, events, looked_for, made)
                        SELECT ?, events, most, made FROM one
                         WHERE runs = ?
                           AND NOT EXISTS (SELECT FROM lookout
                                            WHERE begun IS NULL AND ended > least
                                              AND ended <= most)
                           AND NOT EXISTS (SELECT FROM lookout
                                            WHERE unmatched <> '{}'
                                              AND (SELECT count(*) FROM unnest(every) AS each (one)
                                                    WHERE unmatched @> each.one)
                                                  NOT IN (0, cardinality(every)))
                        """)) {
            Rows.bind(statement, 1, runs, each -> each);
            statement.setString(2, run);
            statement.setInt(3, runs.size());
            if (statement.executeUpdate() == 0) {
                return false;
            }
        }
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM archive_run WHERE run = ANY (?)")) {
            Rows.bind(statement, 1, runs, each -> each);
            statement.executeUpdate();
            return true;
        }
    }
}
