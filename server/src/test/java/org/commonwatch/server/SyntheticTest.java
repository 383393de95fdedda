package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.database.Database;
import org.commonwatch.server.House.Who;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.synthetic.Synthetic.Drawn;
import org.commonwatch.stix.Indicator;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.stix.Sighting.Window;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.commonwatch.telemetry.simulation.Format;
import org.commonwatch.telemetry.simulation.world.World;
import org.commonwatch.telemetry.simulation.world.WorldPlan;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is drawn from the plan of an invented world, beside what is counted in its lines. */
class SyntheticTest {
    private static final LocalDate FIRST = LocalDate.parse("2025-03-03");
    private static final LocalDate END = FIRST.plusDays(31);
    private static final String SENSOR = "north";
    private static final World WORLD = new World(plan());
    private static final Invention INVENTION =
            new Invention("small", "all of it", InstantSource.system());

    @TempDir private Path folder = Path.of("");

    private static WorldPlan plan() {
        return new WorldPlan(
                11,
                new WorldPlan.Days(FIRST, 31),
                new WorldPlan.Network(
                        3_000, List.of(new WorldPlan.Sensor(SENSOR, "CERT-XA", Format.EVE, 1))),
                new WorldPlan.Events(List.of(), List.of()),
                List.of(
                        new WorldPlan.Attackers(
                                FIRST,
                                3,
                                8,
                                Set.of(),
                                List.of(new WorldPlan.Holder("CERT-XA", "TLP:GREEN", 100)))));
    }

    @Test
    void drawnCountsAreThoseThatAreCountedInTheLinesAndSayThatTheyAreDrawn() throws Exception {
        Map<String, Long> counted;
        List<String> sighted;
        try (House house = House.open(folder.resolve("real"))) {
            Who sensor = furnish(house);
            house.ingest(sensor, lines());
            counted = cells(house, false);
            sighted = sightings(house);
            assertThat(drawnPeriods(house)).containsOnly(false);
        }
        try (House house =
                House.inventing(folder.resolve("world"), TestDatabase.empty(), INVENTION)) {
            Who sensor = furnish(house);
            house.synthetic().draw(List.of(drawn(house)));
            assertThat(cells(house, true)).isEqualTo(counted).isNotEmpty();
            assertThat(sightings(house)).isEqualTo(sighted).isNotEmpty();
            assertThat(drawnPeriods(house)).containsOnly(true);

            // What is counted besides stays apart from what is drawn.
            house.ingest(sensor, lines());
            assertThat(cells(house, false)).isEqualTo(counted);
            assertThat(cells(house, true)).isEqualTo(counted);
            assertThat(drawnPeriods(house)).containsOnly(true);
        }
    }

    @Test
    void aRealStoreRefusesWhatIsDrawnAndAUsedOneIsNeverMarked() throws Exception {
        Database database = TestDatabase.empty();
        try (House house = House.open(folder.resolve("real"), database)) {
            furnish(house);
            Drawn drawn = drawn(house);
            assertThatThrownBy(() -> house.synthetic().draw(List.of(drawn)))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused ->
                                    assertThat(refused.problem().message())
                                            .contains("This store is a real one"));
            assertThat(house.number("SELECT count(*) FROM cell")).isZero();
            assertThat(house.get(Optional.empty(), "/readyz", "*/*").headers().map())
                    .doesNotContainKey("synthetic-data");
        }
        assertThatThrownBy(() -> House.inventing(folder.resolve("again"), database, INVENTION))
                .isInstanceOfSatisfying(
                        CannotStart.class,
                        refused -> assertThat(refused.remedy()).contains("an empty store"));
        try (House house = House.open(folder.resolve("real"), database)) {
            assertThat(house.synthetic().mark()).isEmpty();
        }
    }

    @Test
    void aMarkedStoreSaysSoWithEveryAnswerWhoeverStartsIt() throws Exception {
        Database database = TestDatabase.empty();
        Path data = folder.resolve("world");
        try (House house = House.inventing(data, database, INVENTION)) {
            assertThat(saysItIs(house)).isEqualTo("small");
        }
        try (House house = House.inventing(data, database, INVENTION)) {
            assertThat(saysItIs(house)).isEqualTo("small");
        }
        try (House house = House.open(data, database)) {
            assertThat(saysItIs(house)).isEqualTo("small");
            assertThat(house.synthetic().mark().orElseThrow().about()).isEqualTo("all of it");
            var told = house.get(Optional.empty(), "/api/v1/deployment", "*/*");
            assertThat(House.json(told).path("synthetic").asBoolean()).isTrue();
        }
        var other = new Invention("other", "all of it", InstantSource.system());
        assertThatThrownBy(() -> House.inventing(data, database, other))
                .isInstanceOf(CannotStart.class);
    }

    private static String saysItIs(House house) throws Exception {
        return house.get(Optional.of(house.operator()), "/api/v1/counts", "*/*")
                .headers()
                .firstValue("Synthetic-Data")
                .orElse("");
    }

    private static Who furnish(House house) throws Exception {
        Who sensor = house.party("CERT-XA", "member", SENSOR, "sensor");
        StringBuilder list = new StringBuilder("value,type,source\n");
        WORLD.campaigns()
                .forEach(each ->
                        each.addresses()
                                .forEach(address ->
                                        list.append(address.value()).append(",ipv4,s\n")));
        house.addIndicators("CERT-XA", "TLP:GREEN", list.toString());
        return sensor;
    }

    private static byte[] lines() {
        var lines = new ByteArrayOutputStream();
        WORLD.lines(SENSOR, FIRST, END).forEachRemaining(lines::writeBytes);
        return lines.toByteArray();
    }

    private static Drawn drawn(House house) throws Exception {
        StixId owner = StixId.parse(house.text("SELECT id FROM party"));
        Map<Window, Seen> seen = new TreeMap<>();
        WORLD.hits(SENSOR, FIRST, END)
                .forEach((hit, each) -> {
                    var indicator =
                            new Indicator(owner, hit.indicator(), "", Tlp.GREEN, hit.hour());
                    seen.put(new Window(indicator.id(), SENSOR, hit.hour()), each);
                });
        return new Drawn(SENSOR, WORLD.cells(SENSOR, FIRST, END), seen);
    }

    private static Map<String, Long> cells(House house, boolean drawn) throws Exception {
        Map<String, Long> cells = new TreeMap<>();
        for (JsonNode cell : house.counts().path("cells")) {
            if (cell.path("drawn").asBoolean() == drawn) {
                List<String> words = new ArrayList<>();
                for (String name : List.of("hour", "sensor", "unit", "kind", "source", "rule")) {
                    words.add(cell.path(name).asString());
                }
                // Lines of a server are not looked up, so only what is drawn has places.
                assertThat(cell.path("sector").asString().isEmpty()).isEqualTo(!drawn);
                cells.merge(String.join(" ", words), cell.path("count").asLong(), Long::sum);
            }
        }
        return cells;
    }

    private static List<String> sightings(House house) throws Exception {
        Who reader = house.token("CERT-XA", "reader", "reader", "TLP:AMBER");
        return house.walk(reader, House.SIGHTINGS, 100).stream()
                .map(each ->
                        String.join(
                                " ",
                                each.path("first_seen").asString(),
                                each.path("last_seen").asString(),
                                each.path("count").asString()))
                .sorted()
                .toList();
    }

    private static List<Boolean> drawnPeriods(House house) throws Exception {
        byte[] answer = house.get(Optional.of(house.operator()), "/api/v1/series", "*/*").body();
        List<Boolean> drawn = new ArrayList<>();
        JsonMapper.shared()
                .readTree(new String(answer, StandardCharsets.UTF_8))
                .path("periods")
                .forEach(period -> drawn.add(period.path("drawn").asBoolean()));
        return drawn;
    }
}
