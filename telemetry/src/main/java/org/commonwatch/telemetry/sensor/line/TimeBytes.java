package org.commonwatch.telemetry.sensor.line;

import org.commonwatch.telemetry.sensor.Timestamp;
import org.commonwatch.telemetry.sensor.Words;

/**
 * Reads whole what {@link TimeText} reads, from bytes, and without making objects where it is
 * written in one of two ways: {@code 1488783246.047429} as Zeek does, and {@code
 * 2017-03-06T06:54:06.047429Z} as Cowrie does, if the minute is that of the one before.
 */
final class TimeBytes {
    private static final int EPOCH_LENGTH = "1488783246.047429".length();
    private static final int DATED_LENGTH = "2017-03-06T06:54:06.047429Z".length();
    private static final int MINUTE_LENGTH = "2017-03-06T06:54".length();
    private static final int POINT = "06".length();
    private static final int MICROS_PER_MINUTE = 60_000_000;
    private static final int NONE = -1;

    private final TimeText times;
    private long micros;
    private boolean zoned;
    // Of the last minute that was read: its text, and when it began.
    private long firstWord = Words.of("1970-01-");
    private long secondWord = Words.of("01T00:00");
    private long minute;

    TimeBytes(TimeText times) {
        this.times = times;
    }

    /** Microseconds since 1970, UTC. */
    long micros() {
        return micros;
    }

    /** Whether it named a zone; without one it was taken as UTC. */
    boolean zoned() {
        return zoned;
    }

    /** Whether the bytes are a moment, which is then to be asked for. */
    boolean parse(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == EPOCH_LENGTH && parseEpoch(bytes, from)) {
            return true;
        }
        int ofMinute = length == DATED_LENGTH ? ofMinute(bytes, from) : NONE;
        if (ofMinute != NONE
                && Words.at(bytes, from) == firstWord
                && Words.at(bytes, from + Words.BYTES) == secondWord) {
            micros = minute + ofMinute;
            zoned = true;
            return true;
        }
        Timestamp time = times.whole(Spans.text(bytes, from, to));
        if (time == null) {
            return false;
        }
        micros = time.micros();
        zoned = time.zoned();
        if (ofMinute != NONE) {
            firstWord = Words.at(bytes, from);
            secondWord = Words.at(bytes, from + Words.BYTES);
            minute = micros - ofMinute;
        }
        return true;
    }

    private boolean parseEpoch(byte[] bytes, int from) {
        long first = Words.at(bytes, from);
        long rest = withoutPoint(bytes, from + Words.BYTES);
        if ((Words.nonDigits(first) | Words.nonDigits(rest)) != 0
                || bytes[from + Words.BYTES + POINT] != '.') {
            return false;
        }
        micros = Words.number(first) * 100_000_000L + Words.number(rest);
        zoned = true;
        return true;
    }

    // Microseconds since the minute began, if the bytes are a time as Cowrie writes it.
    private static int ofMinute(byte[] bytes, int from) {
        int second = from + MINUTE_LENGTH + 1;
        long digits = withoutPoint(bytes, second);
        boolean usual =
                bytes[second - 1] == ':'
                        && bytes[second + POINT] == '.'
                        && bytes[from + DATED_LENGTH - 1] == 'Z'
                        && Words.nonDigits(digits) == 0;
        int micros = usual ? Words.number(digits) : NONE;
        return micros < MICROS_PER_MINUTE ? micros : NONE;
    }

    // Of 06.047429 the digits, which are those of the microseconds.
    private static long withoutPoint(byte[] bytes, int from) {
        return (Words.at(bytes, from) & 0xFFFF)
                | (Words.at(bytes, from + 1) & 0xFFFF_FFFF_FFFF_0000L);
    }
}
