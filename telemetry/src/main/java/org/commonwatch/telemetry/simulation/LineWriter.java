package org.commonwatch.telemetry.simulation;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Writes lines as bytes, with no text made on the way. All that is written between two calls of
 * {@link #room} must fit into what was asked for. Not for use by several threads at once.
 */
final class LineWriter {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int MOST_DIGITS = 19;
    private static final byte[] HEX = ascii("0123456789abcdef");

    private byte[] bytes;
    private int length;
    private long day = Long.MIN_VALUE;
    private byte[] date = {};

    LineWriter(int capacity) {
        bytes = new byte[capacity];
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Makes room for so many bytes more. */
    void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Goes back, or on over bytes that were put there otherwise. */
    void length(int newLength) {
        length = newLength;
    }

    void put(char ascii) {
        bytes[length++] = (byte) ascii;
    }

    void put(byte[] text) {
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    /** A whole number from 0. */
    void number(long value) {
        int digits = 1;
        for (long bound = 10; digits < MOST_DIGITS && value >= bound; bound *= 10) {
            digits++;
        }
        padded(value, digits);
    }

    /** The last digits of a number from 0, with zeros in front. */
    void padded(long value, int digits) {
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            long tenth = rest / 10;
            bytes[i] = (byte) ('0' + (rest - 10 * tenth));
            rest = tenth;
        }
        length += digits;
    }

    /** The last hexadecimal digits of a number. */
    void hex(long value, int digits) {
        for (int i = length + digits - 1, shift = 0; i >= length; i--, shift += 4) {
            bytes[i] = HEX[(int) (value >>> shift) & 15];
        }
        length += digits;
    }

    /** Date and time as clocks show it that are so many minutes before UTC. */
    void moment(long micros, int minutesAhead) {
        long local = micros + minutesAhead * 60_000_000L;
        long today = Math.floorDiv(local, DAY_MICROS);
        if (today != day) {
            day = today;
            date = ascii(LocalDate.ofEpochDay(today) + "T");
        }
        put(date);
        long ofDay = local - today * DAY_MICROS;
        padded(ofDay / 3_600_000_000L, 2);
        put(':');
        padded(ofDay / 60_000_000L % 60, 2);
        put(':');
        padded(ofDay / 1_000_000L % 60, 2);
        put('.');
        padded(ofDay % 1_000_000L, 6);
    }
}
