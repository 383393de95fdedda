package org.commonwatch.archive.events;

import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.event.Unit;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A slice of a buffer as DuckDB reads it: a table in a query, handed over some thousand rows at a
 * time, column by column and only those asked for. A row that is not set is NULL. For one thread.
 */
final class EventRows
        implements DuckDBTableFunction<EventRows, EventRows.Cursor, EventRows.Cursor> {
    private static final List<String> NUMBERS =
            List.of(
                    "time",
                    "numbers",
                    "segment",
                    "line_offset",
                    "source4",
                    "source6_high",
                    "source6_low",
                    "target4",
                    "target6_high",
                    "target6_low");
    private static final List<String> WORDS =
            List.of("type", "facts", "unit", "kind", "alert_kind", "sensor");
    private static final Text[] TEXTS = Text.values();
    private static final byte[][] UNITS =
            Arrays.stream(Unit.values()).map(unit -> ascii(unit.label())).toArray(byte[][]::new);
    private static final byte[][] KINDS =
            Arrays.stream(Kind.values()).map(kind -> ascii(kind.label())).toArray(byte[][]::new);

    private final EventBuffer buffer;
    private final IntFunction<byte[]> sensors;
    private final FactWords facts = new FactWords();
    private byte[][] types = {};
    private long[] order = {};
    private int from;
    private int to;
    private byte[][] batch = {};

    /** How far one query is, and which columns it reads. */
    record Cursor(List<Integer> columns, AtomicInteger at) {}

    /**
     * Reads a buffer.
     *
     * @param sensors names of the sensors by the numbers of their segments
     */
    EventRows(EventBuffer buffer, IntFunction<byte[]> sensors) {
        this.buffer = buffer;
        this.sensors = sensors;
    }

    /**
     * Chooses what the next query reads.
     *
     * @param typeNames names of records' types by their numbers
     * @param inOrder of the buffer
     * @param first index in the order
     * @param end index after the last
     */
    void choose(byte[][] typeNames, long[] inOrder, int first, int end) {
        types = typeNames;
        order = inOrder;
        from = first;
        to = end;
    }

    /** The column that has the texts of a kind. */
    static String column(Text text) {
        return text == Text.USER ? "user_name" : text.name().toLowerCase(Locale.ROOT);
    }

    /** Whether any of the chosen events has a text of the kind. */
    boolean has(Text kind) {
        int[] texts = buffer.texts(kind);
        for (int row = from; row < to; row++) {
            if (texts[EventBuffer.event(order[row])] != TextDictionary.NONE) {
                return true;
            }
        }
        return false;
    }

    /** The sensor of all chosen events, if they have but one. */
    Optional<String> sensor() {
        byte[] first = sensor(from);
        for (int row = from + 1; row < to; row++) {
            if (!Arrays.equals(first, sensor(row))) {
                return Optional.empty();
            }
        }
        return Optional.of(new String(first, StandardCharsets.UTF_8));
    }

    private byte[] sensor(int row) {
        return sensors.apply(buffer.segments[EventBuffer.event(order[row])] & 0xFFFF);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public EventRows bind(DuckDBTableFunctionBindInfo info) {
        NUMBERS.forEach(name -> info.addResultColumn(name, Long.class));
        WORDS.forEach(name -> info.addResultColumn(name, String.class));
        for (Text text : TEXTS) {
            info.addResultColumn(column(text), String.class);
        }
        return this;
    }

    @Override
    public Cursor init(DuckDBTableFunctionInitInfo info) {
        info.setMaxThreads(1);
        List<Integer> columns =
                IntStream.range(0, (int) info.getColumnCount())
                        .mapToObj(i -> (int) info.getColumnIndex(i))
                        .toList();
        return new Cursor(columns, new AtomicInteger(from));
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter out) {
        Cursor cursor = info.getInitData();
        int at = cursor.at.get();
        int rows = (int) Math.min(out.capacity(), to - at);
        if (batch.length != rows) {
            batch = new byte[rows][];
        }
        for (int i = 0; i < cursor.columns.size(); i++) {
            int column = cursor.columns.get(i);
            if (column < NUMBERS.size()) {
                numbers(column, out.vector(i), at, rows);
            } else if (column < NUMBERS.size() + WORDS.size()) {
                words(column - NUMBERS.size(), out.vector(i), at, rows);
            } else {
                int[] texts = buffer.texts(TEXTS[column - NUMBERS.size() - WORDS.size()]);
                texts(texts, out.vector(i), at, rows);
            }
        }
        cursor.at.set(at + rows);
        return rows;
    }

    private void numbers(int column, DuckDBWritableVector into, int at, int rows) {
        for (int row = 0; row < rows; row++) {
            int i = EventBuffer.event(order[at + row]);
            long packed = buffer.numbers[i];
            switch (column) {
                case 0 -> into.setLong(row, buffer.times[i]);
                case 1 -> into.setLong(row, packed);
                case 2 -> into.setLong(row, buffer.segments[i] & 0xFFFF);
                case 3 -> into.setLong(row, buffer.offsets[i]);
                case 4 -> set(Packed.isSource4(packed), into, row, buffer.sourceLow[i]);
                case 5 -> set(Packed.isSource6(packed), into, row, buffer.sourceHigh[i]);
                case 6 -> set(Packed.isSource6(packed), into, row, buffer.sourceLow[i]);
                case 7 -> set(Packed.isTarget4(packed), into, row, buffer.targetLow[i]);
                case 8 -> set(Packed.isTarget6(packed), into, row, buffer.targetHigh[i]);
                case 9 -> set(Packed.isTarget6(packed), into, row, buffer.targetLow[i]);
                default -> throw new IllegalArgumentException("no column " + column);
            }
        }
    }

    private static void set(boolean known, DuckDBWritableVector into, int row, long value) {
        if (known) {
            into.setLong(row, value);
        }
    }

    private void words(int column, DuckDBWritableVector into, int at, int rows) {
        for (int row = 0; row < rows; row++) {
            int i = EventBuffer.event(order[at + row]);
            batch[row] =
                    switch (column) {
                        case 0 -> types[buffer.types[i] & 0xFFFF];
                        case 1 -> facts.of(buffer.facts[i] & 0xFFFF);
                        case 2 -> UNITS[Packed.unit(buffer.numbers[i])];
                        case 3 -> KINDS[Packed.kind(buffer.numbers[i])];
                        case 4 -> KINDS[Packed.alertKind(buffer.numbers[i])];
                        case 5 -> sensor(at + row);
                        default -> throw new IllegalArgumentException("no column " + column);
                    };
        }
        into.setStringUtf8Batch(0, batch);
    }

    private void texts(int[] texts, DuckDBWritableVector into, int at, int rows) {
        for (int row = 0; row < rows; row++) {
            batch[row] = buffer.dictionary.text(texts[EventBuffer.event(order[at + row])]);
        }
        into.setStringUtf8Batch(0, batch);
    }
}
