package org.commonwatch.telemetry.sensor.text;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.line.ColumnWriter;
import org.commonwatch.telemetry.sensor.line.Line;
import org.commonwatch.telemetry.sensor.line.LineFormat;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.Syslog;
import org.commonwatch.telemetry.sensor.line.TimeText;
import org.jspecify.annotations.Nullable;

/**
 * What OpenSSH's server writes to syslog. One attempt makes several lines; the one that counts is
 * {@code Failed … for …}, so nobody is counted twice for one password. Lines of other programs are
 * records that are not understood.
 */
public final class SshdFormat implements LineFormat {
    private static final String REPEATED = "message repeated ";
    private static final String FROM = " from ";
    private static final String PORT = " port ";
    private static final String INVALID = "invalid user ";
    private static final String OTHER_HOST = "rhost=";
    private static final int TCP = 6;

    // Whoever sshd names has opened a TCP connection to it.
    private static final int FACTS = Fact.TCP.bit() | Fact.CONNECTED.bit();

    private final Syslog syslog;
    private final ColumnWriter columns;
    private final int login;

    /** Reads for counting by the rule; times are as the frame has them. */
    public SshdFormat(CountingRule rule, TimeText times) {
        syslog = new Syslog(times);
        columns = new ColumnWriter(rule);
        login = rule.type("sshd/login");
    }

    @Override
    public Outcome read(Line line, Events events) {
        String text = line.text();
        Syslog.Frame frame = syslog.read(text);
        if (frame.time() == null) {
            return Outcome.refused(Reason.FOREIGN, "no syslog time");
        }
        columns.time(frame.time(), events);
        String tag = frame.tag(text);
        if (!tag.equals("sshd") && !tag.equals("sshd-session")) {
            columns.classify(CountingRule.UNNAMED, 0, Kind.OTHER, events);
            return Outcome.UNKNOWN;
        }
        return message(unrepeated(text.substring(frame.message())), events);
    }

    // "message repeated 5 times: [ Failed password … ]" is one line, and counts as one.
    private static String unrepeated(String message) {
        int bracket = message.startsWith(REPEATED) ? message.indexOf('[') : -1;
        int end = message.lastIndexOf(']');
        return bracket < 0 || end < bracket ? message : message.substring(bracket + 1, end).strip();
    }

    private Outcome message(String message, Events events) {
        if (message.startsWith("Failed ")) {
            return attempt(message, true, events);
        }
        if (message.startsWith("Accepted ")) {
            return attempt(message, false, events);
        }
        if (message.startsWith("Invalid user ")) {
            int from = message.lastIndexOf(FROM);
            if (from >= "Invalid user ".length() - 1) {
                user(message, "Invalid user ".length(), from, events);
                events.putProtocol(TCP);
                peer(message, from + FROM.length(), events);
                int facts = FACTS | Fact.LOGIN.bit() | Fact.FAILED.bit();
                int type = columns.type("sshd/invalid-user");
                columns.classify(type, facts, Kind.LOGIN_ATTEMPT, events);
                return Outcome.RECORD;
            }
        }
        return other(message, events);
    }

    // "Failed password for invalid user bob from 192.0.2.1 port 4711 ssh2".
    private Outcome attempt(String message, boolean failed, Events events) {
        int method = message.indexOf(" for ");
        int start = method + " for ".length();
        // A name tried may hold anything; one that was let in is an account's.
        int from = failed ? message.lastIndexOf(FROM) : message.indexOf(FROM, start);
        if (method < 0 || from < start - 1 || !peer(message, from + FROM.length(), events)) {
            return other(message, events);
        }
        int name = message.startsWith(INVALID, start) ? start + INVALID.length() : start;
        user(message, name, from, events);
        events.putProtocol(TCP);
        int facts = FACTS | Fact.LOGIN.bit() | (failed ? Fact.FAILED.bit() : 0);
        columns.classify(login, facts, Kind.LOGIN_ATTEMPT, events);
        return Outcome.RECORD;
    }

    // Connections opened, refused and closed; what PAM says; what the server says of itself.
    private Outcome other(String message, Events events) {
        int at = message.startsWith("Server listening on ") ? -1 : peerAt(message);
        boolean named = at >= 0 && peer(message, at, events);
        if (named) {
            events.putProtocol(TCP);
        }
        columns.classify(columns.type("sshd/other"), named ? FACTS : 0, Kind.OTHER, events);
        return named || isOfItself(message) ? Outcome.RECORD : Outcome.UNKNOWN;
    }

    private static int peerAt(String message) {
        int from = message.lastIndexOf(FROM);
        if (from >= 0) {
            return from + FROM.length();
        }
        int host = message.indexOf(OTHER_HOST);
        if (host >= 0) {
            return host + OTHER_HOST.length();
        }
        // "Connection closed by [invalid user bob] 192.0.2.1 port 4711 [preauth]".
        int port = message.lastIndexOf(PORT);
        return port < 0 ? -1 : message.lastIndexOf(' ', port - 1) + 1;
    }

    private static boolean isOfItself(String message) {
        return message.startsWith("pam_unix(")
                || message.startsWith("input_userauth_request: ")
                || message.startsWith("Server listening on ")
                || message.startsWith("Received signal ")
                || message.startsWith("Disconnecting: ")
                || message.startsWith("PAM ")
                || message.startsWith("error: ")
                || message.startsWith("fatal: ");
    }

    // The address that starts there, and the port behind it if it is named.
    private boolean peer(String message, int from, Events events) {
        int end = end(message, from);
        int port = message.startsWith(PORT, end) ? end + PORT.length() : -1;
        String address = message.substring(from, end);
        int mark = address.endsWith(":") || address.endsWith(",") ? 1 : 0;
        if (!columns.source(address.substring(0, address.length() - mark), events)) {
            return false;
        }
        String number = port < 0 ? null : digits(message, port);
        columns.ports(number, null, events);
        return true;
    }

    private void user(String message, int from, int to, Events events) {
        columns.text(Text.USER, from < to ? message.substring(from, to) : null, events);
    }

    private static @Nullable String digits(String message, int from) {
        int end = from;
        while (end < message.length() && message.charAt(end) >= '0' && message.charAt(end) <= '9') {
            end++;
        }
        return message.substring(from, end);
    }

    private static int end(String message, int from) {
        int end = message.indexOf(' ', from);
        return end < 0 ? message.length() : end;
    }
}
