package org.commonwatch.server.ingest.syslog;

import org.commonwatch.telemetry.sensor.Chunk;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * Messages in a stream, as RFC 6587 has them: counted octets ({@code 42 <34>…}) or lines. What
 * syslog writes before the line, its priority, is left out.
 */
final class Framing {
    private static final int MOST_DIGITS = 7;
    private static final int MOST_PRIORITY = 3;

    /** So much of a message needs no room of its own. */
    static final int SHORT = 8 << 10;

    /** Long messages of all senders together take no more bytes while they are read. */
    static final int ROOM = 64 << 20;

    /** Takes one message. */
    @FunctionalInterface
    interface Each {
        void line(byte[] bytes, int from, int to) throws InterruptedException;
    }

    private Framing() {}

    /** Room for the long messages of all senders. */
    static Semaphore room() {
        return new Semaphore(ROOM);
    }

    /**
     * Reads to the end; throws if a message is longer than any line may be, or there is no room for
     * it.
     */
    static void read(InputStream in, Semaphore room, Each each)
            throws IOException, InterruptedException {
        byte[] message = new byte[SHORT];
        int length = 0;
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '<' && isCount(message, length)) {
                    int octets =
                            Integer.parseInt(
                                    new String(message, 0, length - 1, StandardCharsets.US_ASCII));
                    message = fit(message, octets, room);
                    message[0] = '<';
                    if (in.readNBytes(message, 1, octets - 1) < octets - 1) {
                        throw new EOFException("a message was cut off");
                    }
                    emit(message, octets, each);
                } else if (next == '\n') {
                    emit(message, length, each);
                } else {
                    message = fit(message, length + 1, room);
                    message[length++] = (byte) next;
                    continue;
                }
                length = 0;
                message = shorten(message, room);
            }
            emit(message, length, each);
        } finally {
            room.release(message.length - SHORT);
        }
    }

    private static byte[] fit(byte[] message, int length, Semaphore room) throws IOException {
        if (length < 1 || length > Chunk.LINE_LIMIT) {
            throw new IOException("a message has more than " + Chunk.LINE_LIMIT + " bytes");
        }
        if (length <= message.length) {
            return message;
        }
        int longer = Math.min(Chunk.LINE_LIMIT, Math.max(length, 2 * message.length));
        if (!room.tryAcquire(longer - message.length)) {
            throw new IOException("long messages under way have more than " + ROOM + " bytes");
        }
        return Arrays.copyOf(message, longer);
    }

    private static byte[] shorten(byte[] message, Semaphore room) {
        room.release(message.length - SHORT);
        return message.length == SHORT ? message : new byte[SHORT];
    }

    // Digits and one space, which before a priority are a count.
    private static boolean isCount(byte[] message, int length) {
        if (length < 2 || length > MOST_DIGITS + 1 || message[length - 1] != ' ') {
            return false;
        }
        for (int i = 0; i < length - 1; i++) {
            if (message[i] < '0' || message[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /** Hands over a message without its priority and line end, unless it is empty. */
    static void emit(byte[] message, int length, Each each) throws InterruptedException {
        int to = length;
        while (to > 0 && (message[to - 1] == '\n' || message[to - 1] == '\r')) {
            to--;
        }
        int from = 0;
        if (to > 0 && message[0] == '<') {
            int end = 1;
            while (end < to && end <= MOST_PRIORITY && Character.isDigit(message[end])) {
                end++;
            }
            // Something follows at once; where it does not, a vendor's form has it so.
            boolean priority =
                    end > 1
                            && end + 1 < to
                            && message[end] == '>'
                            && message[end + 1] != ' '
                            && message[end + 1] != ':';
            from = priority ? end + 1 : 0;
        }
        if (from < to) {
            each.line(message, from, to);
        }
    }
}
