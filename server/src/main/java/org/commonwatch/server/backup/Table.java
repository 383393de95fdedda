package org.commonwatch.server.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table as the catalogue has it.
 *
 * @param columns all that can be written, in their order
 * @param order what to sort by for the same rows to come in the same order
 * @param needs tables that its rows refer to
 */
record Table(String name, List<String> columns, List<String> order, Set<String> needs) {
    /** Flyway's own; what is in it follows from the migrations that were run. */
    static final String HISTORY = "flyway_schema_history";

    Table {
        columns = List.copyOf(columns);
        order = List.copyOf(order);
    }

    /** Every table of ours, each after those that it refers to. */
    static List<Table> all(Connection connection) throws SQLException {
        List<Table> left = new ArrayList<>();
        for (String name :
                texts(
                        connection,
                        """
                        SELECT c.relname FROM pg_class c
                         WHERE c.relnamespace = current_schema()::regnamespace
                           AND c.relkind = 'r' AND c.relname <> ?
                         ORDER BY c.relname COLLATE "C"
                        """,
                        HISTORY)) {
            left.add(read(connection, name));
        }
        List<Table> sorted = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        while (!left.isEmpty()) {
            List<Table> next =
                    left.stream().filter(table -> done.containsAll(table.needs())).toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("tables refer to each other in a circle: " + left);
            }
            sorted.addAll(next);
            next.forEach(table -> done.add(table.name()));
            left.removeAll(next);
        }
        return sorted;
    }

    private static Table read(Connection connection, String name) throws SQLException {
        List<String> columns =
                texts(
                        connection,
                        """
                        SELECT attname FROM pg_attribute
                         WHERE attrelid = to_regclass(quote_ident(?))
                           AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
                         ORDER BY attnum
                        """,
                        name);
        List<String> order =
                texts(
                        connection,
                        """
                        SELECT quote_ident(a.attname)
                               || CASE WHEN a.attcollation <> 0 THEN ' COLLATE "C"' ELSE '' END
                          FROM pg_index i
                          JOIN unnest(i.indkey) WITH ORDINALITY AS k (attnum, place) ON true
                          JOIN pg_attribute a
                            ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                         WHERE i.indrelid = to_regclass(quote_ident(?)) AND i.indisprimary
                         ORDER BY k.place
                        """,
                        name);
        List<String> needs =
                texts(
                        connection,
                        """
                        SELECT DISTINCT c.relname FROM pg_constraint f
                          JOIN pg_class c ON c.oid = f.confrelid
                         WHERE f.conrelid = to_regclass(quote_ident(?))
                           AND f.contype = 'f' AND f.confrelid <> f.conrelid
                        """,
                        name);
        return new Table(name, columns, order, new TreeSet<>(needs));
    }

    static List<String> texts(Connection connection, String question, String about)
            throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, about);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }

    /** Writes every row to standard output of the driver. */
    String out() {
        // A table without a key is sorted by all it has.
        String by = order.isEmpty() ? "t::text COLLATE \"C\"" : String.join(", ", order);
        return "COPY (SELECT %s FROM %s t ORDER BY %s) TO STDOUT"
                .formatted(quotedColumns(), quoted(name), by);
    }

    /** Takes rows from standard input of the driver. */
    String in() {
        return "COPY %s (%s) FROM STDIN".formatted(quoted(name), quotedColumns());
    }

    private String quotedColumns() {
        return String.join(", ", columns.stream().map(Table::quoted).toList());
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
