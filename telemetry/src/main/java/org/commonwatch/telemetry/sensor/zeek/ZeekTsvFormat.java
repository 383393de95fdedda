package org.commonwatch.telemetry.sensor.zeek;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.line.Line;
import org.commonwatch.telemetry.sensor.line.LineFormat;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.Slots;
import org.commonwatch.telemetry.sensor.line.Spans;
import org.commonwatch.telemetry.sensor.line.TimeText;
import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/**
 * Zeek's logs in columns, whose headers say what the columns are. Files that were joined bring
 * headers and footers again; each header counts from its line on, so lines must come in order.
 */
public final class ZeekTsvFormat implements LineFormat {
    /** No log may have more columns. */
    public static final int COLUMN_LIMIT = 1_024;

    private static final int NOT_WANTED = -1;

    private final Slots slots = new Slots(ZeekRecord.NAMES);
    private final int log = slots.cell(ZeekRecord.LOG);
    private final Spans spans = new Spans(ZeekRecord.NAMES);
    private final ZeekRecord record;
    // What the last headers said; their columns' cells, none before the first of them.
    private char separator = '\t';
    private String unset = "-";
    private String empty = "(empty)";
    private @Nullable String path;
    private int[] cells = {};

    /** Reads for counting by the rule; a time always has its year. */
    public ZeekTsvFormat(CountingRule rule, TimeText times) {
        record = new ZeekRecord(rule, times, spans);
    }

    @Override
    public Outcome read(Line line, Events events) {
        String text = line.text();
        if (text.charAt(0) == '#') {
            return header(text);
        }
        if (cells.length == 0) {
            return Outcome.refused(Reason.NO_HEADER);
        }
        slots.clear();
        int column = 0;
        int from = 0;
        while (from <= text.length()) {
            int found = text.indexOf(separator, from);
            int to = found < 0 ? text.length() : found;
            if (column == cells.length) {
                return Outcome.refused(Reason.WRONG_COLUMNS, "more than " + cells.length);
            }
            if (cells[column] != NOT_WANTED) {
                put(cells[column], text.substring(from, to));
            }
            column++;
            from = to + 1;
        }
        if (column < cells.length) {
            return Outcome.refused(Reason.WRONG_COLUMNS, column + " of " + cells.length);
        }
        if (path != null) {
            slots.put(log, path);
        }
        spans.copy(slots);
        return record.say(events);
    }

    private void put(int cell, String value) {
        if (!value.equals(unset) && !value.equals(empty)) {
            slots.put(cell, value.indexOf("\\x") < 0 ? value : unescaped(value));
        }
    }

    private Outcome header(String text) {
        if (text.startsWith("#separator ")) {
            String named = unescaped(text.substring("#separator ".length()));
            if (named.length() != 1) {
                return Outcome.refused(Reason.MALFORMED, text);
            }
            separator = named.charAt(0);
            cells = new int[0];
            path = null;
            return Outcome.SKIPPED;
        }
        int end = text.indexOf(separator);
        String value = end < 0 ? "" : text.substring(end + 1);
        switch (end < 0 ? text : text.substring(0, end)) {
            case "#unset_field" -> unset = value;
            case "#empty_field" -> empty = value;
            case "#path" -> path = value;
            case "#fields" -> {
                return fields(value);
            }
            case "#set_separator", "#types", "#open", "#close" -> {}
            default -> {
                return Outcome.refused(Reason.FOREIGN, text);
            }
        }
        return Outcome.SKIPPED;
    }

    private Outcome fields(String names) {
        String[] columns = names.split(Pattern.quote(String.valueOf(separator)), -1);
        if (columns.length > COLUMN_LIMIT) {
            cells = new int[0];
            return Outcome.refused(Reason.WRONG_COLUMNS, "more than " + COLUMN_LIMIT);
        }
        cells = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            cells[i] = slots.cell(columns[i]);
        }
        return Outcome.SKIPPED;
    }

    // "\x09" is the byte of that number.
    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int high = i + 3 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 3), 16);
            if (text.startsWith("\\x", i) && low >= 0) {
                plain.append((char) (high << 4 | low));
                i += 3;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }
}
