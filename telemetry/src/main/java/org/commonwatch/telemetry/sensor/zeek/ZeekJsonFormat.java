package org.commonwatch.telemetry.sensor.zeek;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.json.JsonFields;
import org.commonwatch.telemetry.sensor.line.Line;
import org.commonwatch.telemetry.sensor.line.LineFormat;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.Slots;
import org.commonwatch.telemetry.sensor.line.TimeText;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Zeek's logs as one JSON object a line. The log is named by {@code _path} or {@code @stream}, as
 * shippers write it; else {@code conn}, {@code notice} and {@code intel} are known by their fields.
 */
public final class ZeekJsonFormat implements LineFormat {
    private static final String TIME = "ts";

    private static final List<List<String>> NAMES = names();

    private final JsonFields json = new JsonFields(NAMES);
    private final ZeekRecord record;

    /** Reads for counting by the rule; a time always has its year. */
    public ZeekJsonFormat(CountingRule rule, TimeText times) {
        record = new ZeekRecord(rule, times);
    }

    @Override
    public Outcome read(Line line, Events events) {
        Outcome.Refused refused = json.read(line);
        if (refused != null) {
            return refused;
        }
        if (json.isWrong(TIME)) {
            return Outcome.refused(Reason.WRONG_TYPE, TIME);
        }
        Slots slots = json.slots();
        String path = path(slots);
        if (path == null && ZeekRecord.Field.TIME.of(slots) == null) {
            return Outcome.refused(Reason.FOREIGN, "neither _path nor ts");
        }
        return record.say(path, slots, events);
    }

    private static @Nullable String path(Slots slots) {
        return slots.get(NAMES.size() - 1);
    }

    private static List<List<String>> names() {
        List<List<String>> names = new ArrayList<>(ZeekRecord.NAMES);
        names.add(List.of("_path", "@stream"));
        return List.copyOf(names);
    }
}
