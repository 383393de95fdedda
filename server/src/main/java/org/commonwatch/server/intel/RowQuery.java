package org.commonwatch.server.intel;

import org.commonwatch.server.database.Order.State;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.intel.Selection.Versions;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The statement that a {@link Selection} is. Each has one plan only: in the order of dates, leaving
 * out what bears none of the audiences, or, where that would leave out nearly all, audience by
 * audience. With the rows comes the state they were read in, from the same snapshot.
 */
final class RowQuery {
    // Whether a row's audience is one of those of which a string of bits tells; rows that are newer
    // than the string are of none, and the state that comes with them says so.
    private static final String READABLE =
            "CASE WHEN %1$s.audience < ? THEN get_bit(?, %1$s.audience) = 1 ELSE false END";

    // 1 if only a part of a row is shown: what is shown whole comes first.
    private static final String PART =
            "CASE WHEN %1$s.audience < ? THEN get_bit(?, %1$s.audience) ELSE 0 END";

    // Making a plan takes longer than reading a page. For rows in their order there is one good
    // plan, whatever the statistics of a table say that has just been empty.
    private static final String ONE_PLAN =
            """
            SELECT set_config('plan_cache_mode', 'force_generic_plan', true),
                   set_config('enable_seqscan', 'off', true),
                   set_config('enable_bitmapscan', 'off', true);
            """;

    private final Selection selection;
    private final byte[] bits;
    private final byte[] all;
    private final StringBuilder sql = new StringBuilder(1_024);
    private final List<Object> values = new ArrayList<>();

    private RowQuery(Selection selection) {
        this.selection = selection;
        this.bits = selection.audiences().bits().toByteArray();
        this.all = selection.audiences().all().toByteArray();
    }

    static StixObjects.Found find(Connection connection, Selection selection) throws SQLException {
        RowQuery query = new RowQuery(selection);
        query.write();
        try (PreparedStatement statement = connection.prepareStatement(query.sql.toString())) {
            query.bind(connection, statement);
            State state = new State(0, 0);
            List<Row> rows = new ArrayList<>();
            statement.execute();
            if (query.hasOnePlan()) {
                statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    state = new State(row.getLong(1), row.getInt(2));
                    if (row.getString(6) != null) {
                        rows.add(StixObjects.row(row));
                    }
                }
            }
            return new StixObjects.Found(state, rows);
        }
    }

    private boolean hasOnePlan() {
        Selection.Which which = selection.which();
        return !selection.audiences().rare()
                && selection.again().isEmpty()
                && which.ids().isEmpty()
                && which.specs().isEmpty()
                && which.words().isEmpty();
    }

    private void write() {
        if (hasOnePlan()) {
            sql.append(ONE_PLAN);
        }
        sql.append(
                """
                SELECT facts, state.audiences, found.*
                  FROM state LEFT JOIN LATERAL (
                """);
        if (selection.audiences().rare()) {
            sql.append("SELECT few.* FROM unnest(?) AS one CROSS JOIN LATERAL (");
            add("int", selection.audiences().bits().stream().boxed().toList());
            rows("o.audience = one");
            sql.append(") AS few ORDER BY date_added, sequence LIMIT ?");
            values.add(selection.limit());
        } else {
            rows("");
        }
        sql.append(") AS found ON true ORDER BY date_added, sequence");
    }

    private void rows(String audience) {
        sql.append(
                """
                SELECT o.date_added, o.sequence, o.audience, o.id, o.version, o.spec, o.refs,
                       o.text
                  FROM object AS o
                 WHERE o.withdrawn IS NULL
                """);
        if (audience.isEmpty()) {
            and(READABLE.formatted("o"), bits.length * Byte.SIZE, bits);
        } else {
            and(audience);
        }
        and(
                "(o.date_added, o.sequence) > (?, ?)",
                selection.from().after().dateAdded(),
                selection.from().after().sequence());
        if (selection.from().before().isBefore(Selection.Stretch.END)) {
            and("o.date_added < ?", selection.from().before());
        }
        any("o.id = ANY (?)", "text", selection.which().ids());
        any("o.spec = ANY (?)", "text", selection.which().specs());
        any("o.words @> ?", "text", selection.which().words());
        selection.again().ifPresent(this::again);
        versions(selection.which().versions());
        sql.append(" ORDER BY o.date_added, o.sequence LIMIT ?");
        values.add(selection.limit());
    }

    private void again(Selection.Again again) {
        String party = again.party().toString();
        if (again.only()) {
            and(
                    "o.sequence IN (SELECT sequence FROM mended WHERE party = ? AND since = ?)",
                    party,
                    again.at());
        } else {
            and(
                    "NOT EXISTS (SELECT FROM mended AS m WHERE m.party = ?"
                            + " AND m.sequence = o.sequence AND m.since >= ?)",
                    party,
                    again.at());
        }
    }

    // Of the same version of an object the first row counts, and, unless versions of STIX are
    // asked for, of an object only those in the latest.
    private void versions(Versions versions) {
        boolean latestSpec = selection.which().specs().isEmpty();
        if (versions.last() && !versions.first() && versions.exactly().isEmpty() && latestSpec) {
            none("(n.spec, n.version, %2$s, o.sequence) > (o.spec, o.version, %1$s, n.sequence)");
            return;
        }
        none(
                "(n.spec, n.version, %2$s, o.sequence) > (o.spec, o.version, %1$s, n.sequence)"
                        + " AND (n.spec, n.version) = (o.spec, o.version)");
        if (latestSpec) {
            none("n.spec > o.spec");
        }
        if (versions.all()) {
            return;
        }
        sql.append(" AND (false");
        if (versions.last()) {
            sql.append(" OR true");
            none("n.spec = o.spec AND n.version > o.version");
        }
        if (versions.first()) {
            sql.append(" OR true");
            none("n.spec = o.spec AND n.version < o.version");
        }
        if (!versions.exactly().isEmpty()) {
            sql.append(" OR o.version = ANY (?)");
            add("timestamptz", versions.exactly());
        }
        sql.append(')');
    }

    // A condition may ask, in this order, whether the one and the other row are shown in part.
    private void none(String condition) {
        sql.append(" AND (NOT o.rivals OR NOT EXISTS (SELECT FROM object AS n")
                .append(" WHERE n.id = o.id AND n.withdrawn IS NULL");
        byte[] parts = selection.audiences().parts().toByteArray();
        if (parts.length == 0) {
            and(condition.formatted("0", "0"));
        } else if (condition.contains("%")) {
            int size = parts.length * Byte.SIZE;
            and(
                    condition.formatted(PART.formatted("n"), PART.formatted("o")),
                    size,
                    parts,
                    size,
                    parts);
        } else {
            and(condition);
        }
        and(READABLE.formatted("n"), all.length * Byte.SIZE, all);
        sql.append("))");
    }

    private void any(String condition, String type, Collection<?> items) {
        if (!items.isEmpty()) {
            and(condition);
            add(type, items);
        }
    }

    private void and(String condition, Object... bound) {
        sql.append(" AND ").append(condition);
        values.addAll(List.of(bound));
    }

    private record Items(String type, List<Object> items) {}

    private void add(String type, Collection<?> items) {
        List<Object> bound =
                items.stream()
                        .map(each -> each instanceof Instant at ? Rows.at(at) : each)
                        .toList();
        values.add(new Items(type, bound));
    }

    private void bind(Connection connection, PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            switch (values.get(i)) {
                case Items(String type, List<Object> items) ->
                        statement.setArray(i + 1, connection.createArrayOf(type, items.toArray()));
                case byte[] bytes -> statement.setBytes(i + 1, bytes);
                case Instant at -> statement.setObject(i + 1, Rows.at(at));
                case Object value -> statement.setObject(i + 1, value);
            }
        }
    }
}
