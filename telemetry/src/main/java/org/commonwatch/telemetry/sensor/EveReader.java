package org.commonwatch.telemetry.sensor;

import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.event.Classification;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Event;
import org.commonwatch.telemetry.event.Exchange;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.sensor.EveRecord.Field;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

import java.util.function.Consumer;

/**
 * Reads Suricata's EVE records, one JSON object a line. Every line becomes exactly one {@link
 * Line}, whatever its bytes, and nothing is thrown. A byte order mark before a record is passed
 * over, as at the start of files and where files were joined.
 *
 * <p>Not for use by several threads at once.
 */
public final class EveReader {
    /** No line may nest objects and arrays deeper. */
    public static final int DEPTH_LIMIT = 64;

    private static final int DETAIL_LIMIT = 60;

    private final CountingRule rule;
    private final EveRecord record = new EveRecord();
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
        this.rule = rule;
    }

    /** Hands over what became of each line of the chunk, in order. */
    public void read(Chunk chunk, Consumer<? super Line> lines) {
        switch (chunk) {
            case Chunk.TooLong(long line, long offset) ->
                    lines.accept(new Line.Rejected(line, offset, Reason.TOO_LONG, ""));
            case Chunk.Lines whole ->
                    whole.forEach(
                            (from, to, number) -> lines.accept(line(whole, from, to, number)));
        }
    }

    private Line line(Chunk.Lines chunk, int from, int to, long number) {
        if (to - from > Chunk.LINE_LIMIT) {
            return rejected(chunk, from, number, new Unreadable(Reason.TOO_LONG));
        }
        byte[] bytes = chunk.bytes();
        boolean blank = true;
        for (int i = from; i < to; i++) {
            if (bytes[i] == 0) {
                return rejected(chunk, from, number, new Unreadable(Reason.NUL_BYTES));
            }
            blank &= bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r';
        }
        if (blank) {
            return new Line.Skipped();
        }
        try {
            parse(bytes, from, to - from);
            return parsed();
        } catch (Unreadable unreadable) {
            return rejected(chunk, from, number, unreadable);
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

    private Line parsed() throws Unreadable {
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
        return new Line.Parsed(event(timestamp, exchange(type)), timestamp.zoned());
    }

    private Exchange exchange(String type) {
        String application = record.text(Field.APPLICATION);
        return new Exchange(
                type,
                record.text(Field.PROTOCOL),
                record.text(Field.FLOW_STATE),
                record.text(Field.TCP_STATE),
                application != null && !application.isEmpty(),
                "0".equals(record.text(Field.PACKETS_BACK)));
    }

    private Event event(Timestamp timestamp, Exchange exchange) {
        Observable source = EveObservables.address(record.text(Field.SOURCE));
        Observable destination = EveObservables.address(record.text(Field.DESTINATION));
        Unit unit = rule.unit(exchange);
        Kind kind =
                switch (unit) {
                    case ALERT -> Kind.ofCategory(record.text(Field.CATEGORY));
                    case PROBE -> Kind.INFORMATION_GATHERING;
                    case CONTEXT -> Kind.OTHER;
                };
        return new Event(
                timestamp.time(),
                source,
                destination,
                new Classification(unit, kind, rule.established(exchange)),
                EveObservables.of(record, source, destination));
    }

    private static Line rejected(Chunk.Lines chunk, int from, long number, Unreadable why) {
        return new Line.Rejected(number, chunk.offset() + from, why.reason, why.detail);
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
            String head =
                    detail.length() <= DETAIL_LIMIT
                            ? detail
                            : detail.substring(0, DETAIL_LIMIT) + "…";
            this.detail = head.replaceAll("\\p{Cntrl}", "�");
        }
    }
}
