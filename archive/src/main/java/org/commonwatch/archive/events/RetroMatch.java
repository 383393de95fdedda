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

import java.net.Inet4Address;
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
 * the values that did.
 */
final class RetroMatch {
    private static final int BATCH = 1 << 10;
    private static final byte[] NONE = {};

    @SuppressWarnings("InlineFormatString") // a statement reads better by itself
    private static final String SIGHTINGS =
            """
            SELECT indicator, sensor, hour, count(*), min(micros), max(micros)
              FROM (SELECT DISTINCT filename, file_row_number, indicator, sensor,
                           (micros + 20000000 * 3600000000) // 3600000000 - 20000000 AS hour,
                           micros
                      FROM (%s))
             GROUP BY ALL
            """;

    private static final String HITS =
            """
            SELECT filename, file_row_number, indicator, sensor, epoch_us(time) AS micros
              FROM events JOIN %s matched ON %s
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
                case MD5 -> texts(Text.MD5, wanted.sums(kind, EventRows.column(Text.MD5)));
                case SHA1 -> texts(Text.SHA1, wanted.sums(kind, EventRows.column(Text.SHA1)));
                case SHA256 -> texts(Text.SHA256, wanted.sums(kind, EventRows.column(Text.SHA256)));
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
        String values =
                "SELECT source4 AS a FROM events WHERE %s UNION SELECT target4 FROM events WHERE %s"
                        .formatted(wanted.near4("source4"), wanted.near4("target4"));
        List<Long> batch = new ArrayList<>();
        match(
                values,
                "matched4 (a UINTEGER, indicator INTEGER)",
                row -> {
                    batch.add(row.getLong(1));
                    events.putSource4((int) row.getLong(1));
                },
                i -> into -> into.append((int) (long) batch.get(i)),
                batch::clear);
        // A source that is only claimed is no sighting.
        hits.add(HITS.formatted("matched4", "source4 = a AND established"));
        hits.add(HITS.formatted("matched4", "target4 = a"));
    }

    private void addresses6() throws SQLException {
        String values =
                "SELECT source6_high AS high, source6_low AS low FROM events"
                        + " WHERE source6_high IS NOT NULL UNION"
                        + " SELECT target6_high, target6_low FROM events"
                        + " WHERE target6_high IS NOT NULL";
        List<long[]> batch = new ArrayList<>();
        match(
                values,
                "matched6 (high BIGINT, low BIGINT, indicator INTEGER)",
                row -> {
                    batch.add(new long[] {row.getLong(1), row.getLong(2)});
                    events.putSource6(row.getLong(1), row.getLong(2));
                },
                i -> into -> into.append(batch.get(i)[0]).append(batch.get(i)[1]),
                batch::clear);
        hits.add(
                HITS.formatted(
                        "matched6", "source6_high = high AND source6_low = low AND established"));
        hits.add(HITS.formatted("matched6", "target6_high = high AND target6_low = low"));
    }

    private void texts(Text kind) throws SQLException {
        texts(kind, EventRows.column(kind) + " IS NOT NULL");
    }

    private void texts(Text kind, String condition) throws SQLException {
        String column = EventRows.column(kind);
        List<String> batch = new ArrayList<>();
        match(
                "SELECT DISTINCT %s FROM events WHERE %s".formatted(column, condition),
                "matched_%s (value VARCHAR, indicator INTEGER)".formatted(column),
                row -> {
                    String value = row.getString(1);
                    batch.add(value);
                    for (String text : value.split("" + (char) TextDictionary.SEPARATOR, -1)) {
                        events.putText(kind, text);
                    }
                },
                i -> into -> into.append(batch.get(i)),
                batch::clear);
        hits.add(HITS.formatted("matched_" + column, column + " = value"));
    }

    /** Fills a table with the values that match. */
    private void match(String values, String into, Say say, IntFunction<Keep> kept, Runnable done)
            throws SQLException {
        String name = into.substring(0, into.indexOf(' '));
        try (Statement statement = connection.createStatement();
                Statement reading = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TEMP TABLE " + into);
            try (ResultSet row = reading.executeQuery(values);
                    DuckDBAppender appender =
                            connection
                                    .unwrap(DuckDBConnection.class)
                                    .createAppender("temp", "main", name)) {
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

        /** Addresses are ruled out by their first bits, a network of which is one entry. */
        private static final int NEAR_BITS = 20;

        private static final int BITS = 32;

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
        String near4(String column) throws SQLException {
            Set<Integer> near = new HashSet<>();
            for (Observable each : wanted) {
                if (isFour(each) && !add(near, each.value())) {
                    return column + " IS NOT NULL";
                }
            }
            keep("near4 (bits UINTEGER)", near, DuckDBAppender::append);
            return "%s >> %d IN (SELECT bits FROM near4)".formatted(column, BITS - NEAR_BITS);
        }

        private static boolean isFour(Observable each) {
            return each.kind() == Observable.Kind.IPV4
                    || (each.kind() == Observable.Kind.CIDR && each.value().indexOf(':') < 0);
        }

        // False if there are too many.
        private static boolean add(Set<Integer> near, String value) {
            int slash = value.indexOf('/');
            String address = slash < 0 ? value : value.substring(0, slash);
            int length = slash < 0 ? BITS : Integer.parseInt(value.substring(slash + 1));
            int first =
                    ByteBuffer.wrap(Inet4Address.ofLiteral(address).getAddress()).getInt()
                            >>> (BITS - NEAR_BITS);
            int many = 1 << Math.max(0, NEAR_BITS - length);
            for (int i = 0; i < many && near.size() <= LIMIT; i++) {
                near.add(first + i);
            }
            return near.size() <= LIMIT;
        }

        /** What a column of checksums must be; it may have several of a record. */
        String sums(Observable.Kind kind, String column) throws SQLException {
            List<String> sums =
                    wanted.stream()
                            .filter(each -> each.kind() == kind)
                            .map(Observable::value)
                            .toList();
            if (sums.size() > LIMIT) {
                return column + " IS NOT NULL";
            }
            keep("sums_%s (value VARCHAR)".formatted(column), sums, DuckDBAppender::append);
            return "lower(%1$s) IN (SELECT value FROM sums_%1$s) OR contains(%1$s, chr(%2$d))"
                    .formatted(column, TextDictionary.SEPARATOR);
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
