package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.Model.Shown;
import org.commonwatch.server.Population.Member;
import org.commonwatch.server.Population.Place;
import org.commonwatch.server.sharing.Surface;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.validation.Options;
import org.commonwatch.stix.validation.Validator;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Whether one may read an object, and in which bytes, is the same by every way out of the server,
 * and is what the rules say. {@code -Dtriples=10000} tries more (object, party, time).
 */
class SurfacesAgreeTest {
    private static final Validator VALIDATOR = new Validator(Options.USUAL);
    private static final int OBJECTS = 30;
    private static final int TIMES = 5;
    private static final int MEMBERS = 7;
    private static final int TRIPLES = OBJECTS * TIMES * MEMBERS;

    @TempDir private Path folder = Path.of("");

    private final AtomicInteger houses = new AtomicInteger();

    @Test
    void everyAddressIsKnownToShowObjectsOrNot() throws Exception {
        Set<String> known = new TreeSet<>(Surfaces.ROUTES.keySet());
        known.addAll(Surfaces.OTHERS);
        Set<Surface> shown = EnumSet.copyOf(Surfaces.ROUTES.values());
        // Nobody asks, or it tells numbers alone: see ExchangeTest, NoticesTest and GapTest.
        shown.addAll(List.of(Surface.PUSH, Surface.NOTICE, Surface.GAP));
        assertThat(shown).containsExactly(Surface.values());
        try (House house = House.open(folder.resolve("data"))) {
            assertThat(house.routes()).isEqualTo(known);
        }
    }

    @Test
    void whatMayBeReadIsTheSameOnEverySurfaceAndWhatTheRulesSay() {
        int triples = Integer.getInteger("triples", TRIPLES);
        Cases.check(
                Math.ceilDiv(triples, TRIPLES),
                random -> {
                    Path data = folder.resolve("data-" + houses.incrementAndGet());
                    try (House house = House.open(data)) {
                        var population = new Population(house, random);
                        population.post(OBJECTS);
                        for (int time = 0; time < TIMES; time++) {
                            for (Member member : population.members()) {
                                check(house, population, member);
                            }
                            viewAs(house, population);
                            population.change();
                            population.change();
                        }
                    }
                });
    }

    private static void check(House house, Population population, Member member) throws Exception {
        for (Place place : population.places()) {
            var surfaces = new Surfaces(house, member.who(), place);
            var objects = surfaces.objects(true);
            Map<String, List<Shown>> permitted =
                    population
                            .model()
                            .readable(member.id(), place.of(), place.types(), Instant.now());
            if (objects.isEmpty()) {
                assertThat(permitted).isEmpty();
                continue;
            }
            Map<String, String> all = objects.get();
            Map<String, String> last =
                    asTheRulesSay(member.name() + " in " + place.id(), all, permitted);
            assertThat(surfaces.objects(false)).hasValue(last);
            assertThat(surfaces.search("&version=all")).isEqualTo(all);
            assertThat(surfaces.search("")).isEqualTo(last);
            assertThat(surfaces.export(true)).isEqualTo(all);
            assertThat(surfaces.export(false)).isEqualTo(last);
            assertThat(surfaces.feed()).isEqualTo(ofFeed(last));
            assertThat(surfaces.events()).isEqualTo(all);
            assertThat(surfaces.counts(true)).isEqualTo(types(all));
            assertThat(surfaces.counts(false)).isEqualTo(types(last));
            assertThat(surfaces.manifest()).containsExactlyInAnyOrderElementsOf(all.keySet());
            if (place.types().isEmpty()) {
                Set<String> ids = new TreeSet<>(population.ids());
                all.keySet().forEach(each -> ids.add(id(each)));
                for (String id : ids) {
                    one(surfaces, id, all, last);
                }
                words(surfaces, permitted, all);
            }
        }
    }

    // An analyst sees, as another party, what both may read, in the bytes in which that party does.
    private static void viewAs(House house, Population population) throws Exception {
        Place place = population.places().getFirst();
        Map<Member, Map<String, String>> read = new HashMap<>();
        for (Member member : population.members()) {
            var surfaces = new Surfaces(house, member.who(), place);
            read.put(member, surfaces.objects(true).orElse(Map.of()));
        }
        for (Member analyst : population.members()) {
            Map<String, String> own = read.getOrDefault(analyst, Map.of());
            Set<String> ownOriginals = new HashSet<>();
            own.forEach((key, text) -> ownOriginals.add(original(key, text)));
            for (Member other : population.members()) {
                Map<String, String> others = read.getOrDefault(other, Map.of());
                Map<String, String> seen = population.viewAs(analyst, other, place);
                seen.forEach((key, text) -> {
                    assertThat(text).as(analyst + " as " + other).isEqualTo(others.get(key));
                    assertThat(ownOriginals).contains(original(key, text));
                });
                others.forEach((key, text) -> {
                    if (text.equals(own.get(key))) {
                        assertThat(seen).as(analyst + " as " + other).containsEntry(key, text);
                    }
                });
            }
        }
    }

    // Compares what a reader finds with what the rules say, and returns what of it is the last
    // version of each.
    private static Map<String, String> asTheRulesSay(
            String where, Map<String, String> all, Map<String, List<Shown>> permitted) {
        Map<String, String> byOriginal = new HashMap<>();
        all.forEach((key, text) -> byOriginal.put(original(key, text), key));
        assertThat(byOriginal).as(where).hasSameSizeAs(all);
        Map<String, String> newest = new HashMap<>();
        permitted.keySet().forEach(each -> newest.merge(id(each), each, SurfacesAgreeTest::later));
        Map<String, String> last = new LinkedHashMap<>();
        permitted.forEach((key, shown) -> {
            String found = byOriginal.remove(key);
            if (found == null) {
                assertThat(shown)
                        .as(where + " does not find " + key)
                        .anyMatch(each -> !each.isWhole() && !isValid(rest(each)));
            } else {
                String text = Objects.requireNonNull(all.get(found));
                assertThat(shown)
                        .as(where + " finds " + text)
                        .anyMatch(each -> isShown(each, found, text));
            }
        });
        assertThat(byOriginal).as(where + " finds what is not permitted").isEmpty();
        all.forEach((key, text) -> {
            String original = original(key, text);
            if (original.equals(newest.get(id(original)))) {
                last.put(key, text);
            }
        });
        return last;
    }

    private static String later(String one, String other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    // The key of what an object was derived from, or its own.
    private static String original(String key, String text) {
        for (JsonNode each : Surfaces.parsed(text).path("external_references")) {
            if (each.path("source_name").asString().equals("derived-from")) {
                return each.path("external_id").asString() + key.substring(key.indexOf('@'));
            }
        }
        return key;
    }

    private static String id(String key) {
        return key.substring(0, key.indexOf('@'));
    }

    private static boolean isShown(Shown shown, String key, String text) {
        if (shown.isWhole()) {
            return shown.given().text().equals(text);
        }
        ObjectNode found = (ObjectNode) Surfaces.parsed(text);
        ObjectNode rest = rest(shown);
        return !id(key).equals(shown.given().id())
                && found.remove("id") != null
                && rest.remove("id") != null
                && found.equals(rest);
    }

    private static ObjectNode rest(Shown shown) {
        ObjectNode rest = (ObjectNode) Surfaces.parsed(shown.given().text());
        rest.remove(shown.hidden());
        for (String name : List.copyOf(rest.propertyNames())) {
            JsonNode value = rest.path(name);
            if (name.endsWith("_ref") && shown.hiddenRefs().contains(value.asString(""))) {
                rest.remove(name);
            } else if (name.endsWith("_refs") && value instanceof ArrayNode refs) {
                refs.removeIf(each -> shown.hiddenRefs().contains(each.asString()));
                if (refs.isEmpty()) {
                    rest.remove(name);
                }
            }
        }
        rest.putArray("external_references")
                .addObject()
                .put("source_name", "derived-from")
                .put("external_id", shown.given().id());
        return rest;
    }

    private static boolean isValid(ObjectNode object) {
        byte[] bytes = object.toString().getBytes(StandardCharsets.UTF_8);
        return VALIDATOR.validate((JsonObject) new JsonReader().read(bytes)).isValid();
    }

    private static Map<String, String> ofFeed(Map<String, String> last) {
        Map<String, String> found = new LinkedHashMap<>(last);
        found.keySet()
                .removeIf(key ->
                        !key.startsWith("indicator--") && !key.startsWith("marking-definition--"));
        return found;
    }

    private static Map<String, Integer> types(Map<String, String> found) {
        Map<String, Integer> types = new TreeMap<>();
        found.keySet().forEach(key -> types.merge(key.split("--", 2)[0], 1, Integer::sum));
        return types;
    }

    // One object by its id, or that it is no more there than one that nobody ever posted.
    private static void one(
            Surfaces surfaces, String id, Map<String, String> all, Map<String, String> last)
            throws Exception {
        List<String> texts =
                all.entrySet().stream()
                        .filter(each -> id(each.getKey()).equals(id))
                        .map(Map.Entry::getValue)
                        .toList();
        if (texts.isEmpty()) {
            String absent = id.substring(0, id.indexOf("--") + 2) + UUID.randomUUID();
            assertSame(surfaces.object(id), id, surfaces.object(absent), absent);
            assertSame(surfaces.versions(id), id, surfaces.versions(absent), absent);
            assertSame(surfaces.last(id), id, surfaces.last(absent), absent);
            return;
        }
        assertThat(Surfaces.texts(surfaces.object(id).body())).isEqualTo(texts);
        assertThat(House.json(surfaces.versions(id)).path("versions")).hasSameSizeAs(texts);
        var answer = surfaces.last(id);
        String newest =
                last.entrySet().stream()
                        .filter(each -> id(each.getKey()).equals(id))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("");
        if (newest.isEmpty()) {
            assertThat(answer.statusCode()).isEqualTo(404);
        } else {
            House.json(answer);
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            assertThat(Surfaces.item(text)).isEqualTo(newest);
        }
    }

    private static void assertSame(
            HttpResponse<byte[]> hidden, String id, HttpResponse<byte[]> absent, String other) {
        assertThat(hidden.statusCode()).isEqualTo(404).isEqualTo(absent.statusCode());
        assertThat(text(hidden).replace(id, other)).isEqualTo(text(absent));
        assertThat(House.headers(hidden)).isEqualTo(House.headers(absent));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    // A word finds what the reader sees it in, and nothing from which it was left out.
    private static void words(
            Surfaces surfaces, Map<String, List<Shown>> permitted, Map<String, String> all)
            throws Exception {
        Set<String> words = new TreeSet<>();
        permitted
                .values()
                .forEach(each ->
                        each.forEach(shown -> {
                            int at = shown.given().text().indexOf("word-");
                            if (at >= 0
                                    && (words.size() < 4 || shown.hidden().contains("labels"))) {
                                words.add(
                                        shown.given()
                                                .text()
                                                .substring(
                                                        at, shown.given().text().indexOf('"', at)));
                            }
                        }));
        for (String word : words) {
            Map<String, String> with =
                    all.entrySet().stream()
                            .filter(each -> each.getValue().contains("\"" + word + "\""))
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            assertThat(surfaces.search("&version=all&q=" + word)).isEqualTo(with);
        }
    }
}
