package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commonwatch.server.Watched.question;

import org.commonwatch.server.House.Who;
import org.commonwatch.server.matching.Matching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What people paste is looked for as they mean it, and what is known to be good is not. */
class PasteTest {
    private static final String PASTE = "/api/v1/indicators/paste";
    private static final String TEXT = "C2: evil[.]example, good[.]example and setup.exe";

    @TempDir private Path folder = Path.of("");

    private static HttpResponse<byte[]> paste(House house, Who who, String query) throws Exception {
        byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
        return house.post(who, PASTE + query, "text/plain", text);
    }

    @Test
    void ofAPastedTextTheAnalystSeesWhatIsFoundAndHasItLookedFor() throws Exception {
        Path list = folder.resolve("data/known-good/ours/list.json");
        Files.createDirectories(list.getParent());
        Files.writeString(
                list, "{\"name\":\"Ours\",\"type\":\"hostname\",\"list\":[\"good.example\"]}");
        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            Who analyst = house.user("CERT-XA", "analyst", "analyst");
            house.party("CERT-XB", "member", "xb", "reader");
            JsonNode seen = House.json(paste(house, analyst, ""));
            assertThat(seen.path("taken").asInt()).isEqualTo(1);
            assertThat(seen.path("found").toString())
                    .contains("\"value\":\"evil.example\",\"dropped\":\"\"")
                    .contains("known to be good: Ours")
                    .contains("name of a file");
            house.ingest(sensor, question("evil.example", "198.18.0.2", 1));
            assertThat(house.number("SELECT count(*) FROM indicator")).isZero();

            String meant = "?take=true&tlp=GREEN&source=a%20mail&valid_until=2099-01-01T00:00:00Z";
            JsonNode taken = House.json(paste(house, analyst, meant));
            assertThat(taken.path("added").asInt()).isEqualTo(1);
            assertThat(House.json(paste(house, analyst, meant)).path("added").asInt()).isZero();
            house.ingest(sensor, question("evil.example", "198.18.0.2", 2));
            house.part(Matching.class).matchAgain();
            assertThat(house.number("SELECT sum(count) FROM sighting_count"))
                    .as("what was seen before, and after")
                    .isEqualTo(2);
            assertThat(house.text("SELECT text FROM object WHERE id LIKE 'indicator%'"))
                    .contains("\"valid_until\":\"2099-01-01T00:00:00.000Z\"")
                    .contains("Source: a mail");

            assertThat(paste(house, analyst, meant + "&owner=CERT-XB").statusCode()).isEqualTo(403);
            assertThat(paste(house, analyst, "?take=true").statusCode()).isEqualTo(400);
            Who operator = house.operator();
            assertThat(paste(house, operator, meant).statusCode()).isEqualTo(400);
            assertThat(
                            House.json(paste(house, operator, meant + "&owner=CERT-XB"))
                                    .path("added")
                                    .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void whatKnownGoodListsKeepOutIsCounted() throws Exception {
        Path list = folder.resolve("data/known-good/list.json");
        Files.createDirectories(list.getParent());
        Files.writeString(
                list, "{\"name\":\"Ours\",\"type\":\"cidr\",\"list\":[\"198.18.0.0/16\"]}");
        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            house.addIndicators(
                    "CERT-XA",
                    "TLP:GREEN",
                    "value,type,source\n198.18.0.9,ipv4,s\n198.19.0.9,ipv4,s\n");
            house.ingest(sensor, question("a.example", "198.18.0.9", 1));
            house.ingest(sensor, question("a.example", "198.19.0.9", 1));
            assertThat(house.number("SELECT sum(count) FROM sighting_count")).isEqualTo(1);
            JsonNode status =
                    House.json(house.get(Optional.of(house.operator()), "/api/v1/matching", "*/*"));
            assertThat(status.path("knownGood").path("Ours").asInt()).isEqualTo(1);
            assertThat(status.path("things").asInt()).isEqualTo(2);
        }
    }
}
