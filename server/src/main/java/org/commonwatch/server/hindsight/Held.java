package org.commonwatch.server.hindsight;

import org.commonwatch.server.database.Rows;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * That a version of an owner's object said a thing since a time.
 *
 * @param terms how it was to be handled over time
 */
record Held(Observable thing, StixId owner, Instant since, List<Term> terms) {
    /**
     * From when on whoever reads needs to be permitted what is handled in each of these ways.
     *
     * @param from the first of them at the beginning of time
     */
    record Term(Instant from, Set<Integer> needs) {}

    private static final int FETCH = 10_000;

    private record Version(String id, StixId owner, Instant version) {}

    private record Row(
            Instant added, Optional<Instant> withdrawn, Set<Integer> needs, Set<Integer> unless) {
        // An object whose caveats changed has a row for each time between two changes.
        boolean follows(Row before) {
            return unless.isEmpty()
                    ? before.withdrawn.filter(added::equals).isPresent()
                    : before.needs.containsAll(unless);
        }
    }

    /**
     * All that was held by an instant. What its owner had taken back by then was not held, as seen
     * from there.
     */
    static List<Held> by(Connection connection, Instant end) throws SQLException {
        Map<String, List<Observable>> things = things(connection);
        Map<String, Object> same = new HashMap<>();
        List<Held> all = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT id, owner, version, date_added, withdrawn, needs, unless
                          FROM object JOIN audience ON audience.number = object.audience
                         WHERE id LIKE 'indicator--%' AND date_added < ?
                         ORDER BY id, owner, version, sequence
                        """)) {
            statement.setObject(1, Rows.at(end));
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery()) {
                List<Row> rows = new ArrayList<>();
                Version last = null;
                while (row.next()) {
                    var version =
                            new Version(
                                    row.getString(1),
                                    (StixId) same.computeIfAbsent(row.getString(2), StixId::parse),
                                    Rows.instant(row, 3));
                    if (last != null && !version.equals(last)) {
                        add(all, things.getOrDefault(last.id, List.of()), last, rows, end);
                        rows.clear();
                    }
                    last = version;
                    rows.add(row(row));
                }
                if (last != null) {
                    add(all, things.getOrDefault(last.id, List.of()), last, rows, end);
                }
            }
        }
        return all;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                Rows.instant(row, 4),
                Optional.ofNullable(row.getObject(5, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                numbers(row, 6),
                numbers(row, 7));
    }

    private static Set<Integer> numbers(ResultSet row, int column) throws SQLException {
        return new TreeSet<>(List.of((Integer[]) row.getArray(column).getArray()));
    }

    private static Map<String, List<Observable>> things(Connection connection) throws SQLException {
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

    private static void add(
            List<Held> all, List<Observable> things, Version version, List<Row> rows, Instant end) {
        for (List<Row> chain : chains(rows)) {
            if (chain.getLast().withdrawn.filter(each -> each.isBefore(end)).isEmpty()) {
                List<Term> terms = terms(chain);
                for (Observable thing : things) {
                    all.add(new Held(thing, version.owner, chain.getFirst().added, terms));
                }
            }
        }
    }

    private static List<List<Row>> chains(List<Row> rows) {
        List<List<Row>> chains = new ArrayList<>();
        for (Row row : rows) {
            Optional<List<Row>> before =
                    chains.stream().filter(each -> row.follows(each.getLast())).findFirst();
            if (before.isPresent()) {
                before.get().add(row);
            } else {
                chains.add(new ArrayList<>(List.of(row)));
            }
        }
        return chains;
    }

    // What a row needs now says nothing of before; the next row says what it needed until then.
    private static List<Term> terms(List<Row> chain) {
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            Row row = chain.get(i);
            Set<Integer> needs =
                    i + 1 == chain.size() || chain.get(i + 1).unless.isEmpty()
                            ? row.needs
                            : chain.get(i + 1).unless;
            terms.add(new Term(i == 0 ? Instant.MIN : row.added, needs));
        }
        return terms;
    }
}
