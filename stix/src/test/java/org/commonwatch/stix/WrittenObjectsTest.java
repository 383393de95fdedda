package org.commonwatch.stix;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.testkit.Golden;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.UUID;

class WrittenObjectsTest {
    private static final StixId OWNER =
            new StixId("identity", UUID.fromString("8d1f0b5c-8a39-4a34-9d0c-0a3a1c1b7d11"));
    private static final Instant HOUR = Instant.parse("2018-11-24T08:00:00Z");

    @Test
    void indicatorIsWrittenAsKept() {
        Golden.check("indicator.json", indicator().toStix().text());
    }

    @Test
    void sightingIsWrittenAsKept() {
        Golden.check("sighting.json", sighting(17).toStix(HOUR, HOUR.plusMillis(5)).text());
    }

    @Test
    void theSameIndicatorAndSightingHaveTheSameNameAndOthersAnother() {
        assertThat(indicator().id()).isEqualTo(indicator().id());
        assertThat(sighting(1).id()).isEqualTo(sighting(2).id());
        var elsewhere = new Sighting(OWNER, Tlp.AMBER, window("south"), seen(1)).id();
        assertThat(sighting(1).id()).isNotEqualTo(elsewhere);
        assertThat(elsewhere.uuid().version()).isEqualTo(5);
        assertThat(elsewhere.uuid().variant()).isEqualTo(2);
    }

    @Test
    void aCountBeyondWhatStixAllowsIsWrittenAsTheMost() {
        assertThat(sighting(Sighting.COUNT_LIMIT).toStix(HOUR, HOUR).text())
                .isEqualTo(sighting(Sighting.COUNT_LIMIT + 1).toStix(HOUR, HOUR).text())
                .contains("\"count\":999999999");
    }

    private static Indicator indicator() {
        return new Indicator(
                OWNER,
                Observable.parse(Observable.Kind.DOMAIN, "evil.example"),
                "an analyst's \"list\"",
                Tlp.GREEN,
                HOUR);
    }

    private static Sighting sighting(long count) {
        return new Sighting(OWNER, Tlp.AMBER, window("north"), seen(count));
    }

    private static Sighting.Window window(String sensor) {
        return new Sighting.Window(indicator().id(), sensor, HOUR);
    }

    private static Sighting.Seen seen(long count) {
        return new Sighting.Seen(count, HOUR.plusSeconds(1), HOUR.plusSeconds(59));
    }
}
