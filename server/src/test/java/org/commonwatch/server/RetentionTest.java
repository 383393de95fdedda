package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.database.Database;
import org.commonwatch.server.House.Who;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class RetentionTest {
    private static final String LINE =
            "{\"timestamp\":\"2020-03-04T05:06:07.000000+0000\",\"event_type\":\"alert\","
                    + "\"src_ip\":\"198.18.0.1\",\"dest_ip\":\"240.0.0.1\",\"proto\":\"TCP\","
                    + "\"app_proto\":\"http\",\"alert\":{\"signature\":\"s\",\"severity\":1,"
                    + "\"category\":\"Web Application Attack\"}}\n";
    private static final String LIST = "value,type,source\n198.18.0.1,ipv4,a test\n";
    private static final Settings.Limits KEPT =
            new Settings.Limits(10 << 20, 1_000, 1_000_000, new Settings.Intake(20, 1_000_000, 30));

    @TempDir private Path folder = Path.of("");

    @Test
    void nothingGoesUnlessSomebodySetForHowLongItIsKept() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            fill(house);
            assertThat(told(house.operate("/api/v1/retention/run", "{}"))).isEmpty();
            assertThat(house.number("SELECT count(*) FROM cell")).isEqualTo(2);
        }
    }

    @Test
    void whatIsOlderThanItsClassIsKeptGoesAsThePreviewSaidAndTheRecordSaysSo() throws Exception {
        Database database = TestDatabase.empty();
        try (House house = House.open(folder.resolve("data"), database, KEPT)) {
            fill(house);
            house.execute("UPDATE raw_segment SET received = received - interval '40 days'");
            house.execute("UPDATE segment SET received = received - interval '40 days'");
            for (String kept : List.of("events", "cells", "sightings", "deliveries")) {
                set(house, kept, 365);
            }
            set(house, "deliveries", 30);

            List<String> preview = told(get(house, "/api/v1/retention/preview"));
            List<String> gone = told(house.operate("/api/v1/retention/run", "{}"));

            assertThat(preview)
                    .containsExactlyInAnyOrder(
                            "raw raw files 1 0",
                            "events archived events 1 0",
                            "cells cell 1 0",
                            "sightings sighting_count 1 0",
                            "sightings object 0 0",
                            "deliveries segment 2 0");
            assertThat(gone).isEqualTo(preview);
            assertThat(house.number("SELECT count(*) FROM cell")).isEqualTo(1);
            assertThat(house.number("SELECT count(*) FROM archive_run")).isEqualTo(1);
            assertThat(house.number("SELECT count(*) FROM raw_segment")).isZero();
            assertThat(files("raw")).isEmpty();
            assertThat(files("archive/events")).hasSize(1);
            assertThat(told(get(house, "/api/v1/retention/preview")))
                    .allMatch(each -> each.endsWith(" 0 0"));
            assertThat(house.number("SELECT count(*) FROM record WHERE kind = 'erasure'"))
                    .isEqualTo(5);
            assertThat(
                            house.text(
                                    "SELECT string_agg(body, ' ') FROM record WHERE kind ="
                                            + " 'erasure'"))
                    .contains("\"class\":\"cells\",\"count\":1")
                    .doesNotContain("north")
                    .doesNotContain("198.18");
        }
    }

    @Test
    void whatSomebodyHoldsStaysHoweverOldItIsAndGoesWhenThatIsLifted() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            fill(house);
            set(house, "cells", 365);
            set(house, "events", 365);
            JsonNode hold =
                    house.operate(
                            "/api/v1/holds",
                            "{\"reference\":\"case 7\",\"reason\":\"a court asked\","
                                    + "\"from\":\"2020-03-01T00:00:00Z\","
                                    + "\"to\":\"2020-04-01T00:00:00Z\",\"about\":[\"north\"]}");
            JsonNode other =
                    house.operate(
                            "/api/v1/holds",
                            "{\"reference\":\"case 8\",\"reason\":\"of other things\","
                                    + "\"about\":[\"south\"],\"classes\":[\"cells\"]}");
            JsonNode preview = get(house, "/api/v1/retention/preview");

            assertThat(told(preview))
                    .containsExactlyInAnyOrder("cells cell 0 1", "events archived events 0 1");
            assertThat(preview.path("holds").get(0).path("reason").asString())
                    .isEqualTo("a court asked");
            assertThat(told(house.operate("/api/v1/retention/run", "{}"))).isEqualTo(told(preview));
            assertThat(house.number("SELECT count(*) FROM cell")).isEqualTo(2);

            house.send(house.operator(), "DELETE", "/api/v1/holds/" + hold.path("number"), "");
            assertThat(told(house.operate("/api/v1/retention/run", "{}")))
                    .containsExactlyInAnyOrder("cells cell 1 0", "events archived events 1 0");
            assertThat(house.number("SELECT count(*) FROM cell")).isEqualTo(1);
            assertThat(house.number("SELECT count(*) FROM record WHERE kind = 'hold'"))
                    .isEqualTo(3);
            assertThat(other.path("placedBy").asString()).isEqualTo("operator");
        }
    }

    @Test
    void aHoldIsOverWhenItSaidItWouldBe() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            fill(house);
            set(house, "cells", 365);
            house.operate(
                    "/api/v1/holds",
                    "{\"reference\":\"case 7\",\"reason\":\"a court asked\","
                            + "\"until\":\"2021-01-01T00:00:00Z\"}");
            assertThat(told(house.operate("/api/v1/retention/run", "{}")))
                    .containsExactly("cells cell 1 0");
        }
    }

    @Test
    void supersededVersionsLoseWhatTheySaidAndWhoWasGivenThemIsStillKnown() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = fill(house);
            Who reader = house.token("CERT-XA", "reader", "reader", "TLP:AMBER");
            house.ingest(sensor, "later", bytes(LINE.replace("05:06", "05:59")));
            house.walk(reader, House.SIGHTINGS, 10);
            assertThat(house.number("SELECT count(*) FROM object WHERE withdrawn IS NOT NULL"))
                    .isEqualTo(1);
            house.execute("UPDATE object SET withdrawn = withdrawn - interval '40 days'");
            set(house, "history", 30);

            assertThat(told(house.operate("/api/v1/retention/run", "{}")))
                    .containsExactly("history object 1 0");
            assertThat(house.number("SELECT count(*) FROM object WHERE text = ''")).isEqualTo(1);
            assertThat(house.walk(reader, House.SIGHTINGS, 10)).hasSize(2);
        }
    }

    @Test
    void whatCannotBeIsRefusedWithWhatToDo() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            assertThat(put(house, "cells", "{\"days\":0}")).contains("400", "36500");
            assertThat(put(house, "cells", "{\"days\":36501}")).contains("400", "36500");
            assertThat(put(house, "letters", "{\"days\":1}")).contains("400", "cells");
            assertThat(put(house, "cells", "{}")).contains("200");
            var none =
                    house.send(
                            house.operator(),
                            "POST",
                            "/api/v1/holds",
                            "{\"reference\":\" \",\"reason\":\"x\"}");
            assertThat(none.statusCode()).isEqualTo(400);
            assertThat(house.send(house.operator(), "DELETE", "/api/v1/holds/9", "").statusCode())
                    .isEqualTo(404);
        }
    }

    private static Who fill(House house) throws Exception {
        Who sensor = house.party("CERT-XA", "member", "north", "sensor");
        house.addIndicators("CERT-XA", "TLP:AMBER", LIST);
        house.ingest(sensor, "one", bytes(LINE));
        house.ingest(sensor, "two", bytes(LINE.replace("2020", "2030")));
        return sensor;
    }

    private static void set(House house, String kept, int days) throws Exception {
        assertThat(put(house, kept, "{\"days\":" + days + "}")).contains("200");
    }

    private static String put(House house, String kept, String body) throws Exception {
        var response = house.send(house.operator(), "PUT", "/api/v1/retention/" + kept, body);
        return response.statusCode() + new String(response.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode get(House house, String path) throws Exception {
        return House.json(house.get(Optional.of(house.operator()), path, "application/json"));
    }

    // Class, of what, how many go, how many are held.
    private static List<String> told(JsonNode answer) {
        List<String> told = new ArrayList<>();
        for (JsonNode each : answer.path("classes")) {
            for (JsonNode stock : each.path("stocks")) {
                told.add(
                        each.path("name").asString()
                                + " "
                                + stock.path("of").asString()
                                + " "
                                + stock.path("count").asLong()
                                + " "
                                + stock.path("held").asLong());
            }
        }
        return told;
    }

    private List<Path> files(String in) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("data").resolve(in))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
