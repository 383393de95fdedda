package org.commonwatch.telemetry.sensor;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Says what {@link EveWalk} found, without making an object an event. */
final class EveSaying {
    private static final byte[] SCHEME = bytes("http://");
    private static final byte[] NEW = bytes("new");
    private static final byte[] ESTABLISHED = bytes("established");
    private static final byte[] ZERO = bytes("0");

    private static final int MOST_TYPES = 64;

    private final CountingRule rule;
    private final List<byte[]> typeNames = new ArrayList<>();
    private final List<Integer> types = new ArrayList<>();
    private final AddressText addresses = new AddressText();
    private final TimestampText timestamp = new TimestampText();
    private final KnownKinds kinds = new KnownKinds();
    private byte[] scratch = new byte[1 << 10];
    private int scratchEnd;

    EveSaying(CountingRule rule) {
        this.rule = rule;
        rule.clauses().stream()
                .map(CountingRule.Clause::type)
                .filter(type -> type.startsWith(EveReader.TYPES))
                .distinct()
                .forEach(type -> {
                    typeNames.add(bytes(type.substring(EveReader.TYPES.length())));
                    types.add(rule.type(type));
                });
    }

    /** False if the slow path has to say it. */
    boolean say(byte[] line, EveWalk walk, Events events) {
        int type = EveKeys.EVENT_TYPE;
        boolean usual =
                walk.has(EveKeys.TIMESTAMP)
                        && walk.has(type)
                        && walk.end(type) > walk.start(type)
                        && !walk.isOddlyEscaped()
                        && timestamp.parse(
                                line, walk.start(EveKeys.TIMESTAMP), walk.end(EveKeys.TIMESTAMP));
        if (!usual) {
            return false;
        }
        events.putTime(timestamp.micros(), timestamp.zoned());
        if (walk.has(EveKeys.SOURCE)) {
            addresses.source(line, walk.start(EveKeys.SOURCE), walk.end(EveKeys.SOURCE), events);
        }
        if (walk.has(EveKeys.TARGET)) {
            addresses.target(line, walk.start(EveKeys.TARGET), walk.end(EveKeys.TARGET), events);
        }
        events.putPorts(
                port(line, walk, EveKeys.SOURCE_PORT), port(line, walk, EveKeys.TARGET_PORT));
        events.putProtocol(protocol(line, walk));
        events.putSeverity(Numbers.upTo(line, walk, EveKeys.SEVERITY, EveReader.GRAVE_LIMIT));
        classify(line, walk, events);
        texts(line, walk, events);
        return true;
    }

    private void classify(byte[] line, EveWalk walk, Events events) {
        events.classify(rule, type(line, walk), facts(line, walk), kind(line, walk));
    }

    private int type(byte[] line, EveWalk walk) {
        for (int i = 0; i < typeNames.size(); i++) {
            if (is(line, walk, EveKeys.EVENT_TYPE, typeNames.get(i))) {
                return types.get(i);
            }
        }
        int from = walk.start(EveKeys.EVENT_TYPE);
        int length = walk.end(EveKeys.EVENT_TYPE) - from;
        String name = new String(line, from, length, StandardCharsets.UTF_8);
        int type = rule.type(EveReader.TYPES + name);
        // Whoever writes ever new types finds no more room here, and only loses speed.
        if (types.size() < MOST_TYPES) {
            typeNames.add(bytes(name));
            types.add(type);
        }
        return type;
    }

    private Kind kind(byte[] line, EveWalk walk) {
        int category = walk.has(EveKeys.CATEGORY) ? walk.start(EveKeys.CATEGORY) : 0;
        int categoryEnd = walk.has(EveKeys.CATEGORY) ? walk.end(EveKeys.CATEGORY) : 0;
        int signature = walk.has(EveKeys.SIGNATURE) ? walk.start(EveKeys.SIGNATURE) : 0;
        int signatureEnd = walk.has(EveKeys.SIGNATURE) ? walk.end(EveKeys.SIGNATURE) : 0;
        if (!walk.isEscaped(EveKeys.CATEGORY) && !walk.isEscaped(EveKeys.SIGNATURE)) {
            return kinds.kind(line, category, categoryEnd, signature, signatureEnd);
        }
        scratchEnd = 0;
        unescape(line, category, categoryEnd);
        int between = scratchEnd;
        unescape(line, signature, signatureEnd);
        return kinds.kind(scratch, 0, between, between, scratchEnd);
    }

    private static int facts(byte[] line, EveWalk walk) {
        int facts = protocol(line, walk) == Protocols.TCP ? Fact.TCP.bit() : 0;
        if (is(line, walk, EveKeys.FLOW_STATE, NEW)) {
            facts |= Fact.NEW.bit();
        }
        if (is(line, walk, EveKeys.FLOW_STATE, ESTABLISHED)
                || is(line, walk, EveKeys.TCP_STATE, ESTABLISHED)) {
            facts |= Fact.CONNECTED.bit();
        }
        int application = EveKeys.APPLICATION;
        if (walk.has(application) && walk.end(application) > walk.start(application)) {
            facts |= Fact.APPLICATION.bit();
        }
        if (is(line, walk, EveKeys.PACKETS_BACK, ZERO)) {
            facts |= Fact.ONE_WAY.bit();
        }
        return facts;
    }

    private void texts(byte[] line, EveWalk walk, Events events) {
        text(Text.SIGNATURE, EveKeys.SIGNATURE, line, walk, events);
        text(Text.DNS_NAME, EveKeys.NAME, line, walk, events);
        for (int i = 0; i < walk.questions(); i++) {
            if (walk.questionEnd(i) > walk.questionStart(i)) {
                events.putText(Text.DNS_NAME, walk.questionStart(i), walk.questionEnd(i));
            }
        }
        text(Text.TLS_SNI, EveKeys.SERVER_NAME, line, walk, events);
        text(Text.HOST, EveKeys.HOST, line, walk, events);
        if (walk.has(EveKeys.HOST) && walk.has(EveKeys.PATH)) {
            scratchEnd = 0;
            append(SCHEME, 0, SCHEME.length);
            append(line, walk, EveKeys.HOST);
            append(line, walk, EveKeys.PATH);
            events.putText(Text.URL, scratch, 0, scratchEnd);
        }
        text(Text.MD5, EveKeys.MD5, line, walk, events);
        text(Text.SHA1, EveKeys.SHA1, line, walk, events);
        text(Text.SHA256, EveKeys.SHA256, line, walk, events);
    }

    private void text(Text text, int field, byte[] line, EveWalk walk, Events events) {
        if (!walk.has(field) || walk.end(field) == walk.start(field)) {
            return;
        }
        if (walk.isEscaped(field)) {
            scratchEnd = 0;
            append(line, walk, field);
            events.putText(text, scratch, 0, scratchEnd);
        } else {
            events.putText(text, walk.start(field), walk.end(field));
        }
    }

    private void append(byte[] line, EveWalk walk, int field) {
        if (walk.isEscaped(field)) {
            unescape(line, walk.start(field), walk.end(field));
        } else {
            append(line, walk.start(field), walk.end(field));
        }
    }

    private void append(byte[] from, int start, int end) {
        int length = end - start;
        room(length);
        System.arraycopy(from, start, scratch, scratchEnd, length);
        scratchEnd += length;
    }

    // What has a code in it never comes here: see Structure.
    private void unescape(byte[] line, int from, int to) {
        room(to - from);
        for (int i = from; i < to; i++) {
            byte b = line[i];
            if (b == '\\') {
                i++;
                b =
                        switch (line[i]) {
                            case 'b' -> '\b';
                            case 'f' -> '\f';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 't' -> '\t';
                            default -> line[i];
                        };
            }
            scratch[scratchEnd++] = b;
        }
    }

    private void room(int more) {
        if (scratchEnd + more > scratch.length) {
            scratch = Arrays.copyOf(scratch, Math.max(2 * scratch.length, scratchEnd + more));
        }
    }

    private static int port(byte[] line, EveWalk walk, int field) {
        return Numbers.upTo(line, walk, field, EveReader.PORT_LIMIT);
    }

    private static int protocol(byte[] line, EveWalk walk) {
        return walk.has(EveKeys.PROTOCOL)
                ? Protocols.number(line, walk.start(EveKeys.PROTOCOL), walk.end(EveKeys.PROTOCOL))
                : 0;
    }

    private static boolean is(byte[] line, EveWalk walk, int field, byte[] value) {
        return walk.has(field)
                && Arrays.equals(line, walk.start(field), walk.end(field), value, 0, value.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
