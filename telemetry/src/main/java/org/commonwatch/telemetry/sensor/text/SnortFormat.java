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
import org.commonwatch.telemetry.sensor.line.TimeText;
import org.jspecify.annotations.Nullable;

/**
 * Snort's {@code alert_fast}, which Suricata writes too: {@code 01/15-12:34:56.123456 [**] [1:2:3]
 * message [**] [Classification: …] [Priority: 2] {TCP} 192.0.2.1:1 -> 192.0.2.2:2}.
 */
public final class SnortFormat implements LineFormat {
    private static final String STARS = "[**]";
    private static final String ARROW = " -> ";
    private static final int LOWEST_PRIORITY = 10;

    private final TimeText times;
    private final ColumnWriter columns;
    private final int alert;

    /** Reads for counting by the rule; times without a year, and all are without a zone. */
    public SnortFormat(CountingRule rule, TimeText times) {
        this.times = times;
        columns = new ColumnWriter(rule);
        alert = rule.type("snort/alert");
    }

    @Override
    public Outcome read(Line line, Events events) {
        String text = line.text();
        int first = text.indexOf(STARS);
        int second = first < 0 ? -1 : text.indexOf(STARS, first + STARS.length());
        if (second < 0) {
            return Outcome.refused(Reason.FOREIGN);
        }
        String written = text.substring(0, first).strip();
        Timestamp time = times.whole(written);
        if (time == null) {
            return Outcome.refused(Reason.UNREADABLE_TIMESTAMP, written);
        }
        int brace = text.indexOf('{', second);
        int braceEnd = brace < 0 ? -1 : text.indexOf('}', brace);
        int arrow = braceEnd < 0 ? -1 : text.indexOf(ARROW, braceEnd);
        if (arrow < 0) {
            return Outcome.refused(Reason.MALFORMED, "no {protocol} source -> target");
        }
        columns.time(time, events);
        String message = message(text, first + STARS.length(), second);
        columns.text(Text.SIGNATURE, message, events);
        int facts = columns.protocol(text.substring(brace + 1, braceEnd), events);
        ends(
                text.substring(braceEnd + 1, arrow).strip(),
                text.substring(arrow + ARROW.length()).strip(),
                events);
        int priority = ColumnWriter.number(between(text, "[Priority: ", second), LOWEST_PRIORITY);
        if (priority > 0) {
            events.putSeverity(priority);
            facts |= Fact.SEVERITY.bit();
        }
        String category = between(text, "[Classification: ", second);
        columns.classify(alert, facts, columns.kind(category, message), events);
        return Outcome.RECORD;
    }

    // What stands behind "[generator:rule:revision]".
    private static String message(String text, int from, int to) {
        int end = text.indexOf(']', from);
        return text.substring(end < 0 || end >= to ? from : end + 1, to).strip();
    }

    // Behind the last colon is the port: Snort writes one for TCP and UDP, and brackets nothing.
    private void ends(String source, String target, Events events) {
        int sourceEnd = colon(source);
        if (!columns.source(source.substring(0, sourceEnd), events)) {
            sourceEnd = source.length();
            columns.source(source, events);
        }
        int targetEnd = colon(target);
        if (!columns.target(target.substring(0, targetEnd), events)) {
            targetEnd = target.length();
            columns.target(target, events);
        }
        columns.ports(port(source, sourceEnd), port(target, targetEnd), events);
    }

    private static int colon(String end) {
        int colon = end.lastIndexOf(':');
        return colon < 0 || end.endsWith("]") ? end.length() : colon;
    }

    private static String port(String end, int addressEnd) {
        return end.substring(Math.min(end.length(), addressEnd + 1));
    }

    private static @Nullable String between(String text, String before, int from) {
        int at = text.indexOf(before, from);
        int end = at < 0 ? -1 : text.indexOf(']', at);
        return end < 0 ? null : text.substring(at + before.length(), end);
    }
}
