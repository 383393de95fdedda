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

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Matches archived events with indicators. Whether an event matches depends on the different values
 * its columns have, of which there are far fewer than events: each value that {@link Wanted} does
 * not rule out is matched once, by the same table that matches live, and the events are found by
 * the values that did. Where few are left, their events are kept the first time they are read. When
 * an event happened is read at the end, and of those only that were found.
 */
final class RetroMatch {
    private static final int BATCH = 1 << 10;
    private static final byte[] NONE = {};

    @SuppressWarnings("InlineFormatString") // a statement reads better by itself
    private static final String FOUND =
            """
            CREATE OR REPLACE TEMP TABLE found AS
            SELECT DISTINCT file_index, file_row_number, indicator FROM (%s)
            """;

    private static final String SIGHTINGS =
            """
            SELECT indicator, sensor, hour, count(*), min(micros), max(micros)
              FROM (SELECT indicator, sensor, epoch_us(time) AS micros,
                           (epoch_us(time) + 20000000 * 3600000000) // 3600000000 - 20000000
                               AS hour
                      FROM events JOIN found USING (file_index, file_row_number))
             GROUP BY ALL
            """;

    @SuppressWarnings("InlineFormatString")
    private static final String HITS =
            """
            SELECT file_index, file_row_number, indicator FROM %s JOIN %s USING (%s)
            """;

    /** Events with a value under another name, where it may match. */
    @SuppressWarnings("InlineFormatString")
    private static final String ROWS =
            """
            SELECT file_index, file_row_number, %s FROM %s WHERE %s
            """;

    private static final String EVENTS = "events";
    private static final String SUMS = "few_sums";

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
        if (kinds.contains(Observable.Kind.DOMAIN)) {
            texts(Text.HOST, EVENTS);
            texts(Text.DNS_NAME, EVENTS);
            texts(Text.TLS_SNI, EVENTS);
        }
        if (kinds.contains(Observable.Kind.URL) || kinds.contains(Observable.Kind.URL_PREFIX)) {
            texts(Text.URL, EVENTS);
        }
        sums();
        addresses4();
        addresses6();
        return hits.isEmpty() ? Map.of() : found();
    }

    private void addresses4() throws SQLException {
        Near near = wanted.near4();
        if (near.none()) {
            return;
        }
        Looked looked = new Looked("addresses4", "a", near.few());
        List<Long> batch = new ArrayList<>();
        // A source that is only claimed is no sighting.
        look(
                looked,
                ROWS.formatted("source4 AS a", EVENTS, near.of("source4") + " AND established"),
                ROWS.formatted("target4 AS a", EVENTS, near.of("target4")));
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
        if (near.none()) {
            return;
        }
        Looked looked = new Looked("addresses6", "high, low", near.few());
        List<long[]> batch = new ArrayList<>();
        String values = "%1$s_high AS high, %1$s_low AS low";
        look(
                looked,
                ROWS.formatted(
                        values.formatted("source6"),
                        EVENTS,
                        near.of("source6_high") + " AND established"),
                ROWS.formatted(values.formatted("target6"), EVENTS, near.of("target6_high")));
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

    // Few records have any, so they are read once for all three.
    private void sums() throws SQLException {
        Map<Text, String> near = new EnumMap<>(Text.class);
        for (Map.Entry<Observable.Kind, Text> sum : Wanted.SUMS.entrySet()) {
            Text text = sum.getValue();
            if (wanted.kinds().contains(sum.getKey())) {
                Optional<String> condition = wanted.sums(sum.getKey(), EventRows.column(text));
                if (condition.isPresent()) {
                    near.put(text, condition.get());
                } else {
                    texts(text, EVENTS);
                }
            }
        }
        if (near.isEmpty()) {
            return;
        }
        List<String> columns = near.keySet().stream().map(EventRows::column).toList();
        String any = String.join(" IS NOT NULL OR ", columns) + " IS NOT NULL";
        String condition = "(%s) AND (%s)".formatted(any, String.join(" OR ", near.values()));
        String rows = ROWS.formatted(String.join(", ", columns), EVENTS, condition);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TEMP TABLE %s AS %s".formatted(SUMS, rows));
        }
        for (Text text : near.keySet()) {
            texts(text, SUMS);
        }
    }

    private void texts(Text kind, String from) throws SQLException {
        String column = EventRows.column(kind);
        Looked looked = new Looked(column, "value", false);
        List<String> batch = new ArrayList<>();
        look(looked, ROWS.formatted(column + " AS value", from, column + " IS NOT NULL"));
        match(
                looked,
                "value VARCHAR",
                row -> {
                    String value = row.getString(1);
                    batch.add(value);
                    int end = value.indexOf(TextDictionary.SEPARATOR);
                    if (end < 0) {
                        events.putText(kind, value);
                    } else {
                        for (String text : value.split("" + (char) TextDictionary.SEPARATOR, -1)) {
                            events.putText(kind, text);
                        }
                    }
                },
                i -> into -> into.append(batch.get(i)),
                batch::clear);
    }

    /**
     * What a column must be to match.
     *
     * @param condition with a place for the column
     * @param none whether nothing can match
     * @param few whether so few events are left that they are kept
     */
    private record Near(String condition, boolean none, boolean few) {
        static final Near ALL = new Near("%1$s IS NOT NULL", false, false);

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
    }

    /** Fills a table with the values that match; if there are any, events have them. */
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
                boolean any = false;
                events.clear(NONE);
                while (row.next()) {
                    events.begin();
                    say.say(row);
                    events.end();
                    if (events.count() == BATCH) {
                        any |= keep(appender, kept);
                        done.run();
                    }
                }
                any |= keep(appender, kept);
                done.run();
                if (any) {
                    hits.add(HITS.formatted(looked.rows(), looked.matched(), looked.key()));
                }
            }
        }
    }

    // Whether there was anything to keep.
    private boolean keep(DuckDBAppender into, IntFunction<Keep> kept) throws SQLException {
        List<Long> pairs = new ArrayList<>();
        matcher.match(events, (event, indicator) -> pairs.add((long) event << 32 | indicator));
        for (long pair : pairs) {
            into.beginRow();
            kept.apply((int) (pair >>> 32)).keep(into);
            into.append((int) pair);
            into.endRow();
        }
        events.clear(NONE);
        return !pairs.isEmpty();
    }

    private Map<Sighting.Window, Sighting.Seen> found() throws SQLException {
        int limit = SegmentCounter.Limits.OF_A_FILE.sightings();
        Map<Sighting.Window, Sighting.Seen> sightings = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute(FOUND.formatted(String.join(" UNION ALL ", hits)));
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SIGHTINGS)) {
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
        private static final int LIMIT_BITS = 18;

        /** Above it nothing is ruled out: the list would be as long as what it saves. */
        static final int LIMIT = 1 << LIMIT_BITS;

        /** Where checksums stand. */
        static final Map<Observable.Kind, Text> SUMS =
                new EnumMap<>(
                        Map.of(
                                Observable.Kind.MD5, Text.MD5,
                                Observable.Kind.SHA1, Text.SHA1,
                                Observable.Kind.SHA256, Text.SHA256));

        // So many first bits of addresses are listed, if the list is not too long: all of them, as
        // the engine asks files about a column as it stands sooner than about a part of it.
        private static final int[] BITS4 = {32, 24, 20, 16};
        private static final int[] BITS6 = {64, 48, 32}; // of the first half

        /** More than one of so many values is not few. */
        private static final int FEW_OF = 32;

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
            for (int bits : BITS4) {
                Set<Long> near = near(Observable.Kind.IPV4, bits);
                if (isFew(near, bits)) {
                    keep("near4 (bits UINTEGER)", near, (row, each) -> row.append(each.intValue()));
                    return near(near, "near4", Integer.SIZE - bits);
                }
            }
            return Near.ALL;
        }

        /** The same of the first half of IPv6 addresses. */
        Near near6() throws SQLException {
            for (int bits : BITS6) {
                Set<Long> near = near(Observable.Kind.IPV6, bits);
                if (isFew(near, bits)) {
                    keep("near6 (bits BIGINT)", near, (row, each) -> row.append(each.longValue()));
                    return near(near, "near6", Long.SIZE - bits);
                }
            }
            return Near.ALL;
        }

        private static Near near(Set<Long> near, String table, int shift) {
            String column = shift == 0 ? "%1$s" : "%1$s IS NOT NULL AND %1$s >> " + shift;
            return new Near(column + " IN (SELECT bits FROM " + table + ")", near.isEmpty(), true);
        }

        private static boolean isFew(Set<Long> near, int bits) {
            return near.size() <= Math.min(LIMIT, (1L << (bits - 1)) / (FEW_OF / 2));
        }

        // At least the first bits of what is wanted; where they are too many, not all.
        private Set<Long> near(Observable.Kind kind, int bits) {
            Set<Long> near = new HashSet<>();
            for (Observable each : wanted) {
                if (isOf(kind, each)) {
                    EventFilter.Range range = EventFilter.Range.of(each);
                    long first =
                            range.six()
                                    ? range.high() >> (Long.SIZE - bits)
                                    : range.low() >>> (Integer.SIZE - bits);
                    int free = Math.min(LIMIT_BITS + 1, Math.max(0, bits - range.length()));
                    for (long i = 0; i < 1L << free && near.size() <= LIMIT; i++) {
                        near.add(first + i);
                    }
                }
            }
            return near;
        }

        private static boolean isOf(Observable.Kind kind, Observable each) {
            boolean six = each.value().indexOf(':') >= 0;
            return each.kind() == kind
                    || (each.kind() == Observable.Kind.CIDR
                            && six == (kind == Observable.Kind.IPV6));
        }

        /** What a column of checksums must be, which may have several of a record; none if any. */
        Optional<String> sums(Observable.Kind kind, String column) throws SQLException {
            List<String> sums =
                    wanted.stream()
                            .filter(each -> each.kind() == kind)
                            .map(Observable::value)
                            .toList();
            if (sums.size() > LIMIT) {
                return Optional.empty();
            }
            String table = "sums_" + column;
            keep(table + " (value VARCHAR)", sums, DuckDBAppender::append);
            return Optional.of(
                    "lower(%1$s) IN (SELECT value FROM %2$s) OR contains(%1$s, chr(%3$d))"
                            .formatted(column, table, (int) TextDictionary.SEPARATOR));
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
