package org.commonwatch.telemetry.sensor.json;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Kinds;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.line.Known;
import org.commonwatch.telemetry.sensor.line.Line;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.QuickFormat;
import org.commonwatch.telemetry.sensor.line.SpanWriter;
import org.commonwatch.telemetry.sensor.line.Spans;
import org.commonwatch.telemetry.sensor.line.TimeText;

import java.util.List;

/**
 * What the decoy Cowrie writes: one JSON object an event. Whoever it names has connected to it. A
 * command counts where it was typed in; that it was found or not ({@code cowrie.command.success},
 * {@code .failed}) is told of again by Cowrie, and is context.
 */
public final class CowrieFormat implements QuickFormat {
    private static final int EVENT = 0;
    private static final int TIME = 1;
    private static final int SOURCE = 2;
    private static final int TARGET = 3;
    private static final int SOURCE_PORT = 4;
    private static final int TARGET_PORT = 5;
    private static final int USER = 6;
    private static final int URL = 7;
    private static final int HASH = 8;
    private static final List<List<String>> KEYS =
            List.of(
                    List.of("eventid"),
                    List.of("timestamp"),
                    List.of("src_ip"),
                    List.of("dst_ip"),
                    List.of("src_port"),
                    List.of("dst_port"),
                    List.of("username"),
                    List.of("url"),
                    List.of("shasum"));

    // A TCP connection was accepted, or there would be nothing to tell.
    private static final int FACTS = Fact.TCP.bit() | Fact.CONNECTED.bit();
    private static final int TCP = 6;

    /**
     * What is known of an event.
     *
     * @param own whether it is Cowrie's
     * @param type number of its records' type in the rule
     * @param known whether it is of a sort that is known
     */
    private record Event(boolean own, int type, int facts, Kind kind, boolean known) {}

    private final CountingRule rule;
    private final FlatJson json = new FlatJson(KEYS);
    private final Spans spans = json.spans();
    private final SpanWriter columns;
    private final Known<Event> known = new Known<>(this::event);

    /** Reads for counting by the rule; a time always has its year. */
    public CowrieFormat(CountingRule rule, TimeText times) {
        this.rule = rule;
        columns = new SpanWriter(spans, times);
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
        if (!spans.has(EVENT)) {
            return Outcome.refused(
                    spans.isWrong(EVENT) ? Reason.WRONG_TYPE : Reason.NO_EVENT_TYPE, "eventid");
        }
        if (!spans.has(TIME)) {
            return Outcome.refused(spans.isWrong(TIME) ? Reason.WRONG_TYPE : Reason.NO_TIMESTAMP);
        }
        if (!columns.time(TIME, events)) {
            return Outcome.refused(Reason.UNREADABLE_TIMESTAMP, spans.text(TIME));
        }
        Event event = known.of(spans, EVENT);
        if (!event.own) {
            return Outcome.refused(Reason.FOREIGN, spans.text(EVENT));
        }
        columns.source(SOURCE, events);
        columns.target(TARGET, events);
        columns.ports(SOURCE_PORT, TARGET_PORT, events);
        events.putProtocol(TCP);
        columns.text(Text.USER, USER, events);
        columns.text(Text.URL, URL, events);
        columns.hash(HASH, events);
        events.classify(rule, event.type, event.facts, event.kind);
        return event.known ? Outcome.RECORD : Outcome.UNKNOWN;
    }

    private Event event(String name) {
        if (!name.startsWith("cowrie.")) {
            return new Event(false, CountingRule.UNNAMED, 0, Kind.OTHER, false);
        }
        return switch (name) {
            case "cowrie.login.success" -> event(name, "login", Fact.LOGIN.bit());
            case "cowrie.login.failed" ->
                    event(name, "login", Fact.LOGIN.bit() | Fact.FAILED.bit());
            case "cowrie.command.input" -> event(name, "command", 0);
            default -> event(name, name, 0);
        };
    }

    private Event event(String name, String type, int facts) {
        return new Event(
                true,
                rule.type("cowrie/" + type),
                FACTS | facts,
                Kinds.of(name, null),
                isKnown(name));
    }

    private static boolean isKnown(String event) {
        return event.startsWith("cowrie.login.")
                || event.startsWith("cowrie.command.")
                || event.startsWith("cowrie.session.")
                || event.startsWith("cowrie.client.")
                || event.startsWith("cowrie.direct-tcpip.")
                || event.startsWith("cowrie.log.")
                || event.startsWith("cowrie.virustotal.");
    }
}
