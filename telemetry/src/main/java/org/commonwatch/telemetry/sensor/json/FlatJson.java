package org.commonwatch.telemetry.sensor.json;

import org.commonwatch.telemetry.sensor.line.Line;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.QuickFormat;
import org.commonwatch.telemetry.sensor.line.Spans;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What {@link JsonFields} reads, for formats whose objects are nearly always flat: those are taken
 * apart without making objects, and with the same result.
 */
public final class FlatJson {
    private final JsonFields fields;
    private final Spans spans;
    private final FlatObject flat;

    /** Puts the fields at the slots' names, which are paths, into the slots. */
    public FlatJson(List<List<String>> paths) {
        fields = new JsonFields(paths);
        spans = new Spans(paths);
        flat = new FlatObject(spans);
    }

    /** What was read last. */
    public Spans spans() {
        return spans;
    }

    /** Reads the line that begins there, if it is as usual; see {@link QuickFormat#take}. */
    public int take(byte[] bytes, int from) {
        return flat.take(bytes, from);
    }

    /** Reads the object that the line is, whatever it is like; see {@link JsonFields#read}. */
    public Outcome.@Nullable Refused read(Line line) {
        Outcome.Refused refused = fields.read(line);
        if (refused == null) {
            fields.copyTo(spans);
        }
        return refused;
    }
}
