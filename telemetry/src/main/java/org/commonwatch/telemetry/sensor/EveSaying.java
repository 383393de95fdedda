package org.commonwatch.telemetry.sensor;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Says what {@link EveWalk} found, without making an object an event. */
final class EveSaying {
    private static final byte[] SCHEME = bytes("http://");
    private static final String ESTABLISHED = "established";
    private static final long NEW_WORD = Words.of("new");
    private static final long ESTABLISHED_START = Words.of("establis");
    private static final long ESTABLISHED_END = Words.of("ablished");

    private static final int MOST_TYPES = 64;

    private final CountingRule rule;
    // By the first eight bytes of a type's name; a longer name is looked up each time.
    private final long[] typeWords = new long[MOST_TYPES];
    private final int[] types = new int[MOST_TYPES];
    private int typeCount;
    private final AddressText addresses = new AddressText();
    private final TimestampText timestamp = new TimestampText();
    private final KnownKinds kinds = new KnownKinds();
    private byte[] scratch = new byte[1 << 10];
    private int scratchEnd;

    EveSaying(CountingRule rule) {
        this.rule = rule;
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
        int protocol = protocol(line, walk);
        events.putProtocol(protocol);
        events.putSeverity(number(line, walk, EveKeys.SEVERITY, EveReader.GRAVE_LIMIT));
        events.classify(rule, type(line, walk), facts(line, walk, protocol), kind(line, walk));
        texts(line, walk, events);
        return true;
    }

    private int type(byte[] line, EveWalk walk) {
        int from = walk.start(EveKeys.EVENT_TYPE);
        int length = walk.end(EveKeys.EVENT_TYPE) - from;
        long word = Words.first(line, from, length);
        if (length > Words.BYTES) {
            return typeOf(line, from, length);
        }
        for (int i = 0; i < typeCount; i++) {
            if (typeWords[i] == word) {
                return types[i];
            }
        }
        int type = typeOf(line, from, length);
        // Whoever writes ever new types finds no more room here, and only loses speed.
        if (typeCount < MOST_TYPES) {
            typeWords[typeCount] = word;
            types[typeCount] = type;
            typeCount++;
        }
        return type;
    }

    private int typeOf(byte[] line, int from, int length) {
        String name = new String(line, from, length, StandardCharsets.UTF_8);
        return rule.type(EveReader.TYPES + name);
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

    private static int facts(byte[] line, EveWalk walk, int protocol) {
        int facts = protocol == Protocols.TCP ? Fact.TCP.bit() : 0;
        if (walk.has(EveKeys.FLOW_STATE)) {
            int from = walk.start(EveKeys.FLOW_STATE);
            int length = walk.end(EveKeys.FLOW_STATE) - from;
            if (length == 3 && Words.first(line, from, length) == NEW_WORD) {
                facts |= Fact.NEW.bit();
            }
        }
        if (isEstablished(line, walk, EveKeys.FLOW_STATE)
                || isEstablished(line, walk, EveKeys.TCP_STATE)) {
            facts |= Fact.CONNECTED.bit();
        }
        int application = EveKeys.APPLICATION;
        if (walk.has(application) && walk.end(application) > walk.start(application)) {
            facts |= Fact.APPLICATION.bit();
        }
        if (walk.has(EveKeys.PACKETS_BACK)) {
            int from = walk.start(EveKeys.PACKETS_BACK);
            if (line[from] == '0' && walk.end(EveKeys.PACKETS_BACK) == from + 1) {
                facts |= Fact.ONE_WAY.bit();
            }
        }
        return facts;
    }

    private static boolean isEstablished(byte[] line, EveWalk walk, int field) {
        if (!walk.has(field)) {
            return false;
        }
        int from = walk.start(field);
        int to = walk.end(field);
        return to - from == ESTABLISHED.length()
                && Words.at(line, from) == ESTABLISHED_START
                && Words.at(line, to - Words.BYTES) == ESTABLISHED_END;
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
        return number(line, walk, field, EveReader.PORT_LIMIT);
    }

    private static int number(byte[] line, EveWalk walk, int field, int limit) {
        return walk.has(field)
                ? Words.numberUpTo(line, walk.start(field), walk.end(field), limit)
                : 0;
    }

    private static int protocol(byte[] line, EveWalk walk) {
        return walk.has(EveKeys.PROTOCOL)
                ? Protocols.number(line, walk.start(EveKeys.PROTOCOL), walk.end(EveKeys.PROTOCOL))
                : 0;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
