package org.commonwatch.telemetry.sensor.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.telemetry.sensor.Timestamp;
import org.commonwatch.testkit.Cases;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

class TimeBytesTest {
    private static final String[] FORMS = {
        "1772359200.250000",
        "0000000000.000000",
        "9999999999.999999",
        "1772359200.25",
        "2026-03-01T10:00:00.250000Z",
        "2026-03-01T10:00:59.999999Z",
        "2026-12-31T23:59:60.000000Z",
        "2026-03-01 10:00:00.250000Z",
        "1970-01-01T00:00:00.000000Z",
        "2999-12-31T23:59:59.999999Z",
        "3000-01-01T00:00:00.000000Z",
        "1899-12-31T23:59:59.999999Z",
        "Jan 5 2024 12:34:06.047429Z",
        "2026-03-01T10:00:00.250000+",
        "2026-03-01T10:00:00,250000Z",
        "2026-03-01T10:00:00.250000"
    };

    @Test
    void bytesAreTheMomentThatTheTextIs() {
        var bytes = new TimeBytes(new TimeText(2026));
        var texts = new TimeText(2026);
        Cases.check(random -> {
            // Several in a row, since what one minute was is remembered.
            for (int i = 0; i < 20; i++) {
                String text = mutated(Cases.any(FORMS, random), random);
                Timestamp moment = texts.whole(text);
                assertThat(read(bytes, text)).as(text).isEqualTo(moment);
            }
        });
    }

    private static @Nullable Timestamp read(TimeBytes times, String text) {
        byte[] bytes = ("{" + text + "}").getBytes(StandardCharsets.ISO_8859_1);
        return times.parse(bytes, 1, bytes.length - 1)
                ? new Timestamp(times.micros(), times.zoned())
                : null;
    }

    private static String mutated(String text, RandomGenerator random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int times = random.nextInt(4); times > 0; times--) {
            int at = random.nextInt(text.length());
            boolean digit = Character.isDigit(text.charAt(at)) && random.nextInt(8) > 0;
            mutated.setCharAt(
                    at, digit ? (char) ('0' + random.nextInt(10)) : (char) random.nextInt(128));
        }
        return mutated.toString();
    }
}
