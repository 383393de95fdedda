package org.commonwatch.archive.events;

import org.commonwatch.archive.events.EventFilter.Range;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.RefusedException;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A thing that several sensors saw: an established source of what is counted, or a name in alerts.
 *
 * @param sensors how many saw it
 * @param hours in how many hours
 * @param events how often
 */
public record Recurring(
        Observable thing, int sensors, int hours, long events, Instant first, Instant last) {
    @SuppressWarnings("InlineFormatString") // a statement reads better by itself
    private static final String GROUPED =
            """
            SELECT value::VARCHAR, count(DISTINCT sensor),
                   count(DISTINCT date_trunc('hour', time)),
                   count(*), epoch_us(min(time)), epoch_us(max(time))
              FROM (%s)
             WHERE sensor IN (SELECT unnest(?))
             GROUP BY value HAVING count(DISTINCT sensor) >= ?
             ORDER BY 2 DESC, 4 DESC, 1 LIMIT ?
            """;

    private static final String FOUR =
            """
            SELECT source4 AS value, sensor, time FROM events
             WHERE established AND unit <> 'context' AND source4 IS NOT NULL
            """;

    private static final String SIX =
            """
            SELECT source6_high || ' ' || source6_low AS value, sensor, time FROM events
             WHERE established AND unit <> 'context' AND source6_high IS NOT NULL
            """;

    private static final String NAMES =
            """
            SELECT *
              FROM (SELECT lower(unnest(string_split(
                               concat_ws(chr(31), host, dns_name, tls_sni), chr(31)))) AS value,
                           sensor, time
                      FROM events WHERE unit = 'alert')
             WHERE value <> ''
            """;

    // Of what is before a time only when it was first seen is of use.
    @SuppressWarnings("InlineFormatString") // a statement reads better by itself
    private static final String HOURS =
            """
            SELECT value::VARCHAR, sensor, first
              FROM (SELECT value, sensor, epoch_us(min(time)) AS first
                      FROM (%s)
                     GROUP BY value, sensor,
                              CASE WHEN time >= make_timestamp(?)
                                        AND sensor IN (SELECT unnest(?))
                                   THEN date_trunc('hour', time) END)
             ORDER BY value, first, sensor LIMIT ?
            """;

    /** Says what a value of a statement is; refuses what is nothing that could be looked for. */
    @FunctionalInterface
    private interface Thing {
        Observable of(String value);
    }

    /** The most widely seen first of each kind. */
    static List<Recurring> of(Connection connection, Set<String> sensors, int least, int limit)
            throws SQLException {
        List<Recurring> all = new ArrayList<>();
        List<String> names = List.copyOf(sensors);
        for (Map.Entry<String, Thing> each : questions().entrySet()) {
            try (PreparedStatement statement =
                    connection.prepareStatement(GROUPED.formatted(each.getKey()))) {
                statement.setArray(1, connection.createArrayOf("VARCHAR", names.toArray()));
                statement.setInt(2, least);
                statement.setInt(3, limit);
                add(statement, each.getValue(), all);
            }
        }
        return all;
    }

    private static Map<String, Thing> questions() {
        Map<String, Thing> questions = new LinkedHashMap<>();
        questions.put(FOUR, Recurring::four);
        questions.put(SIX, Recurring::six);
        questions.put(NAMES, value -> Observable.parse(Observable.Kind.DOMAIN, value));
        return questions;
    }

    /**
     * When which sensor saw what: of some sensors the first moment of each hour from a time on, and
     * the first moment before that; of others the first moment.
     */
    static List<ArchivedEvents.Shown> shown(
            Connection connection, Set<String> hourly, Instant from, int limit)
            throws SQLException {
        List<ArchivedEvents.Shown> all = new ArrayList<>();
        List<String> names = List.copyOf(hourly);
        for (Map.Entry<String, Thing> each : questions().entrySet()) {
            try (PreparedStatement statement =
                    connection.prepareStatement(HOURS.formatted(each.getKey()))) {
                statement.setLong(1, ChronoUnit.MICROS.between(Instant.EPOCH, from));
                statement.setArray(2, connection.createArrayOf("VARCHAR", names.toArray()));
                statement.setInt(3, limit);
                shown(statement, each.getValue(), all);
            }
        }
        return all;
    }

    private static void shown(
            PreparedStatement statement, Thing thing, List<ArchivedEvents.Shown> all)
            throws SQLException {
        String last = "";
        Optional<Observable> known = Optional.empty();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String value = row.getString(1);
                if (!value.equals(last)) {
                    last = value;
                    known = known(thing, value);
                }
                if (known.isPresent()) {
                    Instant at = WrittenParts.instant(row.getLong(3));
                    all.add(new ArchivedEvents.Shown(known.get(), row.getString(2), at));
                }
            }
        }
    }

    private static void add(PreparedStatement statement, Thing thing, List<Recurring> all)
            throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Optional<Observable> known = known(thing, row.getString(1));
                if (known.isPresent()) {
                    all.add(
                            new Recurring(
                                    known.get(),
                                    row.getInt(2),
                                    row.getInt(3),
                                    row.getLong(4),
                                    WrittenParts.instant(row.getLong(5)),
                                    WrittenParts.instant(row.getLong(6))));
                }
            }
        }
    }

    private static Optional<Observable> known(Thing thing, String value) {
        try {
            return Optional.of(thing.of(value));
        } catch (RefusedException noName) {
            return Optional.empty();
        }
    }

    private static Observable four(String value) {
        return Observable.parse(Observable.Kind.IPV4, Range.text4(Long.parseLong(value)));
    }

    private static Observable six(String value) {
        String[] halves = value.split(" ", 2);
        String text = Range.text6(Long.parseLong(halves[0]), Long.parseLong(halves[1]));
        return Observable.parse(Observable.Kind.IPV6, text);
    }
}
