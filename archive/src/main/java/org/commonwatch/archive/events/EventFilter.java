package org.commonwatch.archive.events;

import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.event.Text;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which events somebody wants to see; an event must be all of what is given.
 *
 * @param source an address or network that acted
 * @param target the same that was acted upon
 * @param words what it says or counts as
 * @param limit how many at most
 */
public record EventFilter(
        Optional<Observable> source, Optional<Observable> target, Words words, int limit) {
    /**
     * What an event says or counts as.
     *
     * @param name a host named by any text, or one above it
     * @param signature part of what the sensor's rule says, in any case
     * @param kind the label of a kind as counted
     * @param unit the label of a unit as counted
     */
    public record Words(
            Optional<String> name,
            Optional<String> signature,
            Optional<String> kind,
            Optional<String> unit) {
        /** Whatever it says. */
        public static final Words ANY =
                new Words(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** No more events are handed over at once. */
    public static final int LIMIT = 1_000_000;

    @SuppressWarnings("InlineFormatString") // a statement reads better by itself
    private static final String EVENTS =
            """
            SELECT epoch_us(time), sensor, type, facts, unit, kind, established,
                   source4, source6_high, source6_low, source_port,
                   target4, target6_high, target6_low, target_port,
                   protocol, severity, filename, segment, line_offset,
                   %s
              FROM events
             WHERE %s
             ORDER BY time, filename, file_row_number
             LIMIT ?
            """;

    private static final int FIRST_TEXT = 21;
    private static final List<Text> NAMES = List.of(Text.HOST, Text.DNS_NAME, Text.TLS_SNI);
    private static final String SEPARATOR = String.valueOf((char) TextDictionary.SEPARATOR);

    public EventFilter {
        if (limit < 1 || limit > LIMIT) {
            throw new IllegalArgumentException("no number of events to show: " + limit);
        }
    }

    /** Every event, up to a number. */
    public static EventFilter everything(int limit) {
        return new EventFilter(Optional.empty(), Optional.empty(), Words.ANY, limit);
    }

    /** Conditions with a question mark for each value, and the values. */
    private record Where(List<String> conditions, List<Object> values) {
        void add(String condition, Object... more) {
            conditions.add(condition);
            values.addAll(List.of(more));
        }
    }

    void run(Connection connection, Consumer<? super ArchivedEvent> each) throws SQLException {
        Where where = where();
        String texts =
                Arrays.stream(Text.values())
                        .map(EventRows::column)
                        .collect(Collectors.joining(", "));
        String sql = EVENTS.formatted(texts, String.join(" AND ", where.conditions));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int at = 1;
            for (Object value : where.values) {
                statement.setObject(at, value);
                at++;
            }
            statement.setInt(at, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    each.accept(event(row));
                }
            }
        }
    }

    private Where where() {
        var where = new Where(new ArrayList<>(List.of("true")), new ArrayList<>());
        source.ifPresent(observable -> add(where, "source", observable));
        target.ifPresent(observable -> add(where, "target", observable));
        words.name()
                .ifPresent(host -> {
                    String lower = host.toLowerCase(Locale.ROOT);
                    List<String> any = new ArrayList<>();
                    List<Object> values = new ArrayList<>();
                    for (Text text : NAMES) {
                        // Between separators, each text ends in one; a final dot means nothing.
                        String column = "lower(%s) || chr(31)".formatted(EventRows.column(text));
                        for (String end : List.of(SEPARATOR, "." + SEPARATOR)) {
                            any.add(
                                    "contains('.' || replace(%s, chr(31), chr(31) || '.'), ?)"
                                            .formatted(column));
                            values.add("." + lower + end);
                        }
                    }
                    where.add("(" + String.join(" OR ", any) + ")", values.toArray());
                });
        words.signature()
                .ifPresent(part ->
                        where.add("contains(lower(signature), ?)", part.toLowerCase(Locale.ROOT)));
        words.kind().ifPresent(label -> where.add("kind = ?", label));
        words.unit().ifPresent(label -> where.add("unit = ?", label));
        return where;
    }

    private static void add(Where where, String side, Observable observable) {
        Range range = Range.of(observable);
        if (range.six()) {
            where.add(
                    "%1$s6_high & ? = ? AND %1$s6_low & ? = ?".formatted(side),
                    range.highMask(),
                    range.high(),
                    range.lowMask(),
                    range.low());
        } else {
            where.add("%s4 BETWEEN ? AND ?".formatted(side), range.first4(), range.last4());
        }
    }

    private static ArchivedEvent event(ResultSet row) throws SQLException {
        Map<Text, List<String>> texts = new EnumMap<>(Text.class);
        int column = FIRST_TEXT;
        for (Text text : Text.values()) {
            String value = row.getString(column);
            if (value != null) {
                texts.put(text, List.of(value.split(SEPARATOR, -1)));
            }
            column++;
        }
        long offset = row.getLong(20);
        Optional<Long> lineOffset = row.wasNull() ? Optional.empty() : Optional.of(offset);
        return new ArchivedEvent(
                WrittenParts.instant(row.getLong(1)),
                text(row, 2),
                new ArchivedEvent.Said(
                        text(row, 3), text(row, 4), row.getInt(16), row.getInt(17), texts),
                new ArchivedEvent.Counted(text(row, 5), text(row, 6), row.getBoolean(7)),
                endpoint(row, 8),
                endpoint(row, 12),
                new ArchivedEvent.Place(text(row, 18), row.getInt(19), lineOffset));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    private static ArchivedEvent.Endpoint endpoint(ResultSet row, int column) throws SQLException {
        int port = row.getInt(column + 3);
        long four = row.getLong(column);
        if (!row.wasNull()) {
            return new ArchivedEvent.Endpoint(Range.text4(four), port);
        }
        long high = row.getLong(column + 1);
        if (row.wasNull()) {
            return new ArchivedEvent.Endpoint("", port);
        }
        return new ArchivedEvent.Endpoint(Range.text6(high, row.getLong(column + 2)), port);
    }

    /**
     * The addresses of a network, or one alone, as the archive's columns have them.
     *
     * @param six whether they are of IPv6
     * @param high first 64 bits of the network; of IPv4, 0
     * @param low last 64 bits; of IPv4 its 32
     * @param length how many bits all of them share
     */
    record Range(boolean six, long high, long low, int length) {
        /** Of an address or network. */
        static Range of(Observable observable) {
            String text = observable.value();
            int slash = text.indexOf('/');
            boolean six = text.indexOf(':') >= 0;
            String address = slash < 0 ? text : text.substring(0, slash);
            int length = slash < 0 ? (six ? 128 : 32) : Integer.parseInt(text.substring(slash + 1));
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            if (!six) {
                return new Range(false, 0, ByteBuffer.wrap(bytes).getInt() & 0xFFFF_FFFFL, length);
            }
            if (bytes.length == 4) {
                // Java hands an IPv4-mapped address (RFC 4291 §2.5.5.2) back as IPv4.
                long mapped = 0xFFFFL << 32 | (ByteBuffer.wrap(bytes).getInt() & 0xFFFF_FFFFL);
                return new Range(true, 0, mapped, length);
            }
            ByteBuffer both = ByteBuffer.wrap(bytes);
            return new Range(true, both.getLong(), both.getLong(), length);
        }

        long highMask() {
            return length == 0 ? 0 : -1L << Math.max(0, 64 - length);
        }

        long lowMask() {
            return length <= 64 ? 0 : -1L << (128 - length);
        }

        /** The first address, if they are of IPv4. */
        long first4() {
            return low;
        }

        /** The last address, if they are of IPv4. */
        long last4() {
            return low | (0xFFFF_FFFFL >>> length);
        }

        static String text4(long address) {
            return (address >>> 24)
                    + "."
                    + (address >>> 16 & 255)
                    + "."
                    + (address >>> 8 & 255)
                    + "."
                    + (address & 255);
        }

        static String text6(long high, long low) {
            byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
            try {
                String text = InetAddress.getByAddress(bytes).getHostAddress();
                String six = text.indexOf(':') < 0 ? "::ffff:" + text : text;
                return Observable.parse(Observable.Kind.IPV6, six).value();
            } catch (UnknownHostException e) {
                throw new IllegalStateException("sixteen bytes are an address", e);
            }
        }
    }
}
