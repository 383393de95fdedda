package org.commonwatch.telemetry.sensor.line;

import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.sensor.AddressText;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes columns of the event that was begun from the spans of its record, as {@link ColumnWriter}
 * does from byte strings, but without making objects. What is missing, or not of its kind, is left
 * out. Not for use by several threads at once.
 */
public final class SpanWriter {
    private static final byte[] HTTP = "http://".getBytes(StandardCharsets.US_ASCII);

    private final Spans spans;
    private final TimeBytes times;
    private final AddressText addresses = new AddressText();
    private final Known<Integer> protocols = new Known<>(ColumnWriter::protocol);
    private byte[] scratch = new byte[1 << 8];

    /** Writes from those spans. */
    public SpanWriter(Spans spans, TimeText times) {
        this.spans = spans;
        this.times = new TimeBytes(times);
    }

    /** When it happened; whether the slot's value is a moment. */
    public boolean time(int slot, Events events) {
        boolean read = times.parse(spans.bytes(), spans.from(slot), spans.to(slot));
        if (read) {
            events.putTime(times.micros(), times.zoned());
        }
        return read;
    }

    /** Who acted; an address in brackets or not. */
    public void source(int slot, Events events) {
        if (isAddress(slot)) {
            int brackets = brackets(slot);
            addresses.source(
                    spans.bytes(), spans.from(slot) + brackets, spans.to(slot) - brackets, events);
        }
    }

    /** Who was acted upon; an address in brackets or not. */
    public void target(int slot, Events events) {
        if (isAddress(slot)) {
            int brackets = brackets(slot);
            addresses.target(
                    spans.bytes(), spans.from(slot) + brackets, spans.to(slot) - brackets, events);
        }
    }

    private boolean isAddress(int slot) {
        return spans.has(slot)
                && spans.to(slot) - spans.from(slot) - 2 * brackets(slot)
                        <= ColumnWriter.ADDRESS_LIMIT;
    }

    private int brackets(int slot) {
        boolean bracketed =
                spans.to(slot) - spans.from(slot) >= 2
                        && spans.bytes()[spans.from(slot)] == '['
                        && spans.bytes()[spans.to(slot) - 1] == ']';
        return bracketed ? 1 : 0;
    }

    /** Both ports, as numbers; what is no port is taken for unknown. */
    public void ports(int source, int target, Events events) {
        events.putPorts(port(source), port(target));
    }

    private int port(int slot) {
        if (!spans.has(slot)) {
            return 0;
        }
        int from = spans.from(slot);
        int to = spans.to(slot);
        if (to - from > ColumnWriter.MOST_DIGITS) {
            return 0;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = spans.bytes()[i] - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = 10 * number + digit;
        }
        return number <= ColumnWriter.LAST_PORT ? number : 0;
    }

    /** The transport by its name or number; what it means as facts. */
    public int protocol(int slot, Events events) {
        int number = protocols.of(spans, slot);
        events.putProtocol(number);
        return number == ColumnWriter.TCP ? Fact.TCP.bit() : 0;
    }

    /** A text. */
    public void text(Text kind, int slot, Events events) {
        if (!spans.has(slot)) {
            return;
        }
        if (spans.areOfLine()) {
            events.putText(kind, spans.from(slot), spans.to(slot));
        } else {
            events.putText(kind, spans.bytes(), spans.from(slot), spans.to(slot));
        }
    }

    /** The URL of what was asked of a host over HTTP, where both are known. */
    public void url(int host, int path, Events events) {
        if (spans.has(host) && spans.has(path)) {
            int length = append(host, append(HTTP, 0, HTTP.length, 0));
            length = append(path, length);
            events.putText(Text.URL, scratch, 0, length);
        }
    }

    private int append(int slot, int at) {
        return append(spans.bytes(), spans.from(slot), spans.to(slot), at);
    }

    private int append(byte[] bytes, int from, int to, int at) {
        int end = at + to - from;
        if (end > scratch.length) {
            scratch = Arrays.copyOf(scratch, Math.max(2 * scratch.length, end));
        }
        System.arraycopy(bytes, from, scratch, at, to - from);
        return end;
    }

    /** A hash, by its number of hexadecimal digits; anything else is left out. */
    public void hash(int slot, Events events) {
        if (!spans.has(slot)) {
            return;
        }
        switch (spans.to(slot) - spans.from(slot)) {
            case 32 -> hash(Text.MD5, slot, events);
            case 40 -> hash(Text.SHA1, slot, events);
            case 64 -> hash(Text.SHA256, slot, events);
            default -> {}
        }
    }

    private void hash(Text kind, int slot, Events events) {
        for (int i = spans.from(slot); i < spans.to(slot); i++) {
            if (Character.digit(spans.bytes()[i], 16) < 0) {
                return;
            }
        }
        text(kind, slot, events);
    }
}
