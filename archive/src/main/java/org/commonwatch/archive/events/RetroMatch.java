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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Matches archived events with indicators. Whether an event matches depends on the different values
 * its columns have, of which there are far fewer than events: each value is matched once, by the
 * same table that matches live, and the events are found by the values that did.
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

    RetroMatch(Connection connection, IndicatorTable table) {
        this.connection = connection;
        this.table = table;
        matcher = table.matcher();
    }

    Map<Sighting.Window, Sighting.Seen> sightings(Set<Observable.Kind> kinds) throws SQLException {
        for (Observable.Kind kind : kinds) {
            switch (kind) {
                case IPV4, IPV6, CIDR, EMAIL -> {}
                case DOMAIN -> {
                    texts(Text.HOST);
                    texts(Text.DNS_NAME);
                    texts(Text.TLS_SNI);
                }
                case URL, URL_PREFIX -> texts(Text.URL);
                case MD5 -> texts(Text.MD5);
                case SHA1 -> texts(Text.SHA1);
                case SHA256 -> texts(Text.SHA256);
            }
        }
        if (kinds.contains(Observable.Kind.IPV4) || kinds.contains(Observable.Kind.CIDR)) {
            addresses4();
        }
        if (kinds.contains(Observable.Kind.IPV6) || kinds.contains(Observable.Kind.CIDR)) {
            addresses6();
        }
        return hits.isEmpty() ? Map.of() : sightings();
    }

    private void addresses4() throws SQLException {
        String values =
                "SELECT source4 AS a FROM events WHERE source4 IS NOT NULL"
                        + " UNION SELECT target4 FROM events WHERE target4 IS NOT NULL";
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
        String column = EventRows.column(kind);
        List<String> batch = new ArrayList<>();
        match(
                "SELECT DISTINCT %1$s FROM events WHERE %1$s IS NOT NULL".formatted(column),
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

    private Map<Sighting.Window, Sighting.Seen> sightings() throws SQLException {
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
}
