package org.commonwatch.archive.events;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Text;
import org.duckdb.DuckDBFunctions;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Writes what one buffer holds as Parquet, a part for each day. For one thread. */
final class PartWriter implements AutoCloseable {
    /**
     * How the columns of a part are made from {@link EventRows}; the page on columns tells them.
     */
    @SuppressWarnings("InlineFormatString") // a statement reads better by itself
    private static final String PART =
            """
            COPY (SELECT make_timestamp(time) AS time,
                         %s AS sensor,
                         type,
                         facts,
                         unit,
                         kind,
                         alert_kind,
                         (numbers >> 44) & 1 = 1 AS established,
                         (numbers >> 45) & 1 = 1 AS zoned,
                         source4::UINTEGER AS source4,
                         source6_high,
                         source6_low,
                         nullif((numbers >> 16) & 65535, 0)::USMALLINT AS source_port,
                         target4::UINTEGER AS target4,
                         target6_high,
                         target6_low,
                         nullif(numbers & 65535, 0)::USMALLINT AS target_port,
                         nullif((numbers >> 32) & 255, 0)::UTINYINT AS protocol,
                         nullif((numbers >> 40) & 15, 0)::UTINYINT AS severity,
                         segment::USMALLINT AS segment,
                         %s AS line_offset,
                         %s
                    FROM %s())
              TO %s (FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, ROW_GROUP_SIZE %d)
            """;

    /** Takes what was written. */
    @FunctionalInterface
    interface Written {
        /**
         * A part is there, whole, under the name that {@code next} gave.
         *
         * @param first time of its first event, in microseconds since 1970
         * @param last time of its last event
         */
        void part(Path file, long events, long first, long last);
    }

    private final EventBuffer buffer;
    private final EventRows rows;
    private final Connection connection;
    private final String function;
    private final boolean offsets;

    /**
     * Writes for one thread.
     *
     * @param function a name that no other writer of the engine has
     * @param sensors names of the sensors by the numbers of their segments
     * @param offsets whether to keep where each record's line is
     */
    PartWriter(
            Engine engine,
            EventBuffer buffer,
            String function,
            IntFunction<byte[]> sensors,
            boolean offsets)
            throws SQLException {
        this.buffer = buffer;
        this.function = function;
        this.offsets = offsets;
        rows = new EventRows(buffer, sensors);
        connection = engine.connect();
        try (var builder = DuckDBFunctions.tableFunction()) {
            builder.withName(function)
                    .withProjectionPushdown()
                    .withFunction(rows)
                    .register(connection);
        }
    }

    /** Writes all events of the buffer, which is then empty. */
    void write(CountingRule rule, PartNames names, Written written) throws SQLException {
        long[] order = buffer.order();
        byte[][] types = typeNames(rule);
        for (int from = 0; from < order.length; ) {
            long day = buffer.day(order[from]);
            int to = from + 1;
            while (to < order.length && buffer.day(order[to]) == day) {
                to++;
            }
            rows.choose(types, order, from, to);
            Path file = names.next(day);
            copy(file);
            long first = Long.MAX_VALUE;
            long last = Long.MIN_VALUE;
            for (int i = from; i < to; i++) {
                long time = buffer.times[EventBuffer.event(order[i])];
                first = Math.min(first, time);
                last = Math.max(last, time);
            }
            written.part(file, to - from, first, last);
            from = to;
        }
        buffer.clear();
    }

    private void copy(Path file) throws SQLException {
        String texts =
                Arrays.stream(Text.values())
                        .map(text ->
                                (rows.has(text) ? EventRows.column(text) : "NULL::VARCHAR")
                                        + " AS "
                                        + EventRows.column(text))
                        .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    PART.formatted(
                            rows.sensor().map(Engine::text).orElse("sensor"),
                            offsets ? "line_offset" : "NULL::BIGINT",
                            texts,
                            function,
                            Engine.text(file.toAbsolutePath().normalize().toString()),
                            EventBuffer.EVENT_LIMIT));
        }
    }

    private static byte[][] typeNames(CountingRule rule) {
        Map<Integer, String> types = rule.types();
        byte[][] names = new byte[CountingRule.TYPE_LIMIT + 1][];
        types.forEach((number, type) -> names[number] = type.getBytes(StandardCharsets.UTF_8));
        return names;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
