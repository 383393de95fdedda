package org.commonwatch.telemetry.vector;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Kinds;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Reason;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads EVE records a second time, in the plainest way: Jackson makes a tree of each line, and the
 * tree is asked. It shares no code with the reader but the columns it fills and the rule.
 */
final class EveOracle {
    private static final int DEPTH_LIMIT = 64;

    private static final Map<String, Integer> PROTOCOLS =
            Map.of(
                    "tcp",
                    6,
                    "udp",
                    17,
                    "icmp",
                    1,
                    "ipv6-icmp",
                    58,
                    "icmp6",
                    58,
                    "sctp",
                    132,
                    "gre",
                    47,
                    "esp",
                    50,
                    "igmp",
                    2);

    // What must be a text or null, a number too in the second; in this order they are complained
    // of.
    private static final List<String> STRICT_GROUPS = List.of("flow", "tcp", "alert");
    private static final List<String> STRICT_FIELDS =
            List.of(
                    "timestamp",
                    "event_type",
                    "src_ip",
                    "dest_ip",
                    "proto",
                    "app_proto",
                    "flow.state",
                    "flow.pkts_toclient",
                    "tcp.state",
                    "alert.category");
    private static final Set<String> NUMBERS =
            Set.of("src_port", "dest_port", "alert.severity", "flow.pkts_toclient");

    private final JsonMapper json =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH_LIMIT)
                                                    .maxStringLength(Chunk.LINE_LIMIT)
                                                    .maxNameLength(Chunk.LINE_LIMIT)
                                                    .maxNumberLength(Chunk.LINE_LIMIT)
                                                    .build())
                                    .build())
                    .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** What becomes of the lines of a whole input. */
    Reading read(byte[] bytes) {
        Batch batch = new Batch();
        batch.clear(new Chunk.Lines(bytes, 1, 0));
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                batch.line(from);
                line(Arrays.copyOfRange(bytes, from, i), batch);
                from = i + 1;
            }
        }
        if (from < bytes.length) {
            batch.line(from);
            line(Arrays.copyOfRange(bytes, from, bytes.length), batch);
        }
        return Reading.of(batch);
    }

    private void line(byte[] withEnd, Batch batch) {
        boolean carriage = withEnd.length > 0 && withEnd[withEnd.length - 1] == '\r';
        byte[] line = Arrays.copyOf(withEnd, withEnd.length - (carriage ? 1 : 0));
        if (line.length > Chunk.LINE_LIMIT) {
            batch.reject(Reason.TOO_LONG);
            return;
        }
        boolean blank = true;
        boolean foreign = false;
        for (byte b : line) {
            if (b == 0) {
                batch.reject(Reason.NUL_BYTES);
                return;
            }
            blank &= b == ' ' || b == '\t' || b == '\r';
            foreign |= b == (byte) 0xFF; // is in no text of UTF-8 (RFC 3629 §1)
        }
        if (blank) {
            batch.skip();
        } else if (foreign) {
            batch.reject(Reason.NOT_JSON);
        } else {
            record(line, batch);
        }
    }

    private void record(byte[] line, Batch batch) {
        JsonNode root;
        try (JsonParser parser = json.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                batch.reject(Reason.NOT_AN_OBJECT);
                return;
            }
            root = json.readTree(parser);
            if (isFollowed(parser)) {
                batch.reject(Reason.TRAILING_TEXT);
                return;
            }
        } catch (UnexpectedEndOfInputException e) {
            batch.reject(Reason.TRUNCATED);
            return;
        } catch (StreamConstraintsException e) {
            batch.reject(Reason.TOO_DEEP);
            return;
        } catch (JacksonException e) {
            batch.reject(Reason.NOT_JSON);
            return;
        }
        say(root, batch);
    }

    private static boolean isFollowed(JsonParser parser) {
        try {
            return parser.nextToken() != null;
        } catch (JacksonException e) {
            return true;
        }
    }

    private static void say(JsonNode root, Batch batch) {
        String wrong = wrongType(root);
        if (wrong != null) {
            batch.reject(Reason.WRONG_TYPE, wrong);
            return;
        }
        String written = text(root, "timestamp");
        if (written == null) {
            batch.reject(Reason.NO_TIMESTAMP);
            return;
        }
        OracleTexts.Moment moment = OracleTexts.moment(written);
        if (moment == null) {
            batch.reject(Reason.UNREADABLE_TIMESTAMP, written);
            return;
        }
        String type = text(root, "event_type");
        if (type == null || type.isEmpty()) {
            batch.reject(Reason.NO_EVENT_TYPE);
            return;
        }
        Events events = batch.events();
        events.putTime(moment.micros(), moment.zoned());
        source(text(root, "src_ip"), events);
        target(text(root, "dest_ip"), events);
        events.putPorts(
                OracleTexts.number(text(root, "src_port"), 65_535),
                OracleTexts.number(text(root, "dest_port"), 65_535));
        events.putSeverity(OracleTexts.number(text(root, "alert.severity"), 10));
        events.putProtocol(protocol(root));
        CountingRule rule = CountingRule.ATTACKS;
        Kind kind = Kinds.of(text(root, "alert.category"), text(root, "alert.signature"));
        events.classify(rule, rule.type("eve/" + type), facts(root), kind);
        texts(root, events);
        batch.record();
    }

    private static @Nullable String wrongType(JsonNode root) {
        for (String group : STRICT_GROUPS) {
            JsonNode value = root.path(group);
            if (!value.isObject() && !value.isNull() && !value.isMissingNode()) {
                return group;
            }
        }
        for (String field : STRICT_FIELDS) {
            JsonNode value = at(root, field);
            boolean number = NUMBERS.contains(field) && value.isIntegralNumber();
            if (!value.isString() && !number && !value.isNull() && !value.isMissingNode()) {
                return field;
            }
        }
        return null;
    }

    private static int facts(JsonNode root) {
        int facts = protocol(root) == 6 ? Fact.TCP.bit() : 0;
        String flow = text(root, "flow.state");
        String application = text(root, "app_proto");
        facts |= "new".equals(flow) ? Fact.NEW.bit() : 0;
        facts |= "established".equals(flow) ? Fact.CONNECTED.bit() : 0;
        facts |= "established".equals(text(root, "tcp.state")) ? Fact.CONNECTED.bit() : 0;
        facts |= application != null && !application.isEmpty() ? Fact.APPLICATION.bit() : 0;
        facts |= "0".equals(text(root, "flow.pkts_toclient")) ? Fact.ONE_WAY.bit() : 0;
        return facts;
    }

    private static int protocol(JsonNode root) {
        String name = text(root, "proto");
        if (name == null) {
            return 0;
        }
        // Upper case is a matter of ASCII here.
        boolean ascii = name.chars().allMatch(c -> c < 0x80);
        return ascii ? PROTOCOLS.getOrDefault(name.toLowerCase(Locale.ROOT), 0) : 0;
    }

    private static void texts(JsonNode root, Events events) {
        say(Text.SIGNATURE, text(root, "alert.signature"), events);
        say(Text.DNS_NAME, text(root, "dns.rrname"), events);
        for (String list : List.of("queries", "query")) {
            JsonNode questions = root.path("dns").path(list);
            for (JsonNode question : questions.isArray() ? questions : json()) {
                say(Text.DNS_NAME, text(question, "rrname"), events);
            }
        }
        say(Text.TLS_SNI, text(root, "tls.sni"), events);
        String host = text(root, "http.hostname");
        String path = text(root, "http.url");
        say(Text.HOST, host, events);
        say(Text.URL, host == null || path == null ? null : "http://" + host + path, events);
        say(Text.MD5, text(root, "fileinfo.md5"), events);
        say(Text.SHA1, text(root, "fileinfo.sha1"), events);
        say(Text.SHA256, text(root, "fileinfo.sha256"), events);
    }

    private static Iterable<JsonNode> json() {
        return List.of();
    }

    private static void say(Text text, @Nullable String value, Events events) {
        if (value != null && !value.isEmpty()) {
            events.putText(text, value);
        }
    }

    private static void source(@Nullable String text, Events events) {
        Integer four = OracleTexts.four(text);
        long[] six = OracleTexts.six(text);
        if (four != null) {
            events.putSource4(four);
        } else if (six != null) {
            events.putSource6(six[0], six[1]);
        }
    }

    private static void target(@Nullable String text, Events events) {
        Integer four = OracleTexts.four(text);
        long[] six = OracleTexts.six(text);
        if (four != null) {
            events.putTarget4(four);
        } else if (six != null) {
            events.putTarget6(six[0], six[1]);
        }
    }

    private static @Nullable String text(JsonNode root, String path) {
        JsonNode value = at(root, path);
        if (value.isString()) {
            return value.stringValue();
        }
        boolean number = NUMBERS.contains(path) && value.isIntegralNumber();
        return number ? value.bigIntegerValue().toString() : null;
    }

    private static JsonNode at(JsonNode root, String path) {
        int dot = path.indexOf('.');
        return dot < 0
                ? root.path(path)
                : root.path(path.substring(0, dot)).path(path.substring(dot + 1));
    }
}
