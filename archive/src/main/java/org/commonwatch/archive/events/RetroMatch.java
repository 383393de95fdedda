package org.commonwatch.archive.events;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.counting.SegmentCounter;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.Matcher;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Matches archived events with indicators. Whether an event matches depends on the different values
 * its columns have, of which there are far fewer than events: each value that {@link Wanted} does
 * not rule out is matched once, by the same table that matches live, and the events are found by
 * the values that did. Where few are left, their events are kept the first time they are read.
 */
final class RetroMatch {
    private static final int BATCH = 1 << 10;
    private static final byte[] NONE = {};

    @SuppressWarnings("InlineFormatString") // a statement reads better by itself
    private static final String SIGHTINGS =
            """
            SELECT indicator, sensor, hour, count(*), min(micros), max(micros)
              FROM (SELECT DISTINCT file_index, file_row_number, indicator, sensor,
                           (micros + 20000000 * 3600000000) // 3600000000 - 20000000 AS hour,
                           micros
                      FROM (%s))
             GROUP BY ALL
            """;

    @SuppressWarnings("InlineFormatString")
    private static final String HITS =
            """
            SELECT file_index, file_row_number, indicator, sensor, epoch_us(time) AS micros
              FROM %s JOIN %s USING (%s)
            """;

    /** Events with a value under another name, where it may match. */
    @SuppressWarnings("InlineFormatString")
    private static final String ROWS =
            """
            SELECT file_index, file_row_number, sensor, time, %s FROM events WHERE %s
            """;

    private final Connection connection;
    private final IndicatorTable table;
    private final Wanted wanted;
    private final Matcher matcher;
    private final Events events = new Events();
    private final List<String> hits = new ArrayList<>();

    /** Says one value of a row to {@link #events}, as a record would. */
    @FunctionalInterface
    private interface Say {
        void say(ResultSet row) throws SQLException;
    }

    /** Keeps a value of a row that matched. */
    @FunctionalInterface
    private interface Keep {
        void keep(DuckDBAppender into) throws SQLException;
    }

    /**
     * A match with a table.
     *
     * @param wanted what the table has indicators of
     */
    RetroMatch(Connection connection, IndicatorTable table, Collection<Observable> wanted) {
        this.connection = connection;
        this.table = table;
        this.wanted = new Wanted(connection, wanted);
        matcher = table.matcher();
    }

    Map<Sighting.Window, Sighting.Seen> sightings() throws SQLException {
        Set<Observable.Kind> kinds = wanted.kinds();
        for (Observable.Kind kind : kinds) {
            switch (kind) {
                case IPV4, IPV6, CIDR, EMAIL -> {}
                case DOMAIN -> {
                    texts(Text.HOST);
                    texts(Text.DNS_NAME);
                    texts(Text.TLS_SNI);
                }
                case URL, URL_PREFIX -> texts(Text.URL);
                case MD5 -> sums(kind, Text.MD5);
                case SHA1 -> sums(kind, Text.SHA1);
                case SHA256 -> sums(kind, Text.SHA256);
            }
        }
        if (kinds.contains(Observable.Kind.IPV4) || kinds.contains(Observable.Kind.CIDR)) {
            addresses4();
        }
        if (kinds.contains(Observable.Kind.IPV6) || kinds.contains(Observable.Kind.CIDR)) {
            addresses6();
        }
        return hits.isEmpty() ? Map.of() : found();
    }

    private void addresses4() throws SQLException {
        Near near = wanted.near4();
        Looked looked = new Looked("addresses4", "a", near.few());
        List<Long> batch = new ArrayList<>();
        // A source that is only claimed is no sighting.
        look(
                looked,
                ROWS.formatted("source4 AS a", near.of("source4") + " AND established"),
                ROWS.formatted("target4 AS a", near.of("target4")));
        match(
                looked,
                "a UINTEGER",
                row -> {
                    batch.add(row.getLong(1));
                    events.putSource4((int) row.getLong(1));
                },
                i -> into -> into.append((int) (long) batch.get(i)),
                batch::clear);
    }

    private void addresses6() throws SQLException {
        Near near = wanted.near6();
        Looked looked = new Looked("addresses6", "high, low", near.few());
        List<long[]> batch = new ArrayList<>();
        String values = "%1$s_high AS high, %1$s_low AS low";
        look(
                looked,
                ROWS.formatted(
                        values.formatted("source6"), near.of("source6_high") + " AND established"),
                ROWS.formatted(values.formatted("target6"), near.of("target6_high")));
        match(
                looked,
                "high BIGINT, low BIGINT",
                row -> {
                    batch.add(new long[] {row.getLong(1), row.getLong(2)});
                    events.putSource6(row.getLong(1), row.getLong(2));
                },
                i -> into -> into.append(batch.get(i)[0]).append(batch.get(i)[1]),
                batch::clear);
    }

    private void sums(Observable.Kind kind, Text text) throws SQLException {
        texts(text, wanted.sums(kind, EventRows.column(text)));
    }

    private void texts(Text kind) throws SQLException {
        texts(kind, Near.ALL);
    }

    private void texts(Text kind, Near near) throws SQLException {
        String column = EventRows.column(kind);
        Looked looked = new Looked(column, "value", near.few());
        List<String> batch = new ArrayList<>();
        look(looked, ROWS.formatted(column + " AS value", near.of(column)));
        match(
                looked,
                "value VARCHAR",
                row -> {
                    String value = row.getString(1);
                    batch.add(value);
                    for (String text : value.split("" + (char) TextDictionary.SEPARATOR, -1)) {
                        events.putText(kind, text);
                    }
                },
                i -> into -> into.append(batch.get(i)),
                batch::clear);
    }

    /**
     * What a column must be to match.
     *
     * @param condition with a place for the column
     * @param few whether so few events are left that they are kept
     */
    private record Near(String condition, boolean few) {
        static final Near ALL = new Near("%1$s IS NOT NULL", false);

        String of(String column) {
            return condition.formatted(column);
        }
    }

    /**
     * What is looked at.
     *
     * @param key columns of the value
     * @param few whether so few events are left that they are kept
     */
    private record Looked(String name, String key, boolean few) {
        String rows() {
            return (few ? "few_" : "all_") + name;
        }

        String matched() {
            return "matched_" + name;
        }
    }

    private void look(Looked looked, String... rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE OR REPLACE TEMP %s %s AS %s"
                            .formatted(
                                    looked.few() ? "TABLE" : "VIEW",
                                    looked.rows(),
                                    String.join(" UNION ALL ", rows)));
        }
        hits.add(HITS.formatted(looked.rows(), looked.matched(), looked.key()));
    }

    /** Fills a table with the values that match. */
    private void match(Looked looked, String value, Say say, IntFunction<Keep> kept, Runnable done)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                Statement reading = connection.createStatement()) {
            statement.execute(
                    "CREATE OR REPLACE TEMP TABLE %s (%s, indicator INTEGER)"
                            .formatted(looked.matched(), value));
            try (ResultSet row =
                            reading.executeQuery(
                                    "SELECT DISTINCT %s FROM %s"
                                            .formatted(looked.key(), looked.rows()));
                    DuckDBAppender appender =
                            connection
                                    .unwrap(DuckDBConnection.class)
                                    .createAppender("temp", "main", looked.matched())) {
                events.clear(NONE);
                while (row.next()) {
                    events.begin();
                    say.say(row);
                    events.end();
                    if (events.count() == BATCH) {
                        keep(appender, kept);
                        done.run();
                    }
                }
                keep(appender, kept);
                done.run();
            }
        }
    }

    private void keep(DuckDBAppender into, IntFunction<Keep> kept) throws SQLException {
        List<Long> pairs = new ArrayList<>();
        matcher.match(events, (event, indicator) -> pairs.add((long) event << 32 | indicator));
        for (long pair : pairs) {
            into.beginRow();
            kept.apply((int) (pair >>> 32)).keep(into);
            into.append((int) pair);
            into.endRow();
        }
        events.clear(NONE);
    }

    private Map<Sighting.Window, Sighting.Seen> found() throws SQLException {
        int limit = SegmentCounter.Limits.OF_A_FILE.sightings();
        Map<Sighting.Window, Sighting.Seen> sightings = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                SIGHTINGS.formatted(String.join(" UNION ALL ", hits)))) {
            while (row.next()) {
                sightings.put(
                        new Sighting.Window(
                                table.id(row.getInt(1)),
                                row.getString(2),
                                Instant.ofEpochSecond(row.getLong(3) * 3_600)),
                        new Sighting.Seen(
                                row.getLong(4),
                                WrittenParts.instant(row.getLong(5)),
                                WrittenParts.instant(row.getLong(6))));
                if (sightings.size() > limit) {
                    throw new TelemetryRefusedException(
                            new TelemetryRefusal.TooManySightings(limit));
                }
            }
        }
        return sightings;
    }

    /**
     * Rules out values that no indicator can match, so that fewer are handed to the matcher. What
     * is left is not yet a match: the conditions let through too much, and never too little.
     */
    private static final class Wanted {
        /** Above it nothing is ruled out: the list would be as long as what it saves. */
        static final int LIMIT = 1 << 18;

        /** Up to so many beginnings of addresses, events that may match are few. */
        static final int FEW = 1 << 15;

        // Addresses are ruled out by their first bits, a network of which is one entry.
        private static final int NEAR4_BITS = 20;
        private static final int NEAR6_BITS = 32;

        private final Connection connection;
        private final Collection<Observable> wanted;

        Wanted(Connection connection, Collection<Observable> wanted) {
            this.connection = connection;
            this.wanted = wanted;
        }

        Set<Observable.Kind> kinds() {
            return wanted.stream()
                    .map(Observable::kind)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Observable.Kind.class)));
        }

        /** What a column of IPv4 addresses must be to match an address or a network. */
        Near near4() throws SQLException {
            return near(Observable.Kind.IPV4, "near4", "UINTEGER", NEAR4_BITS);
        }

        /** The same of the first half of IPv6 addresses. */
        Near near6() throws SQLException {
            return near(Observable.Kind.IPV6, "near6", "INTEGER", NEAR6_BITS);
        }

        private Near near(Observable.Kind kind, String table, String type, int bits)
                throws SQLException {
            Set<Integer> near = new HashSet<>();
            for (Observable each : wanted) {
                if (isOf(kind, each) && !add(near, each.value(), bits)) {
                    return Near.ALL;
                }
            }
            keep("%s (bits %s)".formatted(table, type), near, DuckDBAppender::append);
            int column = kind == Observable.Kind.IPV4 ? Integer.SIZE : Long.SIZE;
            return new Near(
                    "%%1$s >> %d IN (SELECT bits FROM %s)".formatted(column - bits, table),
                    near.size() <= FEW);
        }

        private static boolean isOf(Observable.Kind kind, Observable each) {
            boolean six = each.value().indexOf(':') >= 0;
            return each.kind() == kind
                    || (each.kind() == Observable.Kind.CIDR
                            && six == (kind == Observable.Kind.IPV6));
        }

        // False if there are too many.
        private static boolean add(Set<Integer> near, String value, int bits) {
            int slash = value.indexOf('/');
            String address = slash < 0 ? value : value.substring(0, slash);
            int length = slash < 0 ? bits : Integer.parseInt(value.substring(slash + 1));
            int first =
                    ByteBuffer.wrap(InetAddress.ofLiteral(address).getAddress()).getInt()
                            >>> (Integer.SIZE - bits);
            long many = 1L << Math.max(0, bits - length);
            for (long i = 0; i < many && near.size() <= LIMIT; i++) {
                near.add(first + (int) i);
            }
            return near.size() <= LIMIT;
        }

        /** What a column of checksums must be; it may have several of a record. */
        Near sums(Observable.Kind kind, String column) throws SQLException {
            List<String> sums =
                    wanted.stream()
                            .filter(each -> each.kind() == kind)
                            .map(Observable::value)
                            .toList();
            if (sums.size() > LIMIT) {
                return Near.ALL;
            }
            String table = "sums_" + column;
            keep(table + " (value VARCHAR)", sums, DuckDBAppender::append);
            return new Near(
                    "(lower(%%1$s) IN (SELECT value FROM %s) OR contains(%%1$s, chr(%d)))"
                            .formatted(table, (int) TextDictionary.SEPARATOR),
                    true);
        }

        /** Appends one value to a row that was begun. */
        @FunctionalInterface
        private interface Append<V> {
            void to(DuckDBAppender rows, V value) throws SQLException;
        }

        private <V> void keep(String table, Collection<V> values, Append<V> append)
                throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE OR REPLACE TEMP TABLE " + table);
            }
            String name = table.substring(0, table.indexOf(' '));
            try (DuckDBAppender rows =
                    connection
                            .unwrap(DuckDBConnection.class)
                            .createAppender("temp", "main", name)) {
                for (V value : values) {
                    rows.beginRow();
                    append.to(rows, value);
                    rows.endRow();
                }
            }
        }
    }
}
