package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What an operator reads of those who sign in, and of what is set. */
class UsersTest {
    private static final String PASSWORD = "four words of a colon";

    @TempDir private Path folder = Path.of("");

    @Test
    void theOperatorReadsWhoSignsInAndNeverWithWhat() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            house.party("CERT-XB", "member", "sensor-xb", "reader");
            house.operate(
                    "/api/v1/users",
                    """
                    {"name":"alice","party":"CERT-XB","password":"%s","roles":["clerk","signer"]}\
                    """
                            .formatted(PASSWORD));
            house.operate(
                    "/api/v1/users",
                    "{\"name\":\"bob\",\"party\":\"CERT-XB\",\"password\":\"%s\"}"
                            .formatted(PASSWORD));
            house.send(house.operator(), "DELETE", "/api/v1/names/bob", "");

            var answer = house.get(Optional.of(house.operator()), "/api/v1/users", "*/*");
            JsonNode users = House.json(answer).path("users");
            assertThat(users.size()).as("neither a token's name nor one that was ended").isOne();
            JsonNode alice = users.get(0);
            assertThat(alice.path("name").asString()).isEqualTo("alice");
            assertThat(alice.path("party").asString()).isEqualTo("CERT-XB");
            assertThat(alice.path("roles").toString()).isEqualTo("[\"clerk\",\"signer\"]");
            assertThat(alice.path("with").asString()).isEqualTo("password");
            assertThat(alice.path("since").asString()).matches("20\\d\\d-.*Z");
            assertThat(alice.size()).as("and nothing else").isEqualTo(5);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("argon");

            Who who = new Who("alice", PASSWORD);
            assertThat(house.send(who, "GET", "/api/v1/users", "").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void everySettingIsToldWithWhereItWasSetAndNoneThatIsSecret() {
        Settings settings =
                Configuration.read(
                                Map.of(Setting.DATA, folder.toString(), Setting.PORT, "9000"),
                                Map.of(
                                        "CWATCH_PAGE_LIMIT", "20",
                                        "CWATCH_DATABASE_PASSWORD", "not to be told"))
                        .settings();
        var told = settings.listening().flows().shown().told();
        assertThat(told).hasSize(Setting.values().length);
        assertThat(told.toString()).doesNotContain("not to be told");
        assertThat(told.stream().map(each -> each.name() + " " + each.set() + " " + each.by()))
                .contains(
                        "port OPTION --port",
                        "page-limit ENVIRONMENT CWATCH_PAGE_LIMIT",
                        "database-password ENVIRONMENT CWATCH_DATABASE_PASSWORD",
                        "zone USUAL ");
    }

    @Test
    void theOperatorReadsWhatIsSet() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            var answer = house.get(Optional.of(house.operator()), "/api/v1/settings", "*/*");
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode settings = House.json(answer).path("settings");
            assertThat(StreamSupport.stream(settings.spliterator(), false)).isEmpty();
        }
    }
}
