package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commonwatch.server.Watched.alert;

import org.commonwatch.server.House.Who;
import org.commonwatch.server.matching.Matching;
import org.commonwatch.server.matching.Proposals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What several sensors saw is put forward to their party alone, and a person of it decides. */
class ProposalsTest {
    private static final String PROPOSALS = "/api/v1/proposals";
    private static final String ACCEPT =
            """
            {"decision":"accept","tlp":"TLP:GREEN","validUntil":"2099-01-01T00:00:00Z"}
            """;

    @TempDir private Path folder = Path.of("");

    private static Map<String, String> proposed(House house, Who who) throws Exception {
        house.part(Proposals.class).find();
        Map<String, String> ids = new TreeMap<>();
        var answer = house.get(Optional.of(who), PROPOSALS, "*/*");
        for (JsonNode each : House.json(answer).path("proposals")) {
            assertThat(each.path("sensors").asInt()).isEqualTo(2);
            assertThat(each.path("events").asInt()).isGreaterThanOrEqualTo(2);
            ids.put(each.path("value").asString(), each.path("id").asString());
        }
        return ids;
    }

    private static HttpResponse<byte[]> decide(House house, Who who, String id, String decision)
            throws Exception {
        return house.send(who, "POST", PROPOSALS + "/" + id, decision);
    }

    @Test
    void whatSeveralSensorsOfAPartySawIsPutForwardToItAndSharedOnceAccepted() throws Exception {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("known-good"));
        Files.writeString(
                data.resolve("known-good/list.json"),
                "{\"name\":\"Ours\",\"type\":\"hostname\",\"list\":[\"good.example\"]}");
        try (House house = House.open(data)) {
            Who north = house.party("CERT-XA", "member", "north", "sensor");
            Who south = house.token("CERT-XA", "south", "sensor", "TLP:AMBER");
            Who other = house.party("CERT-XB", "member", "other", "sensor");
            Who analyst = house.user("CERT-XA", "analyst", "analyst");
            Who stranger = house.user("CERT-XB", "stranger", "analyst");
            Who reader = house.token("CERT-XB", "reader", "reader", "TLP:AMBER");
            house.ingest(north, alert("198.18.9.1", "bad.example", 1));
            house.ingest(south, alert("198.18.9.1", "Bad.example", 2));
            house.ingest(north, alert("10.0.0.5", "good.example", 3));
            house.ingest(south, alert("10.0.0.5", "good.example", 4));
            house.ingest(other, alert("198.18.9.2", "lone.example", 5));
            house.ingest(south, alert("198.18.9.2", "lone.example", 6));

            Map<String, String> proposed = proposed(house, analyst);
            assertThat(proposed).containsOnlyKeys("198.18.9.1", "bad.example");
            assertThat(proposed(house, stranger)).isEmpty();
            assertThat(house.walk(reader, House.INDICATORS, 10)).isEmpty();

            String address = proposed.getOrDefault("198.18.9.1", "");
            String name = proposed.getOrDefault("bad.example", "");
            hiddenIsAbsent(house, stranger, address);
            assertThat(decide(house, analyst, address, "{\"decision\":\"accept\"}").statusCode())
                    .isEqualTo(400);
            House.json(decide(house, analyst, name, "{\"decision\":\"dismiss\"}"));
            House.json(decide(house, analyst, address, ACCEPT));
            assertThat(decide(house, analyst, address, ACCEPT).statusCode()).isEqualTo(404);
            assertThat(proposed(house, analyst)).isEmpty();

            assertThat(house.walk(reader, House.INDICATORS, 10))
                    .hasSize(1)
                    .allMatch(each ->
                            each.path("pattern")
                                            .asString()
                                            .equals("[ipv4-addr:value = '198.18.9.1']")
                                    && each.path("valid_until").asString().startsWith("2099"));
            house.part(Matching.class).matchAgain();
            assertThat(house.number("SELECT sum(count) FROM sighting_count")).isEqualTo(2);
        }
    }

    private static void hiddenIsAbsent(House house, Who stranger, String id) throws Exception {
        String none = UUID.randomUUID().toString();
        var hidden = decide(house, stranger, id, ACCEPT);
        var never = decide(house, stranger, none, ACCEPT);
        assertThat(hidden.statusCode()).isEqualTo(404).isEqualTo(never.statusCode());
        assertThat(House.headers(hidden)).isEqualTo(House.headers(never));
        assertThat(new String(hidden.body(), StandardCharsets.UTF_8).replace(id, none))
                .isEqualTo(new String(never.body(), StandardCharsets.UTF_8));
    }
}
