package org.commonwatch.telemetry.simulation.world;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.SplittableRandom;

/** Writes one line as a sensor of its format does. Addresses are set aside for nothing or tests. */
final class LineText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final long SECOND_MICROS = 1_000_000;
    private static final int FIRST_RULE = 9_200_001;

    private final StringBuilder out;
    private final SplittableRandom random;
    private final String sensor;
    private final long micros;

    LineText(StringBuilder out, SplittableRandom random, String sensor, long micros) {
        this.out = out;
        this.random = random;
        this.sensor = sensor;
        this.micros = micros;
    }

    /** Who attacks whom. */
    record Ends(String source, String target) {}

    /** Writes it, without its end. */
    void write(Sight sight, Ends ends) {
        switch (sight) {
            case SIGN_IN ->
                    alert(
                            ends,
                            new Rule(
                                    1,
                                    "CW SCAN Many sign-ins over SSH within a minute",
                                    "Attempt to login by a default username and password",
                                    22,
                                    "ssh"));
            case WEB ->
                    alert(
                            ends,
                            new Rule(
                                    2,
                                    "CW WEB_SERVER Access to a page for administrators",
                                    "access to a potentially vulnerable web application",
                                    443,
                                    "http"));
            case INJECTION ->
                    alert(
                            ends,
                            new Rule(
                                    3,
                                    "CW WEB_SERVER SQL injection in the query string",
                                    "Web Application Attack",
                                    80,
                                    "http"));
            case SWEEP ->
                    alert(
                            ends,
                            new Rule(
                                    4,
                                    "CW SCAN Sweep over many hosts",
                                    "Detection of a Network Scan",
                                    23,
                                    ""));
            case PROBE -> flow(ends);
            case NOTICE_OF_SCAN -> notice(ends, "Scan::Port_Scan", 23);
            case NOTICE_OF_SIGN_IN -> notice(ends, "SSH::Password_Guessing", 22);
            case CONNECTION -> connection(ends);
            case DECOY_REFUSED -> decoy(ends, "failed", "failed");
            case DECOY_LET_IN -> decoy(ends, "success", "succeeded");
        }
    }

    /** Of a sensor; without an application nothing came back, and the source is only claimed. */
    private record Rule(
            int number, String signature, String category, int port, String application) {}

    private void alert(Ends ends, Rule rule) {
        boolean answered = !rule.application.isEmpty();
        eve("alert", ends, rule.port);
        if (answered) {
            out.append("\"app_proto\":\"").append(rule.application).append("\",");
        }
        out.append("\"alert\":{\"action\":\"allowed\",\"gid\":1,\"signature_id\":")
                .append(FIRST_RULE + rule.number)
                .append(",\"rev\":1,\"signature\":\"")
                .append(rule.signature)
                .append("\",\"category\":\"")
                .append(rule.category)
                .append("\",\"severity\":2},\"direction\":\"to_server\",\"flow\":{")
                .append("\"pkts_toserver\":")
                .append(1 + random.nextInt(16))
                .append(",\"pkts_toclient\":")
                .append(answered ? 1 + random.nextInt(16) : 0)
                .append(",\"bytes_toserver\":")
                .append(60 + random.nextInt(4_000))
                .append(",\"bytes_toclient\":")
                .append(answered ? 60 + random.nextInt(4_000) : 0)
                .append("}}");
    }

    private void flow(Ends ends) {
        eve("flow", ends, random.nextInt(1_024));
        out.append("\"flow\":{\"pkts_toserver\":1,\"pkts_toclient\":0,\"bytes_toserver\":60,")
                .append("\"bytes_toclient\":0,\"state\":\"new\",\"reason\":\"timeout\",")
                .append("\"alerted\":false},\"tcp\":{\"tcp_flags\":\"02\",\"syn\":true,")
                .append("\"state\":\"syn_sent\"}}");
    }

    private void eve(String type, Ends ends, int port) {
        out.append("{\"timestamp\":\"");
        time();
        out.append("+0000\",\"flow_id\":")
                .append(random.nextLong() >>> 13)
                .append(",\"in_iface\":\"ens1\",\"event_type\":\"")
                .append(type)
                .append("\",\"src_ip\":\"")
                .append(ends.source)
                .append("\",\"src_port\":")
                .append(port())
                .append(",\"dest_ip\":\"")
                .append(ends.target)
                .append("\",\"dest_port\":")
                .append(port)
                .append(",\"proto\":\"TCP\",");
    }

    private void notice(Ends ends, String note, int port) {
        zeek("notice", ends, port);
        out.append("\"proto\":\"tcp\",\"note\":\"")
                .append(note)
                .append("\",\"msg\":\"")
                .append(ends.source)
                .append(" was seen doing what this note is about\",\"src\":\"")
                .append(ends.source)
                .append("\",\"dst\":\"")
                .append(ends.target)
                .append("\",\"p\":")
                .append(port)
                .append(",\"actions\":[\"Notice::ACTION_LOG\"],\"suppress_for\":3600.0}");
    }

    private void connection(Ends ends) {
        zeek("conn", ends, random.nextInt(1_024));
        out.append("\"proto\":\"tcp\",\"conn_state\":\"S0\",\"local_orig\":false,")
                .append("\"local_resp\":true,\"missed_bytes\":0,\"history\":\"S\",")
                .append("\"orig_pkts\":1,\"orig_ip_bytes\":60,\"resp_pkts\":0,")
                .append("\"resp_ip_bytes\":0}");
    }

    private void zeek(String path, Ends ends, int port) {
        out.append("{\"_path\":\"")
                .append(path)
                .append("\",\"_system_name\":\"")
                .append(sensor)
                .append("\",\"ts\":")
                .append(micros / SECOND_MICROS)
                .append('.');
        padded(micros % SECOND_MICROS);
        out.append(",\"uid\":\"C")
                .append(Long.toHexString(random.nextLong()))
                .append("\",\"id.orig_h\":\"")
                .append(ends.source)
                .append("\",\"id.orig_p\":")
                .append(port())
                .append(",\"id.resp_h\":\"")
                .append(ends.target)
                .append("\",\"id.resp_p\":")
                .append(port)
                .append(',');
    }

    private void decoy(Ends ends, String event, String word) {
        int user = random.nextInt(50);
        out.append("{\"eventid\":\"cowrie.login.")
                .append(event)
                .append("\",\"username\":\"user")
                .append(user)
                .append("\",\"password\":\"word")
                .append(random.nextInt(500))
                .append("\",\"message\":\"login attempt [user")
                .append(user)
                .append("] ")
                .append(word)
                .append("\",\"sensor\":\"")
                .append(sensor)
                .append("\",\"timestamp\":\"");
        time();
        out.append("Z\",\"src_ip\":\"")
                .append(ends.source)
                .append("\",\"session\":\"")
                .append(Long.toHexString(random.nextLong() | 1L << 63), 0, 12)
                .append("\"}");
    }

    private void time() {
        TIME.formatTo(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), out);
    }

    private void padded(long number) {
        String digits = Long.toString(number);
        out.repeat('0', 6 - digits.length()).append(digits);
    }

    private int port() {
        return 1_024 + random.nextInt(64_000);
    }
}
