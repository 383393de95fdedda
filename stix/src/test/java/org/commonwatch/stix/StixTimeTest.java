package org.commonwatch.stix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.random.RandomGenerator;

class StixTimeTest {
    @Test
    void aTimeKeepsItsLettersAndIsEqualToOthersOfItsMoment() {
        StixTime time = StixTime.parse("2018-11-24T08:00:00.120Z");
        assertThat(time).hasToString("2018-11-24T08:00:00.120Z");
        assertThat(time.fractionDigits()).isEqualTo(3);
        assertThat(time)
                .isEqualTo(StixTime.parse("2018-11-24T08:00:00.12Z"))
                .hasSameHashCodeAs(StixTime.parse("2018-11-24T08:00:00.12Z"));
        assertThat(StixTime.parse("2018-11-24T08:00:00.000Z"))
                .isEqualTo(StixTime.parse("2018-11-24T08:00:00Z"));
        assertThat(StixTime.of(Instant.parse("2018-11-24T08:00:00Z")))
                .hasToString("2018-11-24T08:00:00.000Z");
        assertThat(StixTime.parse("2016-12-31T23:59:60.5Z"))
                .isGreaterThan(StixTime.parse("2016-12-31T23:59:59.9Z"))
                .isLessThan(StixTime.parse("2017-01-01T00:00:00Z"));
        assertThat(StixTime.parse("2016-12-31T23:59:60Z").instant())
                .isBefore(Instant.parse("2017-01-01T00:00:00Z"));
    }

    @Test
    void onlyUtcInTheFormOfTheStandardIsATime() {
        for (String text :
                new String[] {
                    "",
                    "2018-11-24",
                    "2018-11-24T08:00:00",
                    "2018-11-24T08:00:00z",
                    "2018-11-24t08:00:00Z",
                    "2018-11-24 08:00:00Z",
                    "2018-11-24T08:00:00.Z",
                    "2018-11-24T08:00:00+00:00",
                    "2018-11-24T08:00Z",
                    "2018-11-24T24:00:00Z",
                    "2018-11-24T08:60:00Z",
                    "2018-11-24T08:00:60Z",
                    "2018-13-24T08:00:00Z",
                    "2018-00-24T08:00:00Z",
                    "2018-11-31T08:00:00Z",
                    "2018-11-00T08:00:00Z",
                    "2019-02-29T08:00:00Z",
                    "18-11-24T08:00:00.000Z",
                    "2018-11-24T08:00:00.1x0Z",
                    "２018-11-24T08:00:00Z"
                }) {
            assertThat(StixTime.isTime(text)).as(text).isFalse();
            assertThatThrownBy(() -> StixTime.parse(text))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("not a time");
        }
        assertThat(StixTime.isTime("2020-02-29T00:00:00.000000000000000001Z")).isTrue();
    }

    @Test
    void theOrderOfTimesIsThatOfTheirMoments() {
        Cases.check(random -> {
            String one = anyTime(random);
            String other = anyTime(random);
            assertThat(Integer.signum(StixTime.parse(one).compareTo(StixTime.parse(other))))
                    .isEqualTo(seconds(one).compareTo(seconds(other)));
            assertThat(StixTime.parse(one).equals(StixTime.parse(other)))
                    .isEqualTo(seconds(one).compareTo(seconds(other)) == 0);
            assertThat(StixTime.parse(one).instant())
                    .isEqualTo(OffsetDateTime.parse(one).toInstant());
        });
    }

    @Test
    void everyMomentOfFourDigitsOfYearsIsWrittenAndReadBack() {
        long first = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
        long last = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
        Cases.check(random -> {
            Instant moment = Instant.ofEpochMilli(random.nextLong(first, last + 1));
            StixTime time = StixTime.of(moment.plusNanos(random.nextInt(1_000_000)));
            assertThat(OffsetDateTime.parse(time.text()).toInstant()).isEqualTo(moment);
            assertThat(time.fractionDigits()).isEqualTo(3);
            assertThat(time.instant()).isEqualTo(moment);
        });
        for (long limit : new long[] {first, last}) {
            Instant moment = Instant.ofEpochMilli(limit);
            assertThat(StixTime.of(moment).instant()).isEqualTo(moment);
        }
        for (Instant beyond :
                new Instant[] {
                    Instant.ofEpochMilli(first - 1),
                    Instant.ofEpochMilli(last + 1),
                    Instant.MIN,
                    Instant.MAX
                }) {
            assertThatThrownBy(() -> StixTime.of(beyond)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void digitsBelowNanosecondsAreLeftOut() {
        assertThat(StixTime.parse("2018-11-24T08:00:00.1234567899999Z").instant())
                .isEqualTo(Instant.parse("2018-11-24T08:00:00.123456789Z"));
        assertThat(StixTime.parse("2016-12-31T23:59:60.25Z").instant())
                .isEqualTo(Instant.parse("2016-12-31T23:59:59.999999999Z"));
    }

    private static String anyTime(RandomGenerator random) {
        // Few moments, so that many are equal.
        StringBuilder text = new StringBuilder("2018-11-2" + random.nextInt(2) + "T08:00:0");
        text.append(random.nextInt(2));
        int digits = random.nextInt(5);
        text.append(digits == 0 ? "" : ".");
        for (int i = 0; i < digits; i++) {
            text.append(random.nextInt(2));
        }
        return text.append('Z').toString();
    }

    private static BigDecimal seconds(String text) {
        Instant moment = Instant.parse(text);
        return BigDecimal.valueOf(moment.getEpochSecond())
                .add(BigDecimal.valueOf(moment.getNano(), 9));
    }
}
