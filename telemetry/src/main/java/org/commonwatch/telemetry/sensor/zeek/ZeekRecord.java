package org.commonwatch.telemetry.sensor.zeek;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.Timestamp;
import org.commonwatch.telemetry.sensor.line.ColumnWriter;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.Slots;
import org.commonwatch.telemetry.sensor.line.TimeText;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/** Says what one record of Zeek's holds, whichever form it was written in. */
final class ZeekRecord {
    /** The fields wanted; their order is that of {@link #NAMES}. */
    enum Field {
        TIME,
        SOURCE,
        TARGET,
        SOURCE_PORT,
        TARGET_PORT,
        PROTOCOL,
        SERVICE,
        STATE,
        SOURCE_BYTES,
        TARGET_BYTES,
        TARGET_PACKETS,
        NOTE,
        SEEN,
        QUERY,
        HOST,
        URI,
        SERVER_NAME,
        MD5,
        SHA1,
        SHA256,
        USER,
        JA3,
        JA4,
        SIGNED_IN;

        @Nullable String of(Slots slots) {
            return slots.get(SLOTS.indexOf(this));
        }
    }

    private static final List<Field> SLOTS = List.of(Field.values());

    /** The names each field goes by: keys as Zeek writes them, flattened or nested. */
    static final List<List<String>> NAMES =
            List.of(
                    List.of("ts"),
                    List.of("id.orig_h", "id_orig_h", "id/orig_h", "src", "src_ip"),
                    List.of("id.resp_h", "id_resp_h", "id/resp_h", "dst", "dst_ip"),
                    List.of("id.orig_p", "id_orig_p", "id/orig_p"),
                    List.of("id.resp_p", "id_resp_p", "id/resp_p", "p"),
                    List.of("proto"),
                    List.of("service"),
                    List.of("conn_state"),
                    List.of("orig_bytes"),
                    List.of("resp_bytes"),
                    List.of("resp_pkts"),
                    List.of("note"),
                    List.of("seen.indicator", "seen_indicator", "seen/indicator"),
                    List.of("query"),
                    List.of("host"),
                    List.of("uri"),
                    List.of("server_name"),
                    List.of("md5"),
                    List.of("sha1"),
                    List.of("sha256"),
                    List.of("user", "username"),
                    List.of("ja3"),
                    List.of("ja4"),
                    List.of("auth_success"));

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

    private final TimeText times;
    private final ColumnWriter columns;
    private final int conn;

    ZeekRecord(CountingRule rule, TimeText times) {
        this.times = times;
        columns = new ColumnWriter(rule);
        conn = rule.type("zeek/conn");
    }

    /**
     * Says a record.
     *
     * @param path name of the log, or null if it is not known
     */
    Outcome say(@Nullable String path, Slots slots, Events events) {
        String log = path == null ? guessed(slots) : path;
        if (log.equals(NO_EVENTS)) {
            return Outcome.SKIPPED;
        }
        String written = Field.TIME.of(slots);
        if (written == null) {
            return Outcome.refused(Reason.NO_TIMESTAMP);
        }
        Timestamp time = times.whole(written);
        if (time == null) {
            return Outcome.refused(Reason.UNREADABLE_TIMESTAMP, written);
        }
        columns.time(time, events);
        columns.source(Field.SOURCE.of(slots), events);
        columns.target(Field.TARGET.of(slots), events);
        columns.ports(Field.SOURCE_PORT.of(slots), Field.TARGET_PORT.of(slots), events);
        texts(log, slots, events);
        classify(log, slots, events);
        return KNOWN.contains(log) ? Outcome.RECORD : Outcome.UNKNOWN;
    }

    // Zeek's own JSON does not name its log.
    private static String guessed(Slots slots) {
        if (Field.STATE.of(slots) != null) {
            return "conn";
        }
        if (Field.NOTE.of(slots) != null) {
            return "notice";
        }
        return Field.SEEN.of(slots) == null ? "" : "intel";
    }

    private void texts(String log, Slots slots, Events events) {
        String seen = Field.SEEN.of(slots);
        columns.text(Text.SIGNATURE, seen == null ? Field.NOTE.of(slots) : seen, events);
        if (log.equals("dns")) {
            columns.text(Text.DNS_NAME, Field.QUERY.of(slots), events);
        }
        String host = Field.HOST.of(slots);
        if (log.equals("http") && host != null) {
            columns.text(Text.HOST, host, events);
            String uri = Field.URI.of(slots);
            columns.text(Text.URL, uri == null ? null : "http://" + host + uri, events);
        }
        columns.text(Text.TLS_SNI, Field.SERVER_NAME.of(slots), events);
        columns.hash(Field.MD5.of(slots), events);
        columns.hash(Field.SHA1.of(slots), events);
        columns.hash(Field.SHA256.of(slots), events);
        columns.text(Text.USER, Field.USER.of(slots), events);
        columns.text(Text.JA3, Field.JA3.of(slots), events);
        columns.text(Text.JA4, Field.JA4.of(slots), events);
    }

    private void classify(String log, Slots slots, Events events) {
        int facts = columns.protocol(Field.PROTOCOL.of(slots), events);
        if (log.equals("conn")) {
            columns.classify(conn, facts | connection(slots), Kind.OTHER, events);
            return;
        }
        if (OVER_TCP.contains(log)) {
            facts |= Fact.TCP.bit() | Fact.APPLICATION.bit();
        }
        String signedIn = Field.SIGNED_IN.of(slots);
        if (signedIn != null) {
            boolean failed = signedIn.equals("F") || signedIn.equals("false");
            facts |= Fact.LOGIN.bit() | (failed ? Fact.FAILED.bit() : 0);
        }
        String note = Field.NOTE.of(slots);
        Kind kind = log.equals("intel") ? Kind.BAD_REPUTATION : columns.kind(note, null);
        columns.classify(columns.type("zeek/" + log), facts, kind, events);
    }

    // The states of conn.log. A reset after the connection was established is RSTO or RSTR.
    private static int connection(Slots slots) {
        String state = Field.STATE.of(slots);
        int facts =
                switch (state == null ? "" : state) {
                    case "S0" -> Fact.NEW.bit();
                    case "REJ" -> Fact.FAILED.bit();
                    case "RSTO" -> Fact.ABORTED.bit() | Fact.CONNECTED.bit();
                    case "S1", "S2", "S3", "SF", "RSTR" -> Fact.CONNECTED.bit();
                    default -> 0;
                };
        if (isNothing(Field.SOURCE_BYTES.of(slots)) && isNothing(Field.TARGET_BYTES.of(slots))) {
            facts |= Fact.NO_DATA.bit();
        }
        if ("0".equals(Field.TARGET_PACKETS.of(slots))) {
            facts |= Fact.ONE_WAY.bit();
        }
        return Field.SERVICE.of(slots) == null ? facts : facts | Fact.APPLICATION.bit();
    }

    private static boolean isNothing(@Nullable String bytes) {
        return bytes == null || bytes.equals("0");
    }
}
