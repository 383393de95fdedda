package org.commonwatch.telemetry.counting;

import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Reads what {@link StateOut} wrote; whatever else comes is refused, and never makes much of it.
 */
final class StateIn {
    private final byte[] bytes;
    private final int end;
    private final AtomicInteger at;

    StateIn(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.end = end;
        at = new AtomicInteger(from);
    }

    long number() {
        long rest = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = next();
            rest |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return rest >>> 1 ^ -(rest & 1);
            }
        }
        throw damaged();
    }

    /** A number that is no less than 0 and no greater than another. */
    int number(int most) {
        long number = number();
        if (number < 0 || number > most) {
            throw damaged();
        }
        return (int) number;
    }

    byte[] bytes() {
        int length = number(end - at.get());
        int from = at.getAndAdd(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    boolean flag() {
        return next() != 0;
    }

    Instant instant() {
        try {
            return Instant.ofEpochSecond(number(), number());
        } catch (DateTimeException | ArithmeticException e) {
            throw damaged();
        }
    }

    /** How many there are of what takes so many bytes at least. */
    int count(int leastBytes) {
        return number((end - at.get()) / leastBytes);
    }

    <T> List<T> each(Supplier<T> one) {
        List<T> all = new ArrayList<>();
        for (int i = count(1); i > 0; i--) {
            all.add(one.get());
        }
        return all;
    }

    <K, V> Map<K, V> each(Supplier<K> key, Supplier<V> value) {
        Map<K, V> all = new HashMap<>();
        for (int i = count(1); i > 0; i--) {
            K of = key.get();
            all.put(of, value.get());
        }
        return all;
    }

    /** One of the words, by its place among them. */
    <T> T of(T[] words) {
        return words[number(words.length - 1)];
    }

    void end() {
        if (at.get() != end) {
            throw damaged();
        }
    }

    private int next() {
        int index = at.getAndIncrement();
        if (index >= end) {
            throw damaged();
        }
        return bytes[index] & 0xFF;
    }

    static TelemetryRefusedException damaged() {
        return new TelemetryRefusedException(
                new TelemetryRefusal.NoState("it is damaged or was cut short"));
    }
}
