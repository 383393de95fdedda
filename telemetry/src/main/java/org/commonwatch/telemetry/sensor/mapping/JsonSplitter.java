package org.commonwatch.telemetry.sensor.mapping;

import org.commonwatch.telemetry.sensor.json.JsonFields;
import org.commonwatch.telemetry.sensor.line.Line;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.Slots;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Takes JSON objects apart. */
final class JsonSplitter implements Splitter {
    private final List<String> fields;
    private final JsonFields json;

    JsonSplitter(List<String> fields) {
        this.fields = fields;
        json = new JsonFields(fields.stream().map(List::of).toList());
    }

    @Override
    public boolean applies(String text, int from) {
        return text.indexOf('{', from) >= 0;
    }

    @Override
    public @Nullable Outcome split(Line line, String text, int from, Slots slots) {
        Outcome refused = json.read(line.bytes(), line.from() + from, line.to());
        if (refused != null) {
            return refused;
        }
        for (int i = 0; i < fields.size(); i++) {
            slots.put(i, json.slots().get(i));
        }
        return null;
    }
}
