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

import java.util.List;

/**
 * What the decoy Cowrie writes: one JSON object an event. Whoever it names has connected to it. A
 * command counts where it was typed in; that it was found or not ({@code cowrie.command.success},
 * {@code .failed}) is told of again by Cowrie, and is context.
 */
public final class CowrieFormat implements LineFormat {
    private static final String EVENT = "eventid";
    private static final String TIME = "timestamp";

    // A TCP connection was accepted, or there would be nothing to tell.
    private static final int FACTS = Fact.TCP.bit() | Fact.CONNECTED.bit();
    private static final int TCP = 6;

    private final JsonFields json =
            new JsonFields(
                    List.of(
                            List.of(EVENT),
                            List.of(TIME),
                            List.of("src_ip"),
                            List.of("dst_ip"),
                            List.of("src_port"),
                            List.of("dst_port"),
                            List.of("username"),
                            List.of("url"),
                            List.of("shasum")));
    private final TimeText times;
    private final ColumnWriter columns;

    /** Reads for counting by the rule; a time always has its year. */
    public CowrieFormat(CountingRule rule, TimeText times) {
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
        String event = slots.get(0);
        if (event == null) {
            return Outcome.refused(
                    json.isWrong(EVENT) ? Reason.WRONG_TYPE : Reason.NO_EVENT_TYPE, EVENT);
        }
        String written = slots.get(1);
        if (written == null) {
            return Outcome.refused(json.isWrong(TIME) ? Reason.WRONG_TYPE : Reason.NO_TIMESTAMP);
        }
        Timestamp time = times.whole(written);
        if (time == null) {
            return Outcome.refused(Reason.UNREADABLE_TIMESTAMP, written);
        }
        if (!event.startsWith("cowrie.")) {
            return Outcome.refused(Reason.FOREIGN, event);
        }
        columns.time(time, events);
        columns.source(slots.get(2), events);
        columns.target(slots.get(3), events);
        columns.ports(slots.get(4), slots.get(5), events);
        events.putProtocol(TCP);
        columns.text(Text.USER, slots.get(6), events);
        columns.text(Text.URL, slots.get(7), events);
        columns.hash(slots.get(8), events);
        return classify(event, events);
    }

    private Outcome classify(String event, Events events) {
        switch (event) {
            case "cowrie.login.success" -> say("login", event, Fact.LOGIN.bit(), events);
            case "cowrie.login.failed" ->
                    say("login", event, Fact.LOGIN.bit() | Fact.FAILED.bit(), events);
            case "cowrie.command.input" -> say("command", event, 0, events);
            default -> say(event, event, 0, events);
        }
        return isKnown(event) ? Outcome.RECORD : Outcome.UNKNOWN;
    }

    private void say(String type, String event, int facts, Events events) {
        Kind kind = columns.kind(event, null);
        columns.classify(columns.type("cowrie/" + type), FACTS | facts, kind, events);
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
