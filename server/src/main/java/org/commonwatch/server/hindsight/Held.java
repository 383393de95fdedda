package org.commonwatch.server.hindsight;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * That a version of an owner's object said a thing since a time.
 *
 * @param terms how it was to be handled over time
 */
record Held(Observable thing, StixId owner, Instant since, List<Term> terms) implements Handled {
    private static final int FETCH = 10_000;

    /**
     * From when on whoever reads needs to be permitted what is handled in each of these ways.
     *
     * @param from the first of them at the beginning of time
     */
    record Term(Instant from, Set<Integer> needs) {}

    /** All that was held by an instant. */
    static List<Held> by(Connection connection, Map<String, List<Observable>> things, Instant end)
            throws SQLException {
        List<Held> all = new ArrayList<>();
        Version.by(
                connection,
                new Version.Sort("indicator", false),
                end,
                each -> {
                    for (Observable thing : things.getOrDefault(each.id(), List.of())) {
                        all.add(new Held(thing, each.owner(), each.since(), each.terms()));
                    }
                });
        return all;
    }

    /** What each indicator stands for. */
    static Map<String, List<Observable>> things(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT indicator, kind, value FROM lookout ORDER BY number")) {
            statement.setFetchSize(FETCH);
            Map<String, List<Observable>> things = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    things.computeIfAbsent(row.getString(1), id -> new ArrayList<>(1))
                            .add(
                                    new Observable(
                                            Observable.Kind.valueOf(row.getString(2)),
                                            row.getString(3)));
                }
            }
            return things;
        }
    }
}
