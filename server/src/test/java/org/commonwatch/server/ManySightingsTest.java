package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.House.Who;
import org.commonwatch.server.intel.Daily;
import org.commonwatch.server.intel.Sightings;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.stix.Sighting.Window;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixTime;
import org.commonwatch.stix.Tlp;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sightings that are added many at a time: as if each had been added by itself. */
class ManySightingsTest {
    private static final Instant FROM = Instant.parse("2030-03-04T00:00:00Z");
    private static final String SINCE = "1970-01-01T00:00:00Z";
    private static final String SIGHTINGS = " FROM object WHERE starts_with(id, 'sighting--')";

    /** How many bear one date at most. */
    private static final String MOST =
            "SELECT max(many) FROM (SELECT count(%1$s) AS many"
                    + SIGHTINGS
                    + " GROUP BY %1$s) AS dates";

    /** Versions that did not go in the moment in which the next one came. */
    private static final String APART =
            "SELECT count(*)"
                    + SIGHTINGS
                    + """
                     AND withdrawn IS DISTINCT FROM
                         (SELECT min(n.date_added) FROM object n
                           WHERE n.id = object.id AND n.sequence > object.sequence)
                    """;

    @TempDir private Path folder = Path.of("");

    private static final class Seeing {
        private final House house;
        private final List<StixId> indicators;
        private final StixId party;

        Seeing(House house) throws Exception {
            this.house = house;
            house.party("CERT-XA", "member", "north", "sensor");
            house.addIndicators("CERT-XA", "TLP:GREEN", SyntheticIndicators.list(100));
            String ids = house.text("SELECT string_agg(id, ',' ORDER BY id) FROM indicator");
            indicators = Arrays.stream(ids.split(",", -1)).map(StixId::parse).toList();
            party =
                    StixId.parse(
                            house.text("SELECT min(owner) FROM object WHERE id LIKE 'indicator%'"));
        }

        /** Adds this many windows, of which each was seen so often; returns them in order. */
        List<Window> add(int windows, long often) {
            Map<Window, Seen> seen = new LinkedHashMap<>();
            for (int i = windows - 1; i >= 0; i--) {
                Instant hour = FROM.plus(Duration.ofHours(i / indicators.size()));
                StixId indicator = indicators.get(i % indicators.size());
                seen.put(new Window(indicator, "north", hour), new Seen(often, hour, hour));
            }
            var origin = new Sightings.Origin(party, Tlp.GREEN, new BodyId("commons"));
            run(connection -> {
                Sightings.add(connection, origin, seen, Instant.now());
                return true;
            });
            return seen.keySet().stream().sorted().toList();
        }

        <T> T run(Transactions.Work<T> work) {
            return house.part(Transactions.class).run(work);
        }

        Map<String, Long> polled(Who reader) throws Exception {
            Map<String, Long> counts = new HashMap<>();
            house.poll(reader, SINCE, counts);
            return counts;
        }
    }

    @Test
    void aroundTheLimitNothingIsToldOtherwise() throws Exception {
        int limit = Sightings.AT_ONCE;
        for (int windows : List.of(limit - 1, limit, limit + 51)) {
            try (House house = House.open(folder.resolve("data-" + windows))) {
                Seeing seeing = new Seeing(house);
                Who reader = house.party("CERT-XB", "member", "reader-xb", "reader");

                inOrder(house, seeing.add(windows, 2));
                assertThat(house.number("SELECT count(*)" + SIGHTINGS + " AND rivals")).isZero();
                assertThat(seeing.polled(reader)).hasSize(windows).values().containsOnly(2L);

                inOrder(house, seeing.add(windows, 3));
                assertThat(house.number("SELECT count(*)" + SIGHTINGS + " AND rivals"))
                        .isEqualTo(2L * windows);
                assertThat(house.number(MOST.formatted("withdrawn"))).isEqualTo(50);
                assertThat(house.number("SELECT sum(count) FROM sighting_count"))
                        .isEqualTo(5L * windows);
                assertThat(seeing.polled(reader)).hasSize(windows).values().containsOnly(5L);
            }
        }
    }

    /** What stands is all of it, by hours and indicators, at fifty a date. */
    private static void inOrder(House house, List<Window> windows) throws Exception {
        consistent(house);
        String standing = SIGHTINGS + " AND withdrawn IS NULL";
        assertThat(house.number("SELECT count(DISTINCT date_added)" + standing))
                .isEqualTo((windows.size() + 49) / 50);
        String told =
                """
                SELECT string_agg(concat(text::json ->> 'first_seen', ' ',
                                         text::json ->> 'sighting_of_ref'),
                                  E'\n' ORDER BY date_added, sequence)
                """;
        assertThat(house.text(told + standing).lines())
                .containsExactlyElementsOf(
                        windows.stream()
                                .map(each -> StixTime.of(each.hour()) + " " + each.indicator())
                                .toList());
    }

    private static void consistent(House house) throws Exception {
        assertThat(house.number(MOST.formatted("date_added"))).isLessThanOrEqualTo(50);
        assertThat(house.number(APART)).isZero();
        assertThat(
                        house.number(
                                "SELECT count(*)"
                                        + SIGHTINGS
                                        + " AND text::json ->> 'created' >"
                                        + " text::json ->> 'modified'"))
                .isZero();
        assertThat(
                        house.number(
                                """
                                SELECT count(*) FROM object, state
                                 WHERE date_added > last_added OR withdrawn > last_added
                                """))
                .isZero();
    }

    @Test
    void manyHoursOfManyDaysAreToldByTheDay() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Seeing seeing = new Seeing(house);
            Who reader = house.party("CERT-XB", "member", "reader-xb", "reader");
            seeing.run(connection -> {
                Daily.set(connection, seeing.party, true, Instant.now());
                return true;
            });
            int windows = 60 * 100; // days of 100 indicators: 24, 24 and 12 hours of each

            for (int times = 1; times <= 2; times++) {
                seeing.add(windows, 1);

                consistent(house);
                assertThat(house.number("SELECT count(*)" + SIGHTINGS + " AND withdrawn IS NULL"))
                        .isEqualTo(300);
                assertThat(seeing.polled(reader))
                        .hasSize(300)
                        .values()
                        .containsOnly(24L * times, 12L * times);
            }
        }
    }
}
