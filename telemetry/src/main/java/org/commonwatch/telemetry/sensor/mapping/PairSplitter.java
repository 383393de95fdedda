package org.commonwatch.telemetry.sensor.mapping;

import org.commonwatch.telemetry.sensor.line.Line;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.Slots;
import org.jspecify.annotations.Nullable;

/** Takes pairs of keys and values apart. */
final class PairSplitter implements Splitter {
    private static final int HEAD_WORDS = 8;

    private final Split.Pairs split;

    PairSplitter(Split.Pairs split) {
        this.split = split;
    }

    @Override
    public boolean applies(String text, int from) {
        return text.indexOf(split.after(), start(from)) >= 0;
    }

    @Override
    public @Nullable Outcome split(Line line, String text, int from, Slots slots) {
        int at = text.indexOf(split.after(), start(from)) + split.after().length();
        int head = Math.min(from, at);
        int first = -1;
        int equals = at - 1;
        while (at < text.length()) {
            int end = end(text, split.between(), at);
            // Looked for once, not from each word on: a line may have a million words.
            equals = equals < at ? end(text, split.equals(), at) : equals;
            if (equals > at && equals < end) {
                if (first < 0) {
                    first = at;
                    head(text.substring(head, first).strip(), slots);
                }
                end = pair(text, at, equals, slots);
            }
            at = end + 1;
        }
        return null;
    }

    // What the pairs stand behind may be a part of the frame: its structured data, say.
    private int start(int from) {
        return split.after().isEmpty() ? from : 0;
    }

    private static void head(String head, Slots slots) {
        slots.put("head", head);
        int word = 1;
        for (int at = 0; at < head.length() && word <= HEAD_WORDS; word++) {
            int end = end(head, ' ', at);
            slots.put("head " + word, head.substring(at, end));
            at = end + 1;
        }
    }

    // Takes one pair; index of what ends it.
    private int pair(String text, int from, int equals, Slots slots) {
        int cell = slots.cell(text.substring(from, equals).strip());
        int start = equals + 1;
        if (!text.startsWith("\"", start)) {
            int end = end(text, split.between(), start);
            if (cell >= 0) {
                slots.put(cell, text.substring(start, end).strip());
            }
            return end;
        }
        int close = start + 1;
        while (close < text.length() && text.charAt(close) != '"') {
            close += text.charAt(close) == '\\' ? 2 : 1;
        }
        close = Math.min(close, text.length());
        if (cell >= 0) {
            slots.put(cell, unescaped(text.substring(start + 1, close)));
        }
        return end(text, split.between(), close);
    }

    private static String unescaped(String value) {
        if (value.indexOf('\\') < 0) {
            return value;
        }
        StringBuilder plain = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            boolean escape = value.charAt(i) == '\\' && i + 1 < value.length();
            char next = escape ? value.charAt(i + 1) : 0;
            if (next == '"' || next == '\\') {
                i++;
            }
            plain.append(value.charAt(i));
        }
        return plain.toString();
    }

    private static int end(String text, char between, int from) {
        int end = text.indexOf(between, from);
        return end < 0 ? text.length() : end;
    }
}
