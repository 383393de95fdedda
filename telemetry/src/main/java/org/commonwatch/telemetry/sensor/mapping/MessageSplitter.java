package org.commonwatch.telemetry.sensor.mapping;

import org.commonwatch.telemetry.sensor.line.Line;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.Slots;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes messages apart by their templates, of which the first that fits counts. */
final class MessageSplitter implements Splitter {
    /** A literal, and the cell of what stands before it; -1 if that is not wanted. */
    private record Piece(int cell, String literal) {}

    private record Known(Split.Template template, List<Piece> pieces) {}

    private final Split.Messages split;
    private final Map<String, List<Known>> byNumber = new HashMap<>();
    private final List<Known> ofAnyNumber = new ArrayList<>();

    MessageSplitter(Split.Messages split, Slots slots) {
        this.split = split;
        for (Split.Template template : split.templates()) {
            Known known = new Known(template, pieces(template.text(), slots));
            if (template.messages().isEmpty()) {
                ofAnyNumber.add(known);
            }
            for (String number : template.messages()) {
                byNumber.computeIfAbsent(number, any -> new ArrayList<>()).add(known);
            }
        }
    }

    /** The names in the template's braces. */
    static List<String> names(Split.Template template) {
        List<String> names = new ArrayList<>();
        String text = template.text();
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            int close = text.indexOf('}', open);
            if (close > open + 1) {
                names.add(text.substring(open + 1, close));
            }
        }
        return names;
    }

    @Override
    public boolean applies(String text, int from) {
        return start(text, from) >= 0;
    }

    @Override
    public @Nullable Outcome split(Line line, String text, int from, Slots slots) {
        int start = start(text, from);
        int colon = text.indexOf(": ", start);
        int dash = text.indexOf('-', start);
        if (colon < 0 || dash < 0 || dash > colon) {
            return null;
        }
        String number = text.substring(dash + 1, colon);
        slots.put("level", text.substring(start, dash));
        slots.put("message", number);
        if (!fits(byNumber.getOrDefault(number, List.of()), text, colon + 2, slots)) {
            fits(ofAnyNumber, text, colon + 2, slots);
        }
        return null;
    }

    private static boolean fits(List<Known> templates, String text, int from, Slots slots) {
        for (Known known : templates) {
            if (fits(known.pieces, text, from, slots, false)) {
                fits(known.pieces, text, from, slots, true);
                known.template.gives().forEach(slots::put);
                return true;
            }
        }
        return false;
    }

    // Whether the text has all literals in their order; what is between them, if wanted.
    private static boolean fits(
            List<Piece> pieces, String text, int from, Slots slots, boolean take) {
        int at = from;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean last = piece.literal.isEmpty();
            int found = last ? text.length() : text.indexOf(piece.literal, at);
            if (found < 0 || (i == 0 && found != from)) {
                return false;
            }
            if (take && piece.cell >= 0) {
                slots.put(piece.cell, text.substring(at, found));
            }
            at = found + piece.literal.length();
        }
        return true;
    }

    // The first piece is the literal in front, which nothing stands before.
    private static List<Piece> pieces(String text, Slots slots) {
        List<Piece> pieces = new ArrayList<>();
        int cell = -1;
        int at = 0;
        while (at <= text.length()) {
            int open = text.indexOf('{', at);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            String literal = close < 0 ? text.substring(at) : text.substring(at, open);
            if (!literal.isEmpty() || cell >= 0) {
                pieces.add(new Piece(cell, literal));
            }
            if (close < 0) {
                return pieces;
            }
            cell = slots.cell(text.substring(open + 1, close));
            at = close + 1;
        }
        return pieces;
    }

    // Index behind the first mark that is there, or -1.
    private int start(String text, int from) {
        for (String mark : split.marks()) {
            int found = text.indexOf(mark, from);
            if (found >= 0) {
                return found + mark.length();
            }
        }
        return -1;
    }
}
