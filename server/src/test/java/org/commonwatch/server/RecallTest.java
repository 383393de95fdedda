package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What is followed to the server of a reader, over real HTTP. */
class RecallTest {
    private static final String ALL = "5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05";
    private static final String OBJECTS = "/commons/collections/" + ALL + "/objects/";
    private static final String GREEN = "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da";
    private static final String ID = "indicator--00000000-0000-4000-8000-000000000001";

    @TempDir private Path folder = Path.of("");

    private final List<House> houses = new ArrayList<>();
    private final List<Who> own = new ArrayList<>();
    // How the other is known here.
    private final List<Who> other = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        for (int i = 0; i < 2; i++) {
            House house = House.calling(folder.resolve("" + i), "127.0.0.1");
            houses.add(house);
            own.add(house.party(party(i), "member", "own-" + i, "reader"));
            other.add(house.party(party(1 - i), "member", "other-" + i, "reader"));
        }
    }

    @AfterEach
    void close() {
        houses.forEach(House::close);
    }

    private static String party(int of) {
        return of == 0 ? "CERT-XA" : "CERT-XB";
    }

    private void connect(int from, String path, String wish, String name) throws Exception {
        Path secrets = Files.createDirectories(folder.resolve("" + from).resolve("secrets"));
        Who who = other.get(1 - from);
        Path file = Files.writeString(secrets.resolve(name), who.name() + ":" + who.token());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        houses.get(from).operate(path, wish);
    }

    private void exchange(int from, String kind) throws Exception {
        connect(
                from,
                "/api/v1/connectors",
                ("{\"name\":\"%s\",\"kind\":\"%s\",\"url\":\"%s/taxii2/\",\"remote\":\"%s\","
                                + "\"collection\":\"%s\",\"party\":\"%s\"}")
                        .formatted(
                                kind, kind, houses.get(1 - from).url(), ALL, ALL, party(1 - from)),
                kind);
    }

    private void peers() throws Exception {
        for (int i = 0; i < 2; i++) {
            House there = houses.get(1 - i);
            String key =
                    House.json(there.get(Optional.of(there.operator()), "/api/v1/peers", "*/*"))
                            .path("key")
                            .asString();
            connect(
                    i,
                    "/api/v1/peers",
                    "{\"name\":\"peer\",\"party\":\"%s\",\"url\":\"%s\",\"key\":\"%s\"}"
                            .formatted(party(1 - i), there.url(), key),
                    "peer");
        }
    }

    private void run(int house, String name) throws Exception {
        houses.get(house).operate("/api/v1/connectors/" + name + "/run", "{}");
    }

    private void post(String more) throws Exception {
        String object =
                """
                {"objects":[{"type":"indicator","spec_version":"2.1","id":"%s",\
                "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",\
                "pattern":"[url:value = 'u']","pattern_type":"stix",\
                "valid_from":"2026-01-01T00:00:00Z","object_marking_refs":["%s"]%s}]}\
                """
                        .formatted(ID, GREEN, more);
        byte[] body = object.getBytes(StandardCharsets.UTF_8);
        assertThat(houses.get(0).post(own.get(0), OBJECTS, House.TAXII, body).statusCode())
                .isEqualTo(202);
    }

    private void caveats(String text) throws Exception {
        String path = "/api/v1/collections/" + ALL + "/objects/" + ID + "/caveats";
        var answer = houses.get(0).send(own.get(0), "PUT", path, text);
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
    }

    private void withdraw() throws Exception {
        String path = "/api/v1/collections/" + ALL + "/objects/" + ID;
        assertThat(houses.get(0).send(own.get(0), "DELETE", path, "").statusCode()).isEqualTo(200);
    }

    private JsonNode recalls() throws Exception {
        House house = houses.get(0);
        return House.json(house.get(Optional.of(house.operator()), "/api/v1/recalls", "*/*"));
    }

    /** The texts of what the other server has and was not taken out. */
    private List<String> there() throws Exception {
        return Surfaces.texts(
                houses.get(1)
                        .get(
                                Optional.of(own.get(1)),
                                "/api/v1/collections/" + ALL + "/export",
                                "*/*")
                        .body());
    }

    private void await(String what, Callable<Boolean> holds) throws Exception {
        for (int i = 0; i < 400 && !holds.call(); i++) {
            Thread.sleep(50);
        }
        assertThat(holds.call()).as(what + ": " + recalls()).isTrue();
    }

    @Test
    void whatIsHiddenOfAnObjectIsTakenOutThoughARestMayBeRead() throws Exception {
        exchange(1, "pull");
        peers();
        post(",\"name\":\"hush\"");
        run(1, "pull");
        assertThat(there().toString()).contains("hush");
        caveats("[{\"id\":\"c\",\"hide\":\"name\"}]");
        await("the whole is gone", () -> !there().toString().contains("hush"));
        run(1, "pull");
        await("the rest is there", () -> there().toString().contains(ID));
        assertThat(there().toString()).doesNotContain("hush");
        // The rest goes when nothing of the object may be read.
        withdraw();
        await("the rest is gone", () -> there().isEmpty());
        await("nothing is left", () -> recalls().path("exposed").isEmpty());
    }

    @Test
    void whatExpiresIsRecalledWithoutAnybodysDoing() throws Exception {
        exchange(1, "pull");
        peers();
        post("");
        caveats("[{\"id\":\"c\",\"expiry\":\"" + Instant.now().plusSeconds(4) + "\"}]");
        run(1, "pull");
        assertThat(there()).hasSize(1);
        await("it is gone", () -> there().isEmpty());
        assertThat(recalls().toString()).contains("narrowed").contains("purged");
    }

    @Test
    void whoIsNoPeerIsSentWhatWasPushedToItRevokedWithNothingButWhatItMustHave() throws Exception {
        exchange(0, "push");
        String creator = houses.get(0).text("SELECT id FROM party WHERE name = '" + party(0) + "'");
        post(",\"name\":\"hush\",\"created_by_ref\":\"" + creator + "\"");
        run(0, "push");
        assertThat(there()).hasSize(1);
        withdraw();
        await("it is revoked", () -> there().toString().contains("\"revoked\":true"));
        String revoked = there().getLast();
        assertThat(revoked).contains(GREEN).contains(creator).doesNotContain("hush");
        await("nothing is left", () -> recalls().path("exposed").isEmpty());
        assertThat(recalls().toString()).contains("revocation").contains("revoked through push");
    }

    @Test
    void whoIsNeitherIsListedAsBeyondRecall() throws Exception {
        exchange(1, "pull");
        post("");
        run(1, "pull");
        withdraw();
        await("it is listed", () -> !recalls().path("exposed").isEmpty());
        JsonNode left = recalls().path("exposed").path(0);
        assertThat(left.path("party").asString()).isEqualTo("CERT-XB");
        assertThat(left.path("way").asString()).isEqualTo("beyond recall");
        assertThat(left.path("objects").asLong()).isEqualTo(1);
    }
}
