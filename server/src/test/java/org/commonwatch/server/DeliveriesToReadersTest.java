package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What the record says was given is what readers received, byte by byte. */
class DeliveriesToReadersTest {
    private static final String JSON = "application/json";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final SplittableRandom random = new SplittableRandom(7);
    private final Map<String, List<String>> received = new TreeMap<>();
    private final Set<String> digests = new HashSet<>();

    @Test
    void ownersAreToldWhoReceivedWhatAndNothingElse(@TempDir Path folder) throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who owner = house.party("CERT-XA", "member", "owner-xa", "reader");
            Map<String, Who> readers = new TreeMap<>();
            readers.put("CERT-XB", house.party("CERT-XB", "member", "reader-xb", "reader"));
            readers.put("CERT-XC", house.party("CERT-XC", "observer", "reader-xc", "reader"));
            readers.put("CERT-XD", house.party("CERT-XD", "none", "reader-xd", "reader"));
            for (String level : List.of("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED")) {
                house.addIndicators("CERT-XA", level, list(level));
            }
            List<String> ids =
                    house.walk(owner, House.INDICATORS, 50).stream()
                            .map(each -> each.path("id").asString())
                            .toList();
            for (int i = 0; i < 60; i++) {
                List<String> names = List.copyOf(readers.keySet());
                String name = names.get(random.nextInt(names.size()));
                ask(
                        house,
                        name,
                        Objects.requireNonNull(readers.get(name)),
                        ids.get(random.nextInt(ids.size())));
            }
            for (String id : ids) {
                List<String> told = new ArrayList<>();
                for (JsonNode each : deliveries(house, owner, id).path("deliveries")) {
                    if (!each.path("party").asString().equals("CERT-XA")) {
                        told.add(
                                each.path("party").asString()
                                        + " "
                                        + each.path("surface").asString());
                    }
                }
                assertThat(told).containsExactlyElementsOf(received.getOrDefault(id, List.of()));
            }
            assertThat(received).isNotEmpty();
            assertThat(recordedDigests(house)).containsAll(digests);
            assertThat(
                            house.get(
                                            Optional.of(readers.get("CERT-XB")),
                                            "/api/v1/deliveries?object=" + ids.getFirst(),
                                            JSON)
                                    .statusCode())
                    .isEqualTo(404);
        }
    }

    private static String list(String level) {
        StringBuilder list = new StringBuilder("value,type,source\n");
        for (int i = 0; i < 5; i++) {
            String name = level.toLowerCase(Locale.ROOT).replace(":", "-") + i;
            list.append(name).append(".example.org,domain,s\n");
        }
        return list.toString();
    }

    private void ask(House house, String party, Who reader, String id) throws Exception {
        String collection = House.INDICATORS.replace("objects/", "");
        String query = "?limit=" + (1 + random.nextInt(12));
        switch (random.nextInt(4)) {
            case 0 -> note(party, "objects", house.taxii(reader, House.INDICATORS + query));
            case 1 ->
                    note(party, "manifest", house.taxii(reader, collection + "manifest/" + query));
            case 2 -> note(party, "object", house.taxii(reader, House.INDICATORS + id + "/"));
            default ->
                    note(
                            party,
                            "versions of " + id,
                            house.taxii(reader, House.INDICATORS + id + "/versions/"));
        }
    }

    private void note(String party, String surface, HttpResponse<byte[]> answer) throws Exception {
        if (answer.statusCode() != 200) {
            return;
        }
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(answer.body());
        digests.add(HexFormat.of().formatHex(digest));
        JsonNode body = MAPPER.readTree(answer.body());
        if (surface.startsWith("versions of ")) {
            String id = surface.substring("versions of ".length());
            body.path("versions").forEach(each -> add(id, party + " versions"));
        } else {
            body.path("objects")
                    .forEach(each -> add(each.path("id").asString(), party + " " + surface));
        }
    }

    private void add(String id, String what) {
        received.computeIfAbsent(id, each -> new ArrayList<>()).add(what);
    }

    private static JsonNode deliveries(House house, Who owner, String id) throws Exception {
        return House.json(house.get(Optional.of(owner), "/api/v1/deliveries?object=" + id, JSON));
    }

    private static Set<String> recordedDigests(House house) throws Exception {
        Set<String> digests = new HashSet<>();
        JsonNode record =
                House.json(
                        house.get(
                                Optional.of(house.operator()), "/api/v1/record?limit=1000", JSON));
        for (JsonNode entry : record.path("entries")) {
            JsonNode body = MAPPER.readTree(entry.path("body").asString());
            digests.add(body.path("sent").asString());
        }
        return digests;
    }
}
