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

/**
 * QRadar's Log Event Extended Format, versions 1.0 and 2.0, plain or in syslog. The time is {@code
 * devTime} if it can be read, else the frame's. Written from the specification only.
 */
public final class LeefFormat implements LineFormat {
    private static final String MARK = "LEEF:";
    private static final int HEADER_PARTS = 5;
    private static final int EVENT_ID = 4;

    private static final List<List<String>> KEYS =
            List.of(
                    List.of("devTime"),
                    List.of("src", "identSrc"),
                    List.of("dst"),
                    List.of("srcPort"),
                    List.of("dstPort"),
                    List.of("proto"),
                    List.of("sev"),
                    List.of("cat"),
                    List.of("usrName"),
                    List.of("url"));

    private final Slots slots = new Slots(KEYS);
    private final String[] header = new String[HEADER_PARTS];
    private final TimeText times;
    private final Syslog syslog;
    private final ColumnWriter columns;
    private final int event;

    /** Reads for counting by the rule; some times have neither year nor zone. */
    public LeefFormat(CountingRule rule, TimeText times) {
        this.times = times;
        syslog = new Syslog(times);
        columns = new ColumnWriter(rule);
        event = rule.type("leef/event");
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
        attributes(text, at);
        Timestamp time = times.whole(slots.get(0));
        if (time == null && mark > 0) {
            time = syslog.read(text).time();
        }
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

    // Version 2.0 names its delimiter, as it is or as "x5E"; else it is a tab.
    private void attributes(String text, int from) {
        char delimiter = '\t';
        int at = from;
        if (header[0].startsWith("2")) {
            int bar = text.indexOf('|', from + 1);
            if (bar > from && bar - from <= 4) {
                delimiter = delimiter(text.substring(from, bar));
                at = bar + 1;
            } else if (text.startsWith("|", from)) {
                at = from + 1;
            }
        }
        int equals = at - 1;
        while (at < text.length()) {
            int end = index(text, delimiter, at);
            // Looked for once, not from each attribute on: a line may have a million.
            equals = equals < at ? index(text, '=', at) : equals;
            if (equals > at && equals < end) {
                slots.put(text.substring(at, equals).strip(), text.substring(equals + 1, end));
            }
            at = end + 1;
        }
    }

    private static int index(String text, char c, int from) {
        int found = text.indexOf(c, from);
        return found < 0 ? text.length() : found;
    }

    private static char delimiter(String named) {
        int x = named.lastIndexOf('x');
        if (named.length() - x == 3 && x >= 0) {
            int high = Character.digit(named.charAt(x + 1), 16);
            int low = Character.digit(named.charAt(x + 2), 16);
            if (high >= 0 && low >= 0) {
                return (char) (high << 4 | low);
            }
        }
        return named.length() == 1 ? named.charAt(0) : '\t';
    }

    private void say(Events events) {
        columns.source(slots.get(1), events);
        columns.target(slots.get(2), events);
        columns.ports(slots.get(3), slots.get(4), events);
        int facts = columns.protocol(slots.get(5), events);
        String url = slots.get(9);
        columns.text(Text.SIGNATURE, header[EVENT_ID], events);
        columns.text(Text.USER, slots.get(8), events);
        columns.text(Text.URL, isWhole(url) ? url : null, events);
        String written = slots.get(6);
        int severity = written == null ? 0 : CefFormat.severity(written.strip());
        events.putSeverity(severity);
        if (severity > 0) {
            facts |= Fact.SEVERITY.bit();
        }
        columns.classify(event, facts, columns.kind(slots.get(7), header[EVENT_ID]), events);
    }

    private static boolean isWhole(@Nullable String url) {
        return url != null && url.contains("://");
    }
}
