package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the operator takes in at once, of any size. */
class ImportTest {
    private static final String ALL = "5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05";
    private static final String MARKING =
            "marking-definition--00000000-0000-4000-8000-00000000000a";

    @TempDir private Path folder = Path.of("");
    private final List<House> houses = new ArrayList<>();
    private final List<Who> readers = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        House house = House.open(folder.resolve("data"));
        houses.add(house);
        house.party("CERT-XA", "member", "own", "reader");
        readers.add(house.party("CERT-XB", "member", "reader", "reader"));
    }

    @AfterEach
    void close() {
        houses.forEach(House::close);
    }

    private House house() {
        return houses.getFirst();
    }

    private HttpResponse<byte[]> send(String more, String body) throws Exception {
        return house().post(
                        house().operator(),
                        "/api/v1/taxii/import?owner=CERT-XA&collection=" + ALL + more,
                        "application/json",
                        body.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> readable() throws Exception {
        return Surfaces.texts(
                house().get(
                                Optional.of(readers.getFirst()),
                                "/api/v1/collections/" + ALL + "/export",
                                "*/*")
                        .body());
    }

    private static String indicator(int number) {
        return """
        {"type":"indicator","spec_version":"2.1",\
        "id":"indicator--00000000-0000-4000-8000-%012d","created":"2026-01-01T00:00:00.000Z",\
        "modified":"2026-01-01T00:00:00.000Z","pattern":"[url:value = 'u']",\
        "pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z",\
        "object_marking_refs":["%s"]}\
        """
                .formatted(number, MARKING);
    }

    private static String bundle(int objects) {
        StringBuilder text = new StringBuilder("{\"type\":\"bundle\",\"objects\":[");
        for (int i = 0; i < objects; i++) {
            text.append(indicator(i)).append(',');
        }
        return text.append(
                        """
                        {"type":"marking-definition","spec_version":"2.1","id":"%s",\
                        "created":"2026-01-01T00:00:00.000Z","definition_type":"statement",\
                        "name":"TLP:GREEN","definition":{"statement":"TLP:GREEN"}}\
                        """
                                .formatted(MARKING))
                .append("]}")
                .toString();
    }

    @Test
    void whatABundleSaysAtItsEndAboutUseHoldsFromItsFirstObjectOn() throws Exception {
        JsonNode told = House.json(send("", bundle(2_500)));
        assertThat(told.path("kept").asLong()).isEqualTo(2_501);
        assertThat(told.path("rejected").asLong()).isZero();
        assertThat(readable()).hasSize(2_501);
        assertThat(House.json(send("", bundle(2_500))).path("kept").asLong()).isEqualTo(2_501);
        assertThat(readable()).hasSize(2_501);
    }

    @Test
    void whatIsBeforeAPlaceThatCannotBeReadIsKept() throws Exception {
        String text = bundle(1_500);
        var refused = send("", text.substring(0, text.length() - 300) + "\u0000");
        assertThat(refused.statusCode() / 100).isEqualTo(4);
        assertThat(house().number("SELECT count(*) FROM object")).isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void anEventOfMispIsTakenInAsItsWordsSay() throws Exception {
        String event =
                """
                {"Event":{"uuid":"11111111-1111-4111-8111-111111111111","info":"an event",\
                "date":"2026-01-01","timestamp":"1767225600","distribution":"3",\
                "Attribute":[{"uuid":"11111111-1111-4111-8111-000000000001","type":"domain",\
                "category":"Network activity","value":"n.example","to_ids":true,\
                "timestamp":"1767225600","distribution":"5"},\
                {"uuid":"11111111-1111-4111-8111-000000000002","type":"domain",\
                "category":"Network activity","value":"own.example","to_ids":true,\
                "timestamp":"1767225600","distribution":"0"}],\
                "Tag":[{"name":"tlp:green"}]}}\
                """;
        JsonNode told = House.json(send("&form=misp", event));
        assertThat(told.path("rejected").asLong()).isZero();
        assertThat(readable().toString()).contains("n.example").doesNotContain("own.example");
        assertThat(send("&form=csv", event).statusCode()).isEqualTo(400);
        assertThat(House.json(send("&form=misp", "{}")).path("firstRejected").toString())
                .contains("no event");
    }
}
