package org.commonwatch.telemetry.sensor.text;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.Timestamp;
import org.commonwatch.telemetry.sensor.line.ColumnWriter;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.TimeText;
import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Set;

/** Lines of the error logs of Apache and nginx. */
final class WebErrorLine {
    private static final String MODSECURITY = "ModSecurity: ";
    private static final Set<String> LEVELS =
            Set.of("debug", "info", "notice", "warn", "error", "crit", "alert", "emerg");
    private static final int TCP = 6;
    private static final int FACTS = Fact.TCP.bit() | Fact.APPLICATION.bit();

    private final TimeText times;
    private final ColumnWriter columns;
    private final int alert;

    WebErrorLine(CountingRule rule, TimeText times) {
        this.times = times;
        columns = new ColumnWriter(rule);
        alert = rule.type("web/modsecurity");
    }

    /** Apache's "[Thu Sep 30 …] [", nginx' "2021/09/30 13:27:06 [". */
    boolean isOne(String text) {
        boolean apache =
                text.startsWith("[")
                        && text.length() > 4
                        && text.charAt(4) == ' '
                        && text.indexOf("] [") > 0;
        boolean nginx =
                text.length() > 20
                        && text.charAt(4) == '/'
                        && text.charAt(7) == '/'
                        && text.startsWith(" [", 19)
                        && LEVELS.contains(text.substring(21, Math.max(21, text.indexOf(']'))));
        return apache || nginx;
    }

    Outcome read(String text, Events events) {
        int from = text.startsWith("[") ? 1 : 0;
        int end = from == 1 ? text.indexOf(']') : 19;
        Timestamp time = times.whole(text, from, end);
        if (time == null) {
            return Outcome.refused(Reason.UNREADABLE_TIMESTAMP, text.substring(from, end));
        }
        columns.time(time, events);
        boolean named = client(text, events);
        events.putProtocol(named ? TCP : 0);
        int facts = named ? FACTS : 0;
        int found = text.indexOf(MODSECURITY);
        String message = found < 0 ? "" : text.substring(found + MODSECURITY.length());
        if (message.startsWith("Warning.") || message.startsWith("Access denied")) {
            alert(message, facts, events);
        } else {
            columns.classify(columns.type("web/error"), facts, Kind.OTHER, events);
        }
        return Outcome.RECORD;
    }

    // "[client 192.0.2.1:4711]" or ", client: 192.0.2.1,"; the port may be missing.
    private boolean client(String text, Events events) {
        String address = between(text, "[client ", "]");
        if (address == null) {
            address = between(text + ",", ", client: ", ",");
        }
        if (address == null) {
            return false;
        }
        if (columns.source(address, events)) {
            return true;
        }
        int colon = address.lastIndexOf(':');
        if (colon > 0 && columns.source(address.substring(0, colon), events)) {
            columns.ports(address.substring(colon + 1), null, events);
            return true;
        }
        return false;
    }

    private void alert(String message, int facts, Events events) {
        String told = quoted(message, "msg");
        columns.text(Text.SIGNATURE, told, events);
        String host = quoted(message, "hostname");
        String uri = quoted(message, "uri");
        columns.text(Text.HOST, host, events);
        columns.text(Text.URL, host == null || uri == null ? null : "http://" + host + uri, events);
        int severity = severity(quoted(message, "severity"));
        events.putSeverity(severity);
        int all = severity == 0 ? facts : facts | Fact.SEVERITY.bit();
        columns.classify(alert, all, kind(message, told), events);
    }

    // Syslog's levels, of which 0 is the gravest.
    private static int severity(@Nullable String written) {
        if (written == null) {
            return 0;
        }
        return switch (written.toUpperCase(Locale.ROOT)) {
            case "0", "EMERGENCY" -> 1;
            case "1", "ALERT" -> 2;
            case "2", "CRITICAL" -> 3;
            case "3", "ERROR" -> 4;
            case "4", "WARNING" -> 5;
            case "5", "NOTICE" -> 6;
            case "6", "INFO" -> 7;
            case "7", "DEBUG" -> 8;
            default -> 0;
        };
    }

    // Of several tags for attacks the first counts.
    private Kind kind(String message, @Nullable String told) {
        String tag = between(message, "[tag \"attack-", "\"]");
        Kind kind = columns.kind(tag == null ? null : "attack-" + tag, told);
        return kind == Kind.OTHER ? Kind.WEB_ATTACK : kind;
    }

    private static @Nullable String quoted(String message, String name) {
        int at = message.indexOf("[" + name + " \"");
        if (at < 0) {
            return null;
        }
        int from = at + name.length() + 3;
        int end = message.indexOf("\"]", from);
        return end < 0 ? null : message.substring(from, end);
    }

    private static @Nullable String between(String text, String before, String after) {
        int at = text.indexOf(before);
        int end = at < 0 ? -1 : text.indexOf(after, at + before.length());
        return end < 0 ? null : text.substring(at + before.length(), end);
    }
}
