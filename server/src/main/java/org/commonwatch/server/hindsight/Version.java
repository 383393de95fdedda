package org.commonwatch.server.hindsight;

import org.commonwatch.server.database.Rows;
import org.commonwatch.server.hindsight.Held.Term;
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
import java.util.function.Consumer;

/**
 * A version of an object, with since when its owner said it and how it was to be handled over time.
 *
 * @param text empty where it was not asked for
 */
record Version(String id, StixId owner, Instant since, List<Term> terms, String text) {
    private static final int FETCH = 10_000;

    /** What rows are looked for, by how ids begin, and whether with their texts. */
    record Sort(String type, boolean withText) {}

    private record Key(String id, StixId owner, Instant version, String text) {
        boolean isOf(Key other) {
            return id.equals(other.id)
                    && owner.equals(other.owner)
                    && version.equals(other.version);
        }
    }

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
     * Hands over all of a type by an instant. What its owner had taken back by then was not said,
     * as seen from there.
     */
    static void by(Connection connection, Sort sort, Instant end, Consumer<Version> each)
            throws SQLException {
        Map<String, StixId> same = new HashMap<>();
        var sets = new Same();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT id, owner, version, date_added, withdrawn, needs, unless,
                               CASE WHEN ? THEN object.text ELSE '' END
                          FROM object JOIN audience ON audience.number = object.audience
                         WHERE id LIKE ? AND date_added < ?
                         ORDER BY id, owner, version, sequence
                        """)) {
            statement.setBoolean(1, sort.withText);
            statement.setString(2, sort.type + "--%");
            statement.setObject(3, Rows.at(end));
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery()) {
                List<Row> rows = new ArrayList<>();
                Key last = null;
                while (row.next()) {
                    var version =
                            new Key(
                                    row.getString(1),
                                    same.computeIfAbsent(row.getString(2), StixId::parse),
                                    Rows.instant(row, 3),
                                    row.getString(8));
                    if (last != null && !version.isOf(last)) {
                        say(last, rows, end, sets, each);
                        rows.clear();
                    }
                    last = version;
                    rows.add(row(row, sets));
                }
                if (last != null) {
                    say(last, rows, end, sets, each);
                }
            }
        }
    }

    private static void say(
            Key version, List<Row> rows, Instant end, Same same, Consumer<Version> each) {
        for (List<Row> chain : chains(rows)) {
            if (chain.getLast().withdrawn.filter(at -> at.isBefore(end)).isEmpty()) {
                each.accept(
                        new Version(
                                version.id,
                                version.owner,
                                chain.getFirst().added,
                                same.terms(terms(chain)),
                                version.text));
            }
        }
    }

    // Of millions of versions few are to be handled in different ways.
    private static final class Same {
        private final Map<List<Integer>, Set<Integer>> sets = new HashMap<>();
        private final Map<List<Term>, List<Term>> terms = new HashMap<>();

        Set<Integer> set(List<Integer> numbers) {
            return sets.computeIfAbsent(numbers, all -> new TreeSet<>(all));
        }

        List<Term> terms(List<Term> some) {
            return terms.computeIfAbsent(some, List::copyOf);
        }
    }

    private static Row row(ResultSet row, Same same) throws SQLException {
        return new Row(
                Rows.instant(row, 4),
                Optional.ofNullable(row.getObject(5, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                same.set(numbers(row, 6)),
                same.set(numbers(row, 7)));
    }

    private static List<Integer> numbers(ResultSet row, int column) throws SQLException {
        return List.of((Integer[]) row.getArray(column).getArray());
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
