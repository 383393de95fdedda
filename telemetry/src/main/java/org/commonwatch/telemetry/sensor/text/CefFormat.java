package org.commonwatch.telemetry.sensor.text;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.Timestamp;
import org.commonwatch.telemetry.sensor.line.ColumnWriter;
import org.commonwatch.telemetry.sensor.line.Line;
import org.commonwatch.telemetry.sensor.line.LineFormat;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.Slots;
import org.commonwatch.telemetry.sensor.line.Syslog;
import org.commonwatch.telemetry.sensor.line.TimeText;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/**
 * ArcSight's Common Event Format, versions 0 and 1, plain or in syslog. The time is the first that
 * can be read of {@code rt}, {@code start}, {@code end} and the frame's.
 */
public final class CefFormat implements LineFormat {
    private static final String MARK = "CEF:";
    private static final int HEADER_PARTS = 7;
    private static final int NAME = 5;
    private static final int SEVERITY = 6;

    private static final List<List<String>> KEYS =
            List.of(
                    List.of("rt", "deviceReceiptTime", "UNIFIutcTime"),
                    List.of("start", "startTime"),
                    List.of("end", "endTime"),
                    List.of("src", "sourceAddress", "c6a2"),
                    List.of("dst", "destinationAddress", "c6a3"),
                    List.of("spt", "sourcePort"),
                    List.of("dpt", "destinationPort"),
                    List.of("proto", "transportProtocol"),
                    List.of("request", "requestUrl"),
                    List.of("dhost", "destinationHostName"),
                    List.of("suser", "sourceUserName", "duser", "destinationUserName"),
                    List.of("fileHash"),
                    List.of("cat", "deviceEventCategory"));

    private final Slots slots = new Slots(KEYS);
    private final String[] header = new String[HEADER_PARTS];
    private final TimeText times;
    private final Syslog syslog;
    private final ColumnWriter columns;
    private final int event;

    /** Reads for counting by the rule; some times have neither year nor zone. */
    public CefFormat(CountingRule rule, TimeText times) {
        this.times = times;
        syslog = new Syslog(times);
        columns = new ColumnWriter(rule);
        event = rule.type("cef/event");
    }

    @Override
    public Outcome read(Line line, Events events) {
        String text = line.text();
        int mark = text.indexOf(MARK);
        if (mark < 0) {
            return Outcome.refused(Reason.FOREIGN);
        }
        int at = mark + MARK.length();
        for (int i = 0; i < HEADER_PARTS; i++) {
            int end = KeyedText.unescapedIndex(text, '|', at);
            if (end < 0) {
                return Outcome.refused(Reason.MALFORMED, i + " of " + HEADER_PARTS + " fields");
            }
            header[i] = KeyedText.unescaped(text.substring(at, end));
            at = end + 1;
        }
        slots.clear();
        KeyedText.read(text, at, slots);
        Timestamp framed = mark == 0 ? null : syslog.read(text).time();
        Timestamp time = first(times.whole(slots.get(0)), times.whole(slots.get(1)));
        time = first(first(time, times.whole(slots.get(2))), framed);
        if (time == null) {
            String written = slots.get(0);
            return written == null
                    ? Outcome.refused(Reason.NO_TIMESTAMP)
                    : Outcome.refused(Reason.UNREADABLE_TIMESTAMP, written);
        }
        columns.time(time, events);
        say(events);
        return Outcome.RECORD;
    }

    private void say(Events events) {
        columns.source(slots.get(3), events);
        columns.target(slots.get(4), events);
        columns.ports(slots.get(5), slots.get(6), events);
        int facts = columns.protocol(slots.get(7), events);
        columns.text(Text.SIGNATURE, header[NAME], events);
        String request = slots.get(8);
        columns.text(Text.URL, request != null && request.contains("://") ? request : null, events);
        columns.text(Text.HOST, slots.get(9), events);
        columns.text(Text.USER, slots.get(10), events);
        columns.hash(slots.get(11), events);
        int severity = severity(header[SEVERITY]);
        events.putSeverity(severity);
        if (severity > 0) {
            facts |= Fact.SEVERITY.bit();
        }
        columns.classify(event, facts, columns.kind(slots.get(12), header[NAME]), events);
    }

    /** From 1 (gravest) to 10, of 10 (gravest) to 0 or a word; 0 if it is neither. */
    static int severity(String written) {
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "0" -> 10;
            case "low" -> 8;
            case "medium" -> 5;
            case "high" -> 3;
            case "very-high" -> 1;
            default -> {
                int number = ColumnWriter.number(written, 10);
                yield number == 0 ? 0 : 11 - number;
            }
        };
    }

    private static @Nullable Timestamp first(@Nullable Timestamp one, @Nullable Timestamp other) {
        return one == null ? other : one;
    }
}
