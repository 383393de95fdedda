package org.commonwatch.telemetry.sensor;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Says the {@link EveFields} of a record, without making an object an event. */
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
    boolean say(byte[] line, EveFields fields, Events events) {
        int type = EveKeys.EVENT_TYPE;
        boolean usual =
                fields.has(EveKeys.TIMESTAMP)
                        && fields.has(type)
                        && fields.end(type) > fields.start(type)
                        && !fields.isOddlyEscaped()
                        && timestamp.parse(
                                line,
                                fields.start(EveKeys.TIMESTAMP),
                                fields.end(EveKeys.TIMESTAMP));
        if (!usual) {
            return false;
        }
        events.putTime(timestamp.micros(), timestamp.zoned());
        if (fields.has(EveKeys.SOURCE)) {
            addresses.source(
                    line, fields.start(EveKeys.SOURCE), fields.end(EveKeys.SOURCE), events);
        }
        if (fields.has(EveKeys.TARGET)) {
            addresses.target(
                    line, fields.start(EveKeys.TARGET), fields.end(EveKeys.TARGET), events);
        }
        events.putPorts(
                port(line, fields, EveKeys.SOURCE_PORT), port(line, fields, EveKeys.TARGET_PORT));
        int protocol = protocol(line, fields);
        events.putProtocol(protocol);
        events.putSeverity(number(line, fields, EveKeys.SEVERITY, EveReader.GRAVE_LIMIT));
        events.classify(
                rule, type(line, fields), facts(line, fields, protocol), kind(line, fields));
        texts(line, fields, events);
        return true;
    }

    private int type(byte[] line, EveFields fields) {
        int from = fields.start(EveKeys.EVENT_TYPE);
        int length = fields.end(EveKeys.EVENT_TYPE) - from;
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

    private Kind kind(byte[] line, EveFields fields) {
        int category = fields.has(EveKeys.CATEGORY) ? fields.start(EveKeys.CATEGORY) : 0;
        int categoryEnd = fields.has(EveKeys.CATEGORY) ? fields.end(EveKeys.CATEGORY) : 0;
        int signature = fields.has(EveKeys.SIGNATURE) ? fields.start(EveKeys.SIGNATURE) : 0;
        int signatureEnd = fields.has(EveKeys.SIGNATURE) ? fields.end(EveKeys.SIGNATURE) : 0;
        if (!fields.isEscaped(EveKeys.CATEGORY) && !fields.isEscaped(EveKeys.SIGNATURE)) {
            return kinds.kind(line, category, categoryEnd, signature, signatureEnd);
        }
        scratchEnd = 0;
        unescape(line, category, categoryEnd);
        int between = scratchEnd;
        unescape(line, signature, signatureEnd);
        return kinds.kind(scratch, 0, between, between, scratchEnd);
    }

    private static int facts(byte[] line, EveFields fields, int protocol) {
        int facts = protocol == Protocols.TCP ? Fact.TCP.bit() : 0;
        if (fields.has(EveKeys.FLOW_STATE)) {
            int from = fields.start(EveKeys.FLOW_STATE);
            int length = fields.end(EveKeys.FLOW_STATE) - from;
            if (length == 3 && Words.first(line, from, length) == NEW_WORD) {
                facts |= Fact.NEW.bit();
            }
        }
        if (isEstablished(line, fields, EveKeys.FLOW_STATE)
                || isEstablished(line, fields, EveKeys.TCP_STATE)) {
            facts |= Fact.CONNECTED.bit();
        }
        int application = EveKeys.APPLICATION;
        if (fields.has(application) && fields.end(application) > fields.start(application)) {
            facts |= Fact.APPLICATION.bit();
        }
        if (fields.has(EveKeys.PACKETS_BACK)) {
            int from = fields.start(EveKeys.PACKETS_BACK);
            if (line[from] == '0' && fields.end(EveKeys.PACKETS_BACK) == from + 1) {
                facts |= Fact.ONE_WAY.bit();
            }
        }
        return facts;
    }

    private static boolean isEstablished(byte[] line, EveFields fields, int field) {
        if (!fields.has(field)) {
            return false;
        }
        int from = fields.start(field);
        int to = fields.end(field);
        return to - from == ESTABLISHED.length()
                && Words.at(line, from) == ESTABLISHED_START
                && Words.at(line, to - Words.BYTES) == ESTABLISHED_END;
    }

    private void texts(byte[] line, EveFields fields, Events events) {
        text(Text.SIGNATURE, EveKeys.SIGNATURE, line, fields, events);
        text(Text.DNS_NAME, EveKeys.NAME, line, fields, events);
        for (int i = 0; i < fields.questions(); i++) {
            text(Text.DNS_NAME, EveKeys.QUESTION_NAME + i, line, fields, events);
        }
        text(Text.TLS_SNI, EveKeys.SERVER_NAME, line, fields, events);
        text(Text.HOST, EveKeys.HOST, line, fields, events);
        if (fields.has(EveKeys.HOST) && fields.has(EveKeys.PATH)) {
            scratchEnd = 0;
            append(SCHEME, 0, SCHEME.length);
            append(line, fields, EveKeys.HOST);
            append(line, fields, EveKeys.PATH);
            events.putText(Text.URL, scratch, 0, scratchEnd);
        }
        text(Text.MD5, EveKeys.MD5, line, fields, events);
        text(Text.SHA1, EveKeys.SHA1, line, fields, events);
        text(Text.SHA256, EveKeys.SHA256, line, fields, events);
    }

    private void text(Text text, int field, byte[] line, EveFields fields, Events events) {
        if (!fields.has(field) || fields.end(field) == fields.start(field)) {
            return;
        }
        if (fields.isEscaped(field)) {
            scratchEnd = 0;
            append(line, fields, field);
            events.putText(text, scratch, 0, scratchEnd);
        } else {
            events.putText(text, fields.start(field), fields.end(field));
        }
    }

    private void append(byte[] line, EveFields fields, int field) {
        if (fields.isEscaped(field)) {
            unescape(line, fields.start(field), fields.end(field));
        } else {
            append(line, fields.start(field), fields.end(field));
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

    private static int port(byte[] line, EveFields fields, int field) {
        return number(line, fields, field, EveReader.PORT_LIMIT);
    }

    private static int number(byte[] line, EveFields fields, int field, int limit) {
        return fields.has(field)
                ? Words.numberUpTo(line, fields.start(field), fields.end(field), limit)
                : 0;
    }

    private static int protocol(byte[] line, EveFields fields) {
        return fields.has(EveKeys.PROTOCOL)
                ? Protocols.number(
                        line, fields.start(EveKeys.PROTOCOL), fields.end(EveKeys.PROTOCOL))
                : 0;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
