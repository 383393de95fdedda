package org.commonwatch.telemetry.sensor;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Kinds;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.sensor.EveRecord.Field;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

import java.nio.charset.StandardCharsets;

/**
 * Reads Suricata's EVE records, one JSON object a line. A byte order mark before a record is passed
 * over, as at the start of files and where files were joined.
 *
 * <p>Not for use by several threads at once.
 */
public final class EveReader implements SensorReader {
    /** No line may nest objects and arrays deeper. */
    public static final int DEPTH_LIMIT = 64;

    /** What types of EVE records begin with in counting rules. */
    static final String TYPES = "eve/";

    /** No port is greater. */
    static final int PORT_LIMIT = 65_535;

    /** No severity is greater. */
    static final int GRAVE_LIMIT = 10;

    /**
     * A byte of no character (RFC 3629 §1), with which Jackson fills up the names in its table: a
     * name that begins with it may be taken for one without that was read before.
     */
    public static final byte NEVER_IN_UTF8 = (byte) 0xFF;

    private final CountingRule rule;
    private final EveRecord record = new EveRecord();
    private final AddressText addresses = new AddressText();
    private final StructuralScanner scanner;
    private final Structure places = new Structure();
    private final EveFields fields = new EveFields();
    private final EveWalk walk = new EveWalk(fields);
    private final EveSaying saying;
    private final EvePaths paths;
    private long slowLines;
    private final JsonFactory json =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_LIMIT)
                                    .maxStringLength(Chunk.LINE_LIMIT)
                                    .maxNameLength(Chunk.LINE_LIMIT)
                                    .maxNumberLength(Chunk.LINE_LIMIT)
                                    .build())
                    .build();

    /** Reads for counting by the rule. */
    public EveReader(CountingRule rule) {
        this(rule, StructuralScanner.fastest());
    }

    /** Reads for counting by the rule, with a scanner of its own. */
    public EveReader(CountingRule rule, StructuralScanner scanner) {
        this.rule = rule;
        this.scanner = scanner;
        paths = new EvePaths(scanner, fields);
        saying = new EveSaying(rule);
    }

    @Override
    public void read(Chunk.Lines chunk, Batch batch) {
        byte[] bytes = chunk.bytes();
        int to = chunk.to();
        // Only what has an end can be followed.
        boolean ended = to > chunk.from() && bytes[to - 1] == '\n';
        paths.index(bytes, chunk.from(), to);
        int from = chunk.from();
        while (from < to) {
            batch.line(from);
            int end = ended ? paths.follow(bytes, from, to) : -1;
            if (end < 0) {
                end = lineEnd(bytes, from, to);
                other(bytes, from, end, batch);
            } else if (end - from <= Chunk.LINE_LIMIT
                    && saying.say(bytes, fields, batch.events())) {
                batch.record();
            } else {
                slow(bytes, from, end, batch);
            }
            from = end + 1;
        }
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    // A line that is like none before.
    private void other(byte[] bytes, int from, int to, Batch batch) {
        if (to - from <= Chunk.LINE_LIMIT && walk(bytes, from, to)) {
            paths.learn(bytes, from, to);
            if (saying.say(bytes, fields, batch.events())) {
                batch.record();
                return;
            }
        }
        slow(bytes, from, to, batch);
    }

    private boolean walk(byte[] bytes, int from, int to) {
        places.index(scanner, bytes, from, to);
        return places.lines() == 1 && walk.record(bytes, places, 0, places.lineEnd(0), from);
    }

    private void slow(byte[] bytes, int from, int to, Batch batch) {
        slowLines++;
        line(bytes, from, to > from && bytes[to - 1] == '\r' ? to - 1 : to, batch);
    }

    /** How many lines were left to the slow path so far. */
    public long slowLines() {
        return slowLines;
    }

    private void line(byte[] bytes, int from, int to, Batch batch) {
        if (to - from > Chunk.LINE_LIMIT) {
            batch.reject(Reason.TOO_LONG);
            return;
        }
        boolean blank = true;
        boolean foreign = false;
        for (int i = from; i < to; i++) {
            if (bytes[i] == 0) {
                batch.reject(Reason.NUL_BYTES);
                return;
            }
            foreign |= bytes[i] == NEVER_IN_UTF8;
            blank &= bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r';
        }
        if (blank) {
            batch.skip();
            return;
        }
        if (foreign) {
            batch.reject(Reason.NOT_JSON);
            return;
        }
        try {
            parse(bytes, from, to - from);
            say(batch.events());
            batch.record();
        } catch (Unreadable unreadable) {
            batch.reject(unreadable.reason, unreadable.detail);
        }
    }

    private void parse(byte[] bytes, int from, int length) throws Unreadable {
        try (JsonParser parser =
                json.createParser(ObjectReadContext.empty(), bytes, from, length)) {
            boolean whole = false;
            try {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw new Unreadable(Reason.NOT_AN_OBJECT);
                }
                record.read(parser);
                whole = true;
                if (parser.nextToken() != null) {
                    throw new Unreadable(Reason.TRAILING_TEXT);
                }
            } catch (JacksonException e) {
                throw new Unreadable(whole ? Reason.TRAILING_TEXT : reason(e, parser));
            }
        }
    }

    private static Reason reason(JacksonException e, JsonParser parser) {
        if (e instanceof UnexpectedEndOfInputException) {
            return Reason.TRUNCATED;
        }
        boolean deep = parser.streamReadContext().getNestingDepth() >= DEPTH_LIMIT;
        return e instanceof StreamConstraintsException && deep ? Reason.TOO_DEEP : Reason.NOT_JSON;
    }

    private void say(Events events) throws Unreadable {
        String wrong = record.wrongType();
        if (wrong != null) {
            throw new Unreadable(Reason.WRONG_TYPE, wrong);
        }
        String written = record.text(Field.TIMESTAMP);
        if (written == null) {
            throw new Unreadable(Reason.NO_TIMESTAMP);
        }
        Timestamp timestamp = Timestamp.parse(written);
        if (timestamp == null) {
            throw new Unreadable(Reason.UNREADABLE_TIMESTAMP, written);
        }
        String type = record.text(Field.EVENT_TYPE);
        if (type == null || type.isEmpty()) {
            throw new Unreadable(Reason.NO_EVENT_TYPE);
        }
        events.putTime(timestamp.micros(), timestamp.zoned());
        events.putPorts(
                number(Field.SOURCE_PORT, PORT_LIMIT), number(Field.TARGET_PORT, PORT_LIMIT));
        events.putSeverity(number(Field.SEVERITY, GRAVE_LIMIT));
        events.putProtocol(protocol());
        classify(type, events);
        texts(events);
    }

    // What a record holds besides its classification; what is not of its kind is left out.
    private void texts(Events events) {
        byte[] source = bytes(Field.SOURCE);
        addresses.source(source, 0, source.length, events);
        byte[] target = bytes(Field.DESTINATION);
        addresses.target(target, 0, target.length, events);
        say(events, Text.SIGNATURE, record.text(Field.SIGNATURE));
        say(events, Text.DNS_NAME, record.text(Field.QUESTION));
        record.questions().forEach(name -> say(events, Text.DNS_NAME, name));
        say(events, Text.TLS_SNI, record.text(Field.SERVER_NAME));
        String host = record.text(Field.HOST);
        say(events, Text.HOST, host);
        String path = record.text(Field.PATH);
        if (host != null && path != null) {
            say(events, Text.URL, "http://" + host + path);
        }
        say(events, Text.MD5, record.text(Field.MD5));
        say(events, Text.SHA1, record.text(Field.SHA1));
        say(events, Text.SHA256, record.text(Field.SHA256));
    }

    private static void say(Events events, Text text, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            events.putText(text, value);
        }
    }

    private void classify(String type, Events events) {
        Kind kind = Kinds.of(record.text(Field.CATEGORY), record.text(Field.SIGNATURE));
        events.classify(rule, rule.type(TYPES + type), facts(), kind);
    }

    private int protocol() {
        byte[] name = bytes(Field.PROTOCOL);
        return Protocols.number(name, 0, name.length);
    }

    private int number(Field field, int limit) {
        byte[] digits = bytes(field);
        return Words.numberUpTo(digits, 0, digits.length, limit);
    }

    private byte[] bytes(Field field) {
        String text = record.text(field);
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private int facts() {
        int facts = 0;
        if (protocol() == Protocols.TCP) {
            facts |= Fact.TCP.bit();
        }
        String flow = record.text(Field.FLOW_STATE);
        if ("new".equals(flow)) {
            facts |= Fact.NEW.bit();
        }
        if ("established".equals(flow) || "established".equals(record.text(Field.TCP_STATE))) {
            facts |= Fact.CONNECTED.bit();
        }
        String application = record.text(Field.APPLICATION);
        if (application != null && !application.isEmpty()) {
            facts |= Fact.APPLICATION.bit();
        }
        if ("0".equals(record.text(Field.PACKETS_BACK))) {
            facts |= Fact.ONE_WAY.bit();
        }
        return facts;
    }

    /** Ends the reading of one line, and never leaves this class. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final Reason reason;
        private final String detail;

        Unreadable(Reason reason) {
            this(reason, "");
        }

        Unreadable(Reason reason, String detail) {
            // No stack trace: a flood of bad lines must cost no more than good ones.
            super(reason.label(), null, false, false);
            this.reason = reason;
            this.detail = detail;
        }
    }
}
