package org.commonwatch.telemetry.sensor.mapping;

import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.line.Line;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.Slots;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Takes columns apart. With a header, the first line it is given is that. */
final class TableSplitter implements Splitter {
    private static final int COLUMN_LIMIT = 1_024;

    private final Split.Table split;
    private final List<String> values = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    TableSplitter(Split.Table split) {
        this.split = split;
    }

    @Override
    public boolean applies(String text, int from) {
        return text.indexOf(split.separator(), from) >= 0;
    }

    @Override
    public @Nullable Outcome split(Line line, String text, int from, Slots slots) {
        values.clear();
        int at = from;
        while (at <= text.length()) {
            if (values.size() == COLUMN_LIMIT) {
                return Outcome.refused(Reason.WRONG_COLUMNS, "more than " + COLUMN_LIMIT);
            }
            at = value(text, at);
            if (at < 0) {
                return Outcome.refused(Reason.MALFORMED, "a quote that does not end");
            }
        }
        if (split.header() && names.isEmpty()) {
            names.addAll(values);
            return Outcome.SKIPPED;
        }
        if (split.header() && values.size() != names.size()) {
            return Outcome.refused(Reason.WRONG_COLUMNS, values.size() + " of " + names.size());
        }
        for (int i = 0; i < values.size(); i++) {
            slots.put(Integer.toString(i + 1), values.get(i));
            if (i < names.size()) {
                slots.put(names.get(i), values.get(i));
            }
        }
        return null;
    }

    // Takes one value; index behind the separator after it, or -1 if its quote does not end.
    private int value(String text, int from) {
        if (!text.startsWith("\"", from)) {
            int found = text.indexOf(split.separator(), from);
            int end = found < 0 ? text.length() : found;
            values.add(text.substring(from, end));
            return end + 1;
        }
        StringBuilder value = new StringBuilder();
        int at = from + 1;
        while (true) {
            int quote = text.indexOf('"', at);
            if (quote < 0) {
                return -1;
            }
            value.append(text, at, quote);
            if (!text.startsWith("\"", quote + 1)) {
                values.add(value.toString());
                int found = text.indexOf(split.separator(), quote);
                return found < 0 ? text.length() + 1 : found + 1;
            }
            value.append('"');
            at = quote + 2;
        }
    }
}
