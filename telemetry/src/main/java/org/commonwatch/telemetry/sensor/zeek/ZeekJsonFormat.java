package org.commonwatch.telemetry.sensor.zeek;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.json.FlatJson;
import org.commonwatch.telemetry.sensor.line.Line;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.QuickFormat;
import org.commonwatch.telemetry.sensor.line.Spans;
import org.commonwatch.telemetry.sensor.line.TimeText;
import org.commonwatch.telemetry.sensor.zeek.ZeekRecord.Field;

/**
 * Zeek's logs as one JSON object a line. The log is named by {@code _path} or {@code @stream}, as
 * shippers write it; else {@code conn}, {@code notice} and {@code intel} are known by their fields.
 */
public final class ZeekJsonFormat implements QuickFormat {
    private final FlatJson json = new FlatJson(ZeekRecord.NAMES);
    private final ZeekRecord record;

    /** Reads for counting by the rule; a time always has its year. */
    public ZeekJsonFormat(CountingRule rule, TimeText times) {
        record = new ZeekRecord(rule, times, json.spans());
    }

    @Override
    public Outcome read(Line line, Events events) {
        Outcome.Refused refused = json.read(line);
        return refused == null ? say(events) : refused;
    }

    @Override
    public int take(byte[] bytes, int from) {
        return json.take(bytes, from);
    }

    @Override
    public Outcome say(Events events) {
        Spans spans = json.spans();
        if (spans.isWrong(Field.TIME.slot())) {
            return Outcome.refused(Reason.WRONG_TYPE, "ts");
        }
        if (!spans.has(Field.LOG.slot()) && !spans.has(Field.TIME.slot())) {
            return Outcome.refused(Reason.FOREIGN, "neither _path nor ts");
        }
        return record.say(events);
    }
}
