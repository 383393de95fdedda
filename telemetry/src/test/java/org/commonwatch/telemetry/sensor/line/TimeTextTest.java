package org.commonwatch.telemetry.sensor.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.commonwatch.telemetry.sensor.Timestamp;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Objects;
import java.util.random.RandomGenerator;

class TimeTextTest {
    private static final String[] MOMENTS = {
        "2024-01-15T12:34:56.123456+01:00",
        "2024/01/15 12:34:56,123456 CET",
        "1705318496.123456",
        "1705318496123456",
        "Jan 15 12:34:56.123456 2024 +0100",
        "Mon Jan 15 12:34:56.123456 2024",
        "15/Jan/2024:12:34:56.123456 +0100",
        "01/15/24-12:34:56.123456",
    };

    private final TimeText times = new TimeText(2024);

    /** Each form tells of the same second, in its own zone. */
    @Test
    void readsEveryFormThatSensorsWrite() {
        for (String moment : MOMENTS) {
            Timestamp read = Objects.requireNonNull(times.whole(moment), moment);
            assertThat(Instant.ofEpochSecond(read.micros() / 1_000_000))
                    .as(moment)
                    .isIn(
                            Instant.parse("2024-01-15T11:34:56Z"),
                            Instant.parse("2024-01-15T12:34:56Z"));
        }
    }

    /** Somebody wrote a date where the month has no name, and the reader ran off the text. */
    @Test
    void readsNoMomentOutOfWhatIsCutOff() {
        Cases.check(random -> {
            String moment = damaged(Cases.any(MOMENTS, random), random);
            assertThatCode(() -> times.whole(moment)).as(moment).doesNotThrowAnyException();
            assertThatCode(() -> times.prefix(moment, 0, moment.length()))
                    .as(moment)
                    .doesNotThrowAnyException();
        });
        assertThat(times.whole("03/r")).isNull();
        assertThat(times.whole("15/J")).isNull();
    }

    // Cut off somewhere, with a part left out and some characters replaced.
    private static String damaged(String moment, RandomGenerator random) {
        var text = new StringBuilder(moment);
        int from = random.nextInt(text.length());
        text.delete(from, from + random.nextInt(4));
        for (int i = random.nextInt(3); i > 0 && !text.isEmpty(); i--) {
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(' ', 127));
        }
        text.setLength(random.nextInt(text.length() + 1));
        return text.toString();
    }
}
