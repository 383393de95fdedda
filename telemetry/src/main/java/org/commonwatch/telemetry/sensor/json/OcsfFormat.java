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
 * Events of the Open Cybersecurity Schema Framework (OCSF 1.0 to 1.5), one JSON object each, by
 * their {@code class_uid}. Written from the specification only.
 */
public final class OcsfFormat implements LineFormat {
    private static final String CLASS = "class_uid";

    private static final int CATEGORY = 1_000;
    private static final int FINDINGS = 2;
    private static final int AUTHENTICATION = 3002;
    private static final int NETWORK = 4;
    private static final int LAST_CATEGORY = 8;
    private static final int LAST_CLASS = 99_999_999;

    // severity_id of 1 (informational) to 6 (fatal); 0 is unknown and 99 other.
    private static final int FATAL = 6;

    private final JsonFields json =
            new JsonFields(
                    List.of(
                            List.of(CLASS),
                            List.of("time", "time_dt"),
                            List.of("src_endpoint/ip", "evidences/[]/src_endpoint/ip"),
                            List.of("dst_endpoint/ip", "evidences/[]/dst_endpoint/ip"),
                            List.of("src_endpoint/port", "evidences/[]/src_endpoint/port"),
                            List.of("dst_endpoint/port", "evidences/[]/dst_endpoint/port"),
                            List.of(
                                    "connection_info/protocol_num",
                                    "connection_info/protocol_name",
                                    "evidences/[]/connection_info/protocol_name"),
                            List.of("severity_id"),
                            List.of("finding_info/title", "finding/title", "message"),
                            List.of("user/name", "actor/user/name"),
                            List.of("http_request/url/url_string", "url/url_string"),
                            List.of("query/hostname"),
                            List.of("tls/sni"),
                            List.of("status_id"),
                            List.of("disposition_id"),
                            List.of("dst_endpoint/hostname", "http_request/url/hostname")));
    private final TimeText times;
    private final ColumnWriter columns;

    /** Reads for counting by the rule; a time always has its year. */
    public OcsfFormat(CountingRule rule, TimeText times) {
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
        int type = ColumnWriter.number(slots.get(0), LAST_CLASS);
        if (type == 0) {
            return json.isWrong(CLASS)
                    ? Outcome.refused(Reason.WRONG_TYPE, CLASS)
                    : Outcome.refused(Reason.FOREIGN, "no class_uid");
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
        say(slots, events);
        classify(type, slots, events);
        int category = type / CATEGORY;
        return category >= 1 && category <= LAST_CATEGORY ? Outcome.RECORD : Outcome.UNKNOWN;
    }

    private void say(Slots slots, Events events) {
        columns.source(slots.get(2), events);
        columns.target(slots.get(3), events);
        columns.ports(slots.get(4), slots.get(5), events);
        columns.text(Text.SIGNATURE, slots.get(8), events);
        columns.text(Text.USER, slots.get(9), events);
        columns.text(Text.URL, slots.get(10), events);
        columns.text(Text.DNS_NAME, slots.get(11), events);
        columns.text(Text.TLS_SNI, slots.get(12), events);
        columns.text(Text.HOST, slots.get(15), events);
    }

    private void classify(int type, Slots slots, Events events) {
        int facts = columns.protocol(slots.get(6), events);
        int severity = ColumnWriter.number(slots.get(7), FATAL);
        if (severity > 0) {
            events.putSeverity(1 + (FATAL - severity) * 9 / (FATAL - 1));
            facts |= Fact.SEVERITY.bit();
        }
        String named = "ocsf/" + type;
        if (type / CATEGORY == FINDINGS) {
            named = "ocsf/finding";
        } else if (type == AUTHENTICATION) {
            named = "ocsf/login";
            facts |= Fact.LOGIN.bit() | (is("2", slots.get(13)) ? Fact.FAILED.bit() : 0);
        } else if (type / CATEGORY == NETWORK) {
            named = "ocsf/traffic";
            facts |= is("2", slots.get(14)) ? Fact.DENIED.bit() : 0;
        }
        Kind kind = type == AUTHENTICATION ? Kind.LOGIN_ATTEMPT : columns.kind(null, slots.get(8));
        columns.classify(columns.type(named), facts, kind, events);
    }

    private static boolean is(String expected, @Nullable String value) {
        return expected.equals(value);
    }
}
