package org.commonwatch.telemetry.sensor.json;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.Timestamp;
import org.commonwatch.telemetry.sensor.line.ColumnWriter;
import org.commonwatch.telemetry.sensor.line.Line;
import org.commonwatch.telemetry.sensor.line.LineFormat;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.Slots;
import org.commonwatch.telemetry.sensor.line.TimeText;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Alerts in the Intrusion Detection Extensible Alert format (IDEA0) of CESNET's Warden and Mentat,
 * one JSON object each. Of several sources, targets and categories the first counts. Written from
 * the specification only.
 */
public final class IdeaFormat implements LineFormat {
    private static final String FORMAT = "Format";

    private final JsonFields json =
            new JsonFields(
                    List.of(
                            List.of(FORMAT),
                            List.of("EventTime", "DetectTime", "CreateTime"),
                            List.of("Category/[]"),
                            List.of("Source/[]/IP4/[]"),
                            List.of("Source/[]/IP6/[]"),
                            List.of("Target/[]/IP4/[]"),
                            List.of("Target/[]/IP6/[]"),
                            List.of("Source/[]/Port/[]"),
                            List.of("Target/[]/Port/[]"),
                            List.of("Source/[]/Proto/[]", "Target/[]/Proto/[]"),
                            List.of("Description"),
                            List.of("Source/[]/Hostname/[]"),
                            List.of("Source/[]/URL/[]"),
                            List.of("Source/[]/Spoofed")));
    private final TimeText times;
    private final ColumnWriter columns;

    /** Reads for counting by the rule; a time always has its year. */
    public IdeaFormat(CountingRule rule, TimeText times) {
        this.times = times;
        columns = new ColumnWriter(rule);
    }

    @Override
    public Outcome read(Line line, Events events) {
        Outcome.Refused refused = json.read(line);
        if (refused != null) {
            return refused;
        }
        Slots slots = json.slots();
        String format = slots.get(0);
        if (format == null || !format.startsWith("IDEA")) {
            return Outcome.refused(Reason.FOREIGN, "no Format of IDEA");
        }
        String written = slots.get(1);
        if (written == null) {
            return Outcome.refused(Reason.NO_TIMESTAMP);
        }
        Timestamp time = times.whole(written);
        if (time == null) {
            return Outcome.refused(Reason.UNREADABLE_TIMESTAMP, written);
        }
        columns.time(time, events);
        String four = slots.get(3);
        columns.source(four == null ? slots.get(4) : four, events);
        String target = slots.get(5);
        columns.target(target == null ? slots.get(6) : target, events);
        columns.ports(slots.get(7), slots.get(8), events);
        columns.text(Text.SIGNATURE, slots.get(10), events);
        columns.text(Text.HOST, slots.get(11), events);
        columns.text(Text.URL, slots.get(12), events);
        classify(slots, events);
        return Outcome.RECORD;
    }

    private void classify(Slots slots, Events events) {
        String category = slots.get(2);
        String known = category == null ? "" : category;
        int facts = columns.protocol(slots.get(9), events);
        if (known.equals("Attempt.Login")) {
            facts |= Fact.LOGIN.bit() | Fact.FAILED.bit();
        }
        if ("true".equals(slots.get(13))) {
            facts |= Fact.ONE_WAY.bit();
        }
        // What is sent to try the way is no attack.
        String type = known.startsWith("Test") ? "idea/test" : "idea/event";
        columns.classify(columns.type(type), facts, kind(known, slots.get(10)), events);
    }

    // Of a kind that the specification does not list, the part before the dot is known.
    private Kind kind(String category, @Nullable String description) {
        int dot = category.indexOf('.');
        Kind kind = columns.kind(category, description);
        return kind == Kind.OTHER && dot > 0
                ? columns.kind(category.substring(0, dot), description)
                : kind;
    }
}
