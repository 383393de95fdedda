package org.commonwatch.telemetry.counting;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes values one after the other: numbers in as few bytes as they need, texts in UTF-8. */
final class StateOut {
    private static final int MORE = 0x80;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A number; small ones of either sign take least room (zigzag). */
    void number(long number) {
        long rest = number << 1 ^ number >> 63;
        while ((rest & -MORE) != 0) {
            bytes.write((int) (rest & 0x7F) | MORE);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    void bytes(byte[] some) {
        number(some.length);
        bytes.writeBytes(some);
    }

    void text(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    void flag(boolean flag) {
        bytes.write(flag ? 1 : 0);
    }

    void instant(Instant instant) {
        number(instant.getEpochSecond());
        number(instant.getNano());
    }

    <T> void each(Collection<T> all, Consumer<T> one) {
        number(all.size());
        all.forEach(one);
    }

    <K, V> void each(Map<K, V> all, BiConsumer<K, V> one) {
        number(all.size());
        all.forEach(one);
    }

    byte[] written() {
        return bytes.toByteArray();
    }
}
