package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import org.commonwatch.server.EventStream.Event;
import org.commonwatch.server.House.Who;
import org.commonwatch.server.Population.Place;
import org.commonwatch.server.sharing.Surface;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.bundle.Entry;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one reader finds in one place, by every way out of the server. */
final class Surfaces {
    /** Which addresses show objects; every other is one of {@link #OTHERS}. */
    static final Map<String, Surface> ROUTES =
            Map.ofEntries(
                    entry("GET /{root}/collections/{collection}/objects/", Surface.OBJECTS),
                    entry("GET /{root}/collections/{collection}/objects/{object}/", Surface.OBJECT),
                    entry("GET /{root}/collections/{collection}/manifest/", Surface.MANIFEST),
                    entry(
                            "GET /{root}/collections/{collection}/objects/{object}/versions/",
                            Surface.VERSIONS),
                    entry("GET /api/v1/collections/{collection}/objects", Surface.SEARCH),
                    entry("GET /api/v1/collections/{collection}/objects/{object}", Surface.OBJECT),
                    entry("GET /api/v1/collections/{collection}/export", Surface.EXPORT),
                    entry("GET /api/v1/collections/{collection}/events", Surface.EVENTS),
                    entry("GET /api/v1/collections/{collection}/counts", Surface.COUNTS),
                    entry("GET /api/v1/indicators", Surface.SEARCH),
                    entry("GET /api/v1/sightings", Surface.SEARCH),
                    entry("GET /api/v1/feeds/{feed}", Surface.FEED),
                    entry("GET /api/v1/reviews", Surface.REVIEWS), // of what is no object yet
                    entry("GET /api/v1/rulings", Surface.RULINGS),
                    entry("GET /api/v1/parties/{party}/rulings", Surface.RULINGS),
                    entry("GET /api/v1/parties/{party}/what-if", Surface.WHAT_IF),
                    entry("GET /api/v1/parties/{party}/objects", Surface.VIEW_AS),
                    entry("GET /api/v1/matrix", Surface.MATRIX));

    /** Addresses that show no object of anybody. */
    static final List<String> OTHERS =
            List.of(
                    "GET /taxii2/",
                    "GET /{root}/",
                    "GET /{root}/collections/",
                    "GET /{root}/collections/{collection}/",
                    "GET /{root}/status/{status}/",
                    "POST /{root}/collections/{collection}/objects/",
                    "DELETE /{root}/collections/{collection}/objects/{object}/",
                    "GET /api/v1/collections",
                    "GET /api/v1/deliveries",
                    "GET /api/v1/receipts",
                    "GET /api/v1/receipts/{receipt}",
                    "DELETE /api/v1/receipts/{receipt}",
                    "POST /api/v1/reviews/{review}",
                    "GET /api/v1/standing",
                    "GET /api/v1/parties",
                    "GET /api/v1/parties/{party}",
                    "POST /api/v1/collections/{collection}/objects",
                    "PUT /api/v1/collections/{collection}/objects/{object}/caveats",
                    "DELETE /api/v1/collections/{collection}/objects/{object}",
                    "GET /api/v1/assertions",
                    "GET /api/v1/backup", // for the operator, who keeps the store itself
                    "GET /api/v1/doctor",
                    "GET /", // the console, which has no data of its own: ConsoleTest
                    "GET /console",
                    "GET /console/**",
                    "GET /api/v1/deployment",
                    "GET /api/v1/findings", // numbers: FindingsTest
                    "GET /api/v1/reports",
                    "GET /api/v1/reports/{report}", // the same numbers: ReportsTest
                    "GET /livez",
                    "GET /readyz",
                    "GET /metrics",
                    "POST /api/v1/taxii/roots",
                    "POST /api/v1/taxii/collections",
                    "GET /api/v1/taxii/collections",
                    "POST /api/v1/taxii/import",
                    "GET /api/v1/collections/{collection}/misp/manifest.json", // MispFeedTest
                    "GET /api/v1/collections/{collection}/misp/hashes.csv",
                    "GET /api/v1/collections/{collection}/misp/{event}",
                    "POST /api/v1/peers",
                    "GET /api/v1/peers",
                    "POST /api/v1/recalls",
                    "GET /api/v1/recalls",
                    "GET /api/v1/notices", // for the operator; what is told: NoticesTest
                    "POST /api/v1/connectors",
                    "GET /api/v1/connectors",
                    "DELETE /api/v1/connectors/{connector}",
                    "POST /api/v1/connectors/{connector}/run", // pushes: ExchangeTest
                    "POST /api/v1/connectors/{connector}/test",
                    "GET /api/v1/retention", // counts of what is old, for the operator
                    "PUT /api/v1/retention/{class}",
                    "GET /api/v1/retention/preview",
                    "POST /api/v1/retention/run",
                    "GET /api/v1/holds",
                    "POST /api/v1/holds",
                    "DELETE /api/v1/holds/{hold}",
                    "GET /api/v1/users", // for the operator: UsersTest
                    "GET /api/v1/settings",
                    "POST /api/v1/users",
                    "PUT /api/v1/users/{name}",
                    "DELETE /api/v1/names/{name}",
                    "POST /api/v1/assertions",
                    "POST /api/v1/charters",
                    "GET /api/v1/counts",
                    "POST /api/v1/indicators",
                    "POST /api/v1/indicators/paste",
                    "GET /api/v1/matching",
                    "PUT /api/v1/parties/{party}/sightings",
                    "GET /api/v1/attacks", // of one's own sensors: SurgesTest
                    "GET /api/v1/series", // of one's own sensors: SurgesTest
                    "GET /api/v1/surges",
                    "GET /api/v1/elections",
                    "POST /api/v1/elections",
                    "GET /api/v1/elections/{election}",
                    "POST /api/v1/elections/{election}/postponements",
                    "POST /api/v1/elections/{election}/ramp-tests",
                    "GET /api/v1/gap", // of one's own party, or for who may know all: GapTest
                    "GET /api/v1/proposals", // of what one's own sensors saw
                    "POST /api/v1/proposals/{proposal}",
                    "POST /api/v1/ingest",
                    "POST /api/v1/parties",
                    "POST /api/v1/standings",
                    "GET /api/v1/record",
                    "GET /api/v1/record/head",
                    "POST /api/v1/tokens",
                    "GET /api/v1/requests", // requests and letters: RequestSecrecyTest
                    "GET /api/v1/requests/{request}",
                    "GET /api/v1/overdue",
                    "GET /api/v1/inbox",
                    "GET /api/v1/letters",
                    "POST /api/v1/letters",
                    "GET /api/v1/letters/{letter}",
                    "POST /api/v1/letters/{letter}/receipt",
                    "GET /api/v1/drafts",
                    "POST /api/v1/drafts",
                    "GET /api/v1/drafts/{draft}",
                    "POST /api/v1/drafts/{draft}/sign",
                    "POST /api/v1/drafts/{draft}/withdraw",
                    "GET /api/v1/tokens",
                    "DELETE /api/v1/tokens/{token}",
                    "GET /api/v1/me",
                    "GET /api/v1/me/tokens",
                    "POST /api/v1/me/tokens",
                    "DELETE /api/v1/me/tokens/{token}",
                    "POST /api/v1/session",
                    "DELETE /api/v1/session",
                    "GET /api/v1/set-up",
                    "POST /api/v1/set-up",
                    "POST /api/v1/set-up-links",
                    "GET /api/v1/session/issuer",
                    "GET /api/v1/session/issuer/return");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PAGE = "limit=13";

    private final House house;
    private final Who who;
    private final String taxii;
    private final String api;

    Surfaces(House house, Who who, Place place) {
        this.house = house;
        this.who = who;
        this.taxii = "/" + place.root() + "/collections/" + place.id() + "/";
        this.api = "/api/v1/collections/" + place.id();
    }

    /** Every version, by its key; empty if the place is not there for the reader. */
    Optional<Map<String, String>> objects(boolean all) throws Exception {
        Map<String, String> found = new LinkedHashMap<>();
        String versions = all ? "&match%5Bversion%5D=all" : "";
        String next = "";
        do {
            var response = house.taxii(who, taxii + "objects/?" + PAGE + versions + next);
            if (response.statusCode() == 404) {
                return Optional.empty();
            }
            texts(House.json(response).isEmpty() ? new byte[0] : response.body())
                    .forEach(text -> add(found, text));
            next = House.json(response).path("next").asString("");
            next = next.isEmpty() ? "" : "&next=" + next;
        } while (!next.isEmpty());
        return Optional.of(found);
    }

    /** What the API finds. */
    Map<String, String> search(String question) throws Exception {
        Map<String, String> found = new LinkedHashMap<>();
        String next = "";
        do {
            var response =
                    house.get(Optional.of(who), api + "/objects?" + PAGE + question + next, "*/*");
            next = House.json(response).path("next").asString("");
            next = next.isEmpty() ? "" : "&cursor=" + next;
            for (String item : texts(response.body())) {
                add(found, item(item));
            }
        } while (!next.isEmpty());
        return found;
    }

    // An item of the API without what is around the object.
    static String item(String item) {
        String before = ",\"object\":";
        return item.substring(item.indexOf(before) + before.length(), item.length() - 1);
    }

    Map<String, String> export(boolean all) throws Exception {
        Map<String, String> found = new LinkedHashMap<>();
        var response =
                house.get(Optional.of(who), api + "/export" + (all ? "?version=all" : ""), "*/*");
        assertThat(House.json(response).path("type").asString()).isEqualTo("bundle");
        if (House.json(response).has("objects")) {
            texts(response.body()).forEach(text -> add(found, text));
        }
        return found;
    }

    /** What is not revoked of indicators in the feed of the place. */
    Map<String, String> feed() throws Exception {
        Map<String, String> found = new LinkedHashMap<>();
        String id = api.substring(api.lastIndexOf('/') + 1);
        String path = "/api/v1/feeds/indicators.stix?collection=" + id;
        var response = house.get(Optional.of(who), path, "*/*");
        assertThat(House.json(response).path("type").asString()).isEqualTo("bundle");
        if (House.json(response).has("objects")) {
            texts(response.body()).forEach(text -> add(found, text));
        }
        return found;
    }

    Map<String, String> events() throws Exception {
        Map<String, String> found = new LinkedHashMap<>();
        HttpResponse<InputStream> response = house.follow(who, api + "/events", "");
        while (response.statusCode() == 429) { // until the server sees that we have gone before
            response.body().close();
            Thread.sleep(200);
            response = house.follow(who, api + "/events", "");
        }
        try (var stream = new EventStream(response.body())) {
            for (Event each : stream.all()) {
                add(found, each.data());
            }
        }
        return found;
    }

    Map<String, Integer> counts(boolean all) throws Exception {
        var response =
                house.get(Optional.of(who), api + "/counts" + (all ? "?version=all" : ""), "*/*");
        JsonNode counts = House.json(response);
        assertThat(counts.path("exact").asBoolean()).isTrue();
        Map<String, Integer> types = new TreeMap<>();
        counts.path("types")
                .properties()
                .forEach(each -> types.put(each.getKey(), each.getValue().asInt()));
        return types;
    }

    /** The keys of the manifest, as far as versions have times of their own. */
    List<String> manifest() throws Exception {
        List<String> keys = new ArrayList<>();
        String next = "";
        do {
            JsonNode page =
                    House.json(
                            house.taxii(
                                    who,
                                    taxii
                                            + "manifest/?"
                                            + PAGE
                                            + "&match%5Bversion%5D=all"
                                            + next));
            page.path("objects")
                    .forEach(each ->
                            keys.add(
                                    key(
                                            each.path("id").asString(),
                                            each.path("version").asString())));
            next = page.path("next").asString("");
            next = next.isEmpty() ? "" : "&next=" + next;
        } while (!next.isEmpty());
        return keys;
    }

    /** All versions of one object, or the answer that there is none. */
    HttpResponse<byte[]> object(String id) throws Exception {
        return house.taxii(who, taxii + "objects/" + id + "/?match%5Bversion%5D=all");
    }

    HttpResponse<byte[]> versions(String id) throws Exception {
        return house.taxii(who, taxii + "objects/" + id + "/versions/");
    }

    HttpResponse<byte[]> last(String id) throws Exception {
        return house.get(Optional.of(who), api + "/objects/" + id, "*/*");
    }

    /** Each object of a bundle or an envelope, in the bytes it came in. */
    static List<String> texts(byte[] body) {
        List<String> texts = new ArrayList<>();
        BundleReader reader =
                new BundleReader(entry -> {
                    if (entry instanceof Entry.Value value) {
                        texts.add(new String(value.bytes(), StandardCharsets.UTF_8));
                    }
                });
        reader.take(body, 0, body.length);
        reader.end();
        return texts;
    }

    static JsonNode parsed(String text) {
        return JSON.readTree(text);
    }

    /** Adds an object that was not there before. */
    static void add(Map<String, String> found, String text) {
        JsonNode object = parsed(text);
        String key = key(object.path("id").asString(), object.path("modified").asString(""));
        assertThat(found.put(key, text)).as("twice: " + key).isNull();
    }

    /** One version of an object; what has no versions of its own has none here. */
    static String key(String id, String version) {
        return id.startsWith("ipv4-addr")
                ? id + "@"
                : id + "@" + version.replace(".000000Z", ".000Z");
    }
}
