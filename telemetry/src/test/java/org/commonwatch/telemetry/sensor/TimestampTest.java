package org.commonwatch.telemetry.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

class TimestampTest {
    @ParameterizedTest
    @CsvSource({
        "2017-03-06T06:54:06.047429+0000, 2017-03-06T06:54:06.047429Z",
        "2017-03-06T06:54:06.047429+01:00, 2017-03-06T05:54:06.047429Z",
        "2017-03-06T06:54:06.047429-0800, 2017-03-06T14:54:06.047429Z",
        "2017-03-06T06:54:06.047429-0000, 2017-03-06T06:54:06.047429Z",
        "2017-03-06T06:54:06.047429Z, 2017-03-06T06:54:06.047429Z",
        "2017-03-06T06:54:06Z, 2017-03-06T06:54:06Z",
        "2017-03-06T06:54:06.5Z, 2017-03-06T06:54:06.5Z",
        "2017-03-06T06:54:06.123456999Z, 2017-03-06T06:54:06.123456Z",
        "1900-01-01T00:00:00Z, 1900-01-01T00:00:00Z",
        "2999-12-31T23:59:59.999999999Z, 2999-12-31T23:59:59.999999Z",
        "2024-02-29T00:00:00+1800, 2024-02-28T06:00:00Z"
    })
    void readsEveryShapeSensorsUse(String text, Instant time) {
        assertThat(Timestamp.parse(text)).isEqualTo(new Timestamp(micros(time), true));
    }

    @Test
    void readsATimeWithoutZoneAsUtcAndSaysSo() {
        assertThat(Timestamp.parse("2017-03-06T06:54:06.047429"))
                .isEqualTo(
                        new Timestamp(micros(Instant.parse("2017-03-06T06:54:06.047429Z")), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "yesterday",
                "2017-03-06",
                "2017-03-06 06:54:06Z",
                "2017-02-29T00:00:00Z",
                "2017-13-01T00:00:00Z",
                "2017-00-01T00:00:00Z",
                "2017-01-00T00:00:00Z",
                "2017-01-01T24:00:00Z",
                "2017-01-01T00:60:00Z",
                "2017-01-01T00:00:60Z",
                "2017-01-01T00:00:00.Z",
                "2017-01-01T00:00:00.1234567890Z",
                "2017-01-01T00:00:00z",
                "2017-01-01T00:00:00+1",
                "2017-01-01T00:00:00+18:01",
                "2017-01-01T00:00:00+0060",
                "2017-01-01T00:00:00+0100x",
                "2017-01-01T00:00:00 0100",
                "1899-12-31T23:59:59Z",
                "1900-01-01T00:00:00+0001",
                "3000-01-01T00:00:00Z",
                "2999-12-31T23:59:59-0001",
                "-017-01-01T00:00:00Z",
                "٢٠١٧-01-01T00:00:00Z"
            })
    void refusesWhatIsNoMoment(String text) {
        assertThat(Timestamp.parse(text)).isNull();
    }

    /** The platform's own parser agrees wherever it reads the same shape. */
    @Test
    void agreesWithThePlatform() {
        Cases.check(random -> {
            var local =
                    LocalDateTime.of(1901, 1, 1, 0, 0)
                            .plusSeconds(random.nextLong(34_000_000_000L))
                            .plusNanos(random.nextInt(1_000_000_000));
            var zone = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-1_080, 1_081));
            String text = OffsetDateTime.of(local, zone).toString();
            Instant expected =
                    OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            // The platform leaves out seconds of zero, which no sensor does.
            if (local.getSecond() != 0 || local.getNano() != 0) {
                assertThat(Timestamp.parse(text)).isEqualTo(new Timestamp(micros(expected), true));
            }
        });
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
