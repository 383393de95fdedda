package org.commonwatch.telemetry.sensor.zeek;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Kinds;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.line.Known;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.SpanWriter;
import org.commonwatch.telemetry.sensor.line.Spans;
import org.commonwatch.telemetry.sensor.line.TimeText;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Says what one record of Zeek's holds, whichever form it was written in. */
final class ZeekRecord {
    /** The first key of {@link Field#LOG}. */
    static final String LOG = "_path";

    /** The fields wanted, and the keys each goes by as Zeek writes them, flattened or nested. */
    enum Field {
        TIME("ts"),
        SOURCE("id.orig_h id_orig_h id/orig_h src src_ip"),
        TARGET("id.resp_h id_resp_h id/resp_h dst dst_ip"),
        SOURCE_PORT("id.orig_p id_orig_p id/orig_p"),
        TARGET_PORT("id.resp_p id_resp_p id/resp_p p"),
        PROTOCOL("proto"),
        SERVICE("service"),
        STATE("conn_state"),
        SOURCE_BYTES("orig_bytes"),
        TARGET_BYTES("resp_bytes"),
        TARGET_PACKETS("resp_pkts"),
        NOTE("note"),
        SEEN("seen.indicator seen_indicator seen/indicator"),
        QUERY("query"),
        HOST("host"),
        URI("uri"),
        SERVER_NAME("server_name"),
        MD5("md5"),
        SHA1("sha1"),
        SHA256("sha256"),
        USER("user username"),
        JA3("ja3"),
        JA4("ja4"),
        SIGNED_IN("auth_success"),
        /** What shippers call the log. */
        LOG(ZeekRecord.LOG + " @stream");

        private final String keys;

        Field(String keys) {
            this.keys = keys;
        }

        /** Its place among {@link #NAMES}. */
        @SuppressWarnings("EnumOrdinal") // nothing keeps the numbers
        int slot() {
            return ordinal();
        }
    }

    /** The keys of all fields. */
    static final List<List<String>> NAMES =
            Stream.of(Field.values()).map(field -> List.of(field.keys.split(" "))).toList();

    // What exists only once a TCP connection has carried data both ways.
    private static final Set<String> OVER_TCP =
            Set.of("http", "ftp", "smtp", "ssh", "rfb", "modbus", "smb_files", "smb_mapping");

    // Zeek's logs as of 7.0 whose records are about traffic or about Zeek itself.
    private static final Set<String> KNOWN =
            Set.of(
                    "analyzer",
                    "capture_loss",
                    "conn",
                    "dce_rpc",
                    "dhcp",
                    "dnp3",
                    "dns",
                    "dpd",
                    "files",
                    "ftp",
                    "http",
                    "intel",
                    "irc",
                    "kerberos",
                    "known_certs",
                    "known_hosts",
                    "known_services",
                    "ldap",
                    "ldap_search",
                    "modbus",
                    "mysql",
                    "notice",
                    "ntlm",
                    "ntp",
                    "ocsp",
                    "packet_filter",
                    "pe",
                    "quic",
                    "radius",
                    "rdp",
                    "reporter",
                    "rfb",
                    "sip",
                    "smb_files",
                    "smb_mapping",
                    "smtp",
                    "snmp",
                    "socks",
                    "software",
                    "ssh",
                    "ssl",
                    "stats",
                    "syslog",
                    "telemetry",
                    "traceroute",
                    "tunnel",
                    "weird",
                    "x509");

    /** Lists what Zeek loaded when it started, and has no times. */
    private static final String NO_EVENTS = "loaded_scripts";

    private static final int SIGN_IN_FAILED = Fact.LOGIN.bit() | Fact.FAILED.bit();

    /**
     * What is known of a log.
     *
     * @param type number of its records' type in the rule
     * @param facts what each of its records shows
     */
    private record Log(String name, int type, int facts, boolean known) {
        boolean is(String other) {
            return name.equals(other);
        }
    }

    private final CountingRule rule;
    private final Spans spans;
    private final SpanWriter columns;
    private final Known<Log> logs = new Known<>(this::log);
    private final Known<Integer> states = new Known<>(ZeekRecord::state);
    private final Known<Integer> signIns = new Known<>(ZeekRecord::signIn);
    private final Known<Kind> notes = new Known<>(note -> Kinds.of(note, ""));
    private final Log unnamed;
    private final Log conn;
    private final Log notice;
    private final Log intel;

    /** Says what the spans hold, which are of fields of these {@link #NAMES}. */
    ZeekRecord(CountingRule rule, TimeText times, Spans spans) {
        this.rule = rule;
        this.spans = spans;
        columns = new SpanWriter(spans, times);
        unnamed = log("");
        conn = log("conn");
        notice = log("notice");
        intel = log("intel");
    }

    /** Says a record that names its log, or of which the log can be guessed. */
    Outcome say(Events events) {
        Log log = has(Field.LOG) ? logs.of(spans, Field.LOG.slot()) : guessed();
        if (log.is(NO_EVENTS)) {
            return Outcome.SKIPPED;
        }
        int time = Field.TIME.slot();
        if (!spans.has(time)) {
            return Outcome.refused(Reason.NO_TIMESTAMP);
        }
        if (!columns.time(time, events)) {
            return Outcome.refused(Reason.UNREADABLE_TIMESTAMP, spans.text(time));
        }
        columns.source(Field.SOURCE.slot(), events);
        columns.target(Field.TARGET.slot(), events);
        columns.ports(Field.SOURCE_PORT.slot(), Field.TARGET_PORT.slot(), events);
        texts(log, events);
        classify(log, events);
        return log.known ? Outcome.RECORD : Outcome.UNKNOWN;
    }

    // Zeek's own JSON does not name its log.
    private Log guessed() {
        if (has(Field.STATE)) {
            return conn;
        }
        if (has(Field.NOTE)) {
            return notice;
        }
        return has(Field.SEEN) ? intel : unnamed;
    }

    private void texts(Log log, Events events) {
        Field signature = has(Field.SEEN) ? Field.SEEN : Field.NOTE;
        columns.text(Text.SIGNATURE, signature.slot(), events);
        if (log.is("dns")) {
            columns.text(Text.DNS_NAME, Field.QUERY.slot(), events);
        }
        if (log.is("http")) {
            columns.text(Text.HOST, Field.HOST.slot(), events);
            columns.url(Field.HOST.slot(), Field.URI.slot(), events);
        }
        columns.text(Text.TLS_SNI, Field.SERVER_NAME.slot(), events);
        columns.hash(Field.MD5.slot(), events);
        columns.hash(Field.SHA1.slot(), events);
        columns.hash(Field.SHA256.slot(), events);
        columns.text(Text.USER, Field.USER.slot(), events);
        columns.text(Text.JA3, Field.JA3.slot(), events);
        columns.text(Text.JA4, Field.JA4.slot(), events);
    }

    private void classify(Log log, Events events) {
        int facts = columns.protocol(Field.PROTOCOL.slot(), events) | log.facts;
        Kind kind = Kind.OTHER;
        if (log.is("conn")) {
            facts |= connection();
        } else {
            facts |= signIns.of(spans, Field.SIGNED_IN.slot());
            kind = log.is("intel") ? Kind.BAD_REPUTATION : notes.of(spans, Field.NOTE.slot());
        }
        events.classify(rule, log.type, facts, kind);
    }

    private int connection() {
        int facts = states.of(spans, Field.STATE.slot());
        if (isNothing(Field.SOURCE_BYTES) && isNothing(Field.TARGET_BYTES)) {
            facts |= Fact.NO_DATA.bit();
        }
        if (spans.is(Field.TARGET_PACKETS.slot(), '0')) {
            facts |= Fact.ONE_WAY.bit();
        }
        return has(Field.SERVICE) ? facts | Fact.APPLICATION.bit() : facts;
    }

    private boolean isNothing(Field bytes) {
        return !has(bytes) || spans.is(bytes.slot(), '0');
    }

    private boolean has(Field field) {
        return spans.has(field.slot());
    }

    private Log log(String name) {
        int facts = OVER_TCP.contains(name) ? Fact.TCP.bit() | Fact.APPLICATION.bit() : 0;
        return new Log(name, rule.type("zeek/" + name), facts, KNOWN.contains(name));
    }

    // The states of conn.log. A reset after the connection was established is RSTO or RSTR.
    private static int state(String state) {
        return switch (state) {
            case "S0" -> Fact.NEW.bit();
            case "REJ" -> Fact.FAILED.bit();
            case "RSTO" -> Fact.ABORTED.bit() | Fact.CONNECTED.bit();
            case "S1", "S2", "S3", "SF", "RSTR" -> Fact.CONNECTED.bit();
            default -> 0;
        };
    }

    private static int signIn(String succeeded) {
        return switch (succeeded) {
            case "" -> 0;
            case "F", "false" -> SIGN_IN_FAILED;
            default -> Fact.LOGIN.bit();
        };
    }
}
