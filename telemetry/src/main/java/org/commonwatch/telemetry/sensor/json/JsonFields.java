package org.commonwatch.telemetry.sensor.json;

import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.EveReader;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.line.Line;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.Slots;
import org.commonwatch.telemetry.sensor.line.Spans;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The few fields that are wanted of one JSON object a line, everything else passed over.
 *
 * <p>A field is named by its path with {@code /} between keys, such as {@code src_endpoint/ip}; a
 * step {@code []} goes into the elements of an array, of which the first that has the field counts.
 * Of a key that comes twice the last counts, with all that is in it. Strings, numbers and booleans
 * are taken as they are written; null is as good as missing.
 */
public final class JsonFields {
    private static final String ELEMENTS = "[]";

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(EveReader.DEPTH_LIMIT)
                                    .maxStringLength(Chunk.LINE_LIMIT)
                                    .maxNameLength(Chunk.LINE_LIMIT)
                                    .maxNumberLength(Chunk.LINE_LIMIT)
                                    .build())
                    .build();

    /** A step on the way to wanted fields, with the cells of all fields from here on. */
    private record Step(Map<String, Step> next, int cell, List<Integer> cells) {}

    private final Step root;
    private final Slots slots;
    // Cells that hold an object or array where a value should be.
    private final BitSet wrong = new BitSet();

    /** Puts the fields at the slots' names, which are paths, into the slots. */
    public JsonFields(List<List<String>> paths) {
        slots = new Slots(paths);
        List<String> all = new ArrayList<>();
        paths.forEach(all::addAll);
        root = step(all, "");
    }

    /** What was read last. */
    public Slots slots() {
        return slots;
    }

    /** Whether there is an object or array where the value at the path should be. */
    public boolean isWrong(String path) {
        return wrong.get(slots.cell(path));
    }

    /** Copies what was read last into spans of the same paths. */
    void copyTo(Spans spans) {
        spans.copy(slots);
        wrong.stream().forEach(spans::putWrong);
    }

    /** Reads the object that the line is; null if it is one, else why it is not. */
    public Outcome.@Nullable Refused read(Line line) {
        return read(line.bytes(), line.from(), line.to());
    }

    /** Reads the object that those bytes are; null if they are one, else why they are not. */
    public Outcome.@Nullable Refused read(byte[] bytes, int from, int to) {
        slots.clear();
        wrong.clear();
        for (int i = from; i < to; i++) {
            if (bytes[i] == EveReader.NEVER_IN_UTF8) {
                return new Outcome.Refused(Reason.NOT_JSON, "");
            }
        }
        try (JsonParser parser =
                JSON.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
            boolean whole = false;
            try {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return new Outcome.Refused(Reason.NOT_AN_OBJECT, "");
                }
                object(root, parser, false);
                whole = true;
                return parser.nextToken() == null
                        ? null
                        : new Outcome.Refused(Reason.TRAILING_TEXT, "");
            } catch (JacksonException e) {
                Reason reason = whole ? Reason.TRAILING_TEXT : reason(e, parser);
                return new Outcome.Refused(reason, "");
            }
        }
    }

    private static Reason reason(JacksonException e, JsonParser parser) {
        if (e instanceof UnexpectedEndOfInputException) {
            return Reason.TRUNCATED;
        }
        boolean deep = parser.streamReadContext().getNestingDepth() >= EveReader.DEPTH_LIMIT;
        return e instanceof StreamConstraintsException && deep ? Reason.TOO_DEEP : Reason.NOT_JSON;
    }

    private void object(Step step, JsonParser json, boolean element) {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            Step next = step.next.get(name);
            if (next == null) {
                json.skipChildren();
            } else {
                value(next, value, json, element);
            }
        }
    }

    private void value(Step step, JsonToken value, JsonParser json, boolean element) {
        if (!element) {
            for (int cell : step.cells) {
                slots.put(cell, null);
                wrong.clear(cell);
            }
        }
        switch (value) {
            case START_OBJECT -> {
                mark(step);
                object(step, json, element);
            }
            case START_ARRAY -> {
                mark(step);
                elements(step, json);
            }
            case VALUE_NULL -> {}
            default -> {
                boolean taken = step.cell < 0 || (element && slots.value(step.cell) != null);
                if (!taken) {
                    slots.put(step.cell, Line.bytesOf(json.getString()));
                }
            }
        }
    }

    private void elements(Step step, JsonParser json) {
        Step next = step.next.get(ELEMENTS);
        if (next == null) {
            json.skipChildren();
            return;
        }
        for (JsonToken value = json.nextToken();
                value != JsonToken.END_ARRAY;
                value = json.nextToken()) {
            value(next, value, json, true);
        }
    }

    private void mark(Step step) {
        if (step.cell >= 0) {
            wrong.set(step.cell);
        }
    }

    private Step step(List<String> paths, String way) {
        Map<String, List<String>> byKey = new HashMap<>();
        List<Integer> cells = new ArrayList<>();
        int own = -1;
        for (String path : paths) {
            cells.add(slots.cell(path));
            String rest = path.substring(way.length());
            if (rest.isEmpty()) {
                own = slots.cell(path);
            } else {
                String key = rest.startsWith("/") ? rest.substring(1) : rest;
                int slash = key.indexOf('/');
                String first = slash < 0 ? key : key.substring(0, slash);
                byKey.computeIfAbsent(first, any -> new ArrayList<>()).add(path);
            }
        }
        Map<String, Step> next = new HashMap<>();
        byKey.forEach(
                (key, under) -> next.put(key, step(under, way.isEmpty() ? key : way + "/" + key)));
        return new Step(Map.copyOf(next), own, List.copyOf(cells));
    }
}
