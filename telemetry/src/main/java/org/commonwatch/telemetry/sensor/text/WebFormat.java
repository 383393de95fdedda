package org.commonwatch.telemetry.sensor.text;

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
import org.commonwatch.telemetry.sensor.line.Syslog;
import org.commonwatch.telemetry.sensor.line.TimeText;

/**
 * Logs of web servers: access logs in the common and combined formats, with a virtual host in front
 * or without, plain or in syslog, and the error logs of Apache and nginx with what ModSecurity
 * writes there.
 */
public final class WebFormat implements LineFormat {
    private static final int TCP = 6;
    private static final String HTTP_3 = "HTTP/3";

    private final TimeText times;
    private final Syslog syslog;
    private final ColumnWriter columns;
    private final WebErrorLine errors;

    /** Reads for counting by the rule; times of error logs have no zone. */
    public WebFormat(CountingRule rule, TimeText times) {
        this.times = times;
        syslog = new Syslog(times);
        columns = new ColumnWriter(rule);
        errors = new WebErrorLine(rule, times);
    }

    @Override
    public Outcome read(Line line, Events events) {
        String text = line.text();
        if (errors.isOne(text)) {
            return errors.read(text, events);
        }
        // What follows the first quote is the client's own words.
        int quote = text.indexOf('"');
        int last = quote < 0 ? text.length() : quote;
        int close = -1;
        for (int open = text.indexOf('['); open >= 0; open = text.indexOf('[', open + 1)) {
            // Looked for once, not from each bracket on: a line may have a million.
            close = close < open ? text.indexOf(']', open) : close;
            if (close < 0 || open > last) {
                break;
            }
            Timestamp time = times.whole(text, open + 1, close);
            if (time != null) {
                columns.time(time, events);
                return access(text, open, close + 1, events);
            }
        }
        return Outcome.refused(Reason.FOREIGN);
    }

    private Outcome access(String text, int timeAt, int after, Events events) {
        int quote = text.startsWith(" \"", after) ? after + 1 : -1;
        boolean named = client(text, timeAt, events);
        if (quote < 0) {
            int facts = Fact.TCP.bit() | Fact.APPLICATION.bit();
            columns.classify(CountingRule.UNNAMED, named ? facts : 0, Kind.OTHER, events);
            return Outcome.UNKNOWN;
        }
        int end = KeyedText.unescapedIndex(text, '"', quote + 1);
        String request = text.substring(quote + 1, end < 0 ? text.length() : end);
        request(request, events);
        return Outcome.RECORD;
    }

    // What stands before the time: [host] client identity user, perhaps in a syslog frame.
    private boolean client(String text, int timeAt, Events events) {
        Syslog.Frame frame = syslog.read(text);
        int from = frame.time() != null && frame.message() < timeAt ? frame.message() : 0;
        String host = "";
        boolean named = false;
        int at = from;
        for (int i = 0; i < 2 && at < timeAt && !named; i++) {
            int space = text.indexOf(' ', at);
            int end = space < 0 || space > timeAt ? timeAt : space;
            String token = text.substring(at, end);
            named = columns.source(token, events);
            if (!named && i == 0) {
                host = token;
            }
            at = end + 1;
        }
        if (named && !host.isEmpty()) {
            int port = host.lastIndexOf(':');
            columns.text(Text.HOST, port < 0 ? host : host.substring(0, port), events);
        }
        user(text, at, timeAt, events);
        return named;
    }

    private void user(String text, int identity, int timeAt, Events events) {
        int from = text.indexOf(' ', identity) + 1;
        int to = timeAt - 1;
        if (from > 0 && from < to && !text.startsWith("-", from)) {
            columns.text(Text.USER, text.substring(from, to), events);
        }
    }

    private void request(String request, Events events) {
        boolean overUdp = request.endsWith(HTTP_3) || request.endsWith(HTTP_3 + ".0");
        int facts = Fact.APPLICATION.bit();
        if (!overUdp) {
            events.putProtocol(TCP);
            facts |= Fact.TCP.bit();
        }
        int from = request.indexOf(' ') + 1;
        int end = request.indexOf(' ', from);
        if (from > 0 && end > from && request.startsWith("http", from)) {
            String asked = request.substring(from, end);
            columns.text(Text.URL, asked.contains("://") ? asked : null, events);
        }
        columns.classify(columns.type("web/access"), facts, Kind.OTHER, events);
    }
}
