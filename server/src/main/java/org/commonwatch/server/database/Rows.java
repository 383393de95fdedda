package org.commonwatch.server.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Instants and columns of values, as the driver wants them. */
public final class Rows {
    private Rows() {}

    /** The instant as a parameter. */
    public static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** The instant in a column. */
    public static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Binds one value of each item as an array, for a statement that unnests it. */
    public static <T> void bind(
            PreparedStatement statement, int place, List<T> items, Function<T, Object> value)
            throws SQLException {
        Connection connection = statement.getConnection();
        Object[] texts = items.stream().map(item -> value.apply(item).toString()).toArray();
        statement.setArray(place, connection.createArrayOf("text", texts));
    }

    /** The same of whole numbers, as bigint: sooner written and read than as texts. */
    public static <T> void bindNumbers(
            PreparedStatement statement, int place, List<T> items, ToLongFunction<T> value)
            throws SQLException {
        statement.setObject(place, items.stream().mapToLong(value).toArray());
    }
}
