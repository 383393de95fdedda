package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.EventStream.Event;
import org.commonwatch.server.House.Who;
import org.commonwatch.server.collections.Streams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a signed-in reader does with collections over the product's own API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CollectionsTest {
    private static final String ALL = "/api/v1/collections/5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05";
    private static final String NOT_TO_XB = "{\"id\":\"c\",\"not-to\":[\"CERT-XB\"]}";

    private final List<House> houses = new ArrayList<>();
    private final List<Who> people = new ArrayList<>();

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        House house = House.open(folder.resolve("data"));
        houses.add(house);
        people.add(house.party("CERT-XA", "member", "reader-xa", "reader"));
        people.add(house.party("CERT-XB", "member", "reader-xb", "reader"));
    }

    @AfterAll
    void close() {
        houses.forEach(House::close);
    }

    private House house() {
        return houses.getFirst();
    }

    private Who one() {
        return people.get(0);
    }

    private Who other() {
        return people.get(1);
    }

    private static String malware(String id, String name) {
        return ("{\"type\":\"malware\",\"spec_version\":\"2.1\",\"id\":\"%s\","
                        + "\"created\":\"2026-01-01T00:00:00.000Z\","
                        + "\"modified\":\"2026-01-01T00:00:00.000Z\","
                        + "\"name\":\"%s\",\"is_family\":false}")
                .formatted(id, name);
    }

    private static String id() {
        return "malware--" + UUID.randomUUID();
    }

    private JsonNode post(Who who, String objects, String caveats) throws Exception {
        String body = "{\"objects\":[%s],\"caveats\":[%s]}".formatted(objects, caveats);
        return House.json(house().send(who, "POST", ALL + "/objects", body));
    }

    private HttpResponse<byte[]> get(Who who, String path) throws Exception {
        return house().get(Optional.of(who), path, "*/*");
    }

    private Set<String> found(Who who, String word) throws Exception {
        Set<String> ids = new TreeSet<>();
        House.json(get(who, ALL + "/objects?q=" + word))
                .path("objects")
                .forEach(each -> ids.add(each.path("id").asString()));
        return ids;
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void aReaderLearnsWhatIsOfferedToIt() throws Exception {
        JsonNode all = House.json(get(one(), "/api/v1/collections")).path("collections");
        assertThat(all).hasSize(4);
        JsonNode first = all.get(0);
        assertThat(first.path("root").asString()).isEqualTo("commons");
        assertThat(first.path("alias").asString()).isEqualTo("indicators");
        assertThat(first.path("canRead").asBoolean()).isTrue();
        assertThat(first.path("canWrite").asBoolean()).isTrue();
    }

    @Test
    void anObjectIsFoundByAllItsWordsAndComesInItsOwnBytes() throws Exception {
        String id = id();
        String text = malware(id, "Needle in a haystack").replace(",\"name\"", ",\n \"name\"");
        post(one(), text, "");
        assertThat(found(other(), "needle%20haystack")).containsExactly(id);
        assertThat(found(other(), "needle%20elsewhere")).isEmpty();
        assertThat(found(other(), id)).containsExactly(id);
        String answer = text(get(other(), ALL + "/objects/" + id));
        assertThat(answer).contains(",\"object\":" + text + "}");
    }

    @Test
    void whatOwnersSayHoldsFromTheBeginningAndUntilTheyTakeItBack() throws Exception {
        String id = id();
        post(one(), malware(id, "confided"), NOT_TO_XB);
        assertThat(found(one(), "confided")).containsExactly(id);
        assertThat(found(other(), "confided")).isEmpty();
        String caveats = ALL + "/objects/" + id + "/caveats";
        JsonNode changed = House.json(house().send(one(), "PUT", caveats, "[]"));
        assertThat(changed.path("versions").asInt()).isEqualTo(1);
        assertThat(found(other(), "confided")).containsExactly(id);
        House.json(house().send(one(), "PUT", caveats, "[" + NOT_TO_XB + "]"));
        assertThat(found(other(), "confided")).isEmpty();
        House.json(house().send(one(), "DELETE", ALL + "/objects/" + id, ""));
        assertThat(found(one(), "confided")).isEmpty();
    }

    @Test
    void whatIsHiddenIsAnsweredAsWhatIsAbsentWhateverIsAsked() throws Exception {
        String hidden = id();
        String absent = id();
        post(one(), malware(hidden, "unseen"), NOT_TO_XB);
        String objects = ALL + "/objects/";
        same(get(other(), objects + hidden), hidden, get(other(), objects + absent), absent);
        same(
                house().send(other(), "DELETE", objects + hidden, ""),
                hidden,
                house().send(other(), "DELETE", objects + absent, ""),
                absent);
        same(
                house().send(other(), "PUT", objects + hidden + "/caveats", "[]"),
                hidden,
                house().send(other(), "PUT", objects + absent + "/caveats", "[]"),
                absent);
        same(
                get(other(), ALL + "/objects?q=" + hidden),
                hidden,
                get(other(), ALL + "/objects?q=" + absent),
                absent);
        String collection = UUID.randomUUID().toString();
        assertThat(get(other(), "/api/v1/collections/" + collection + "/counts").statusCode())
                .isEqualTo(404);
    }

    private static void same(
            HttpResponse<byte[]> hidden, String id, HttpResponse<byte[]> absent, String other) {
        assertThat(hidden.statusCode()).isEqualTo(absent.statusCode());
        assertThat(text(hidden).replace(id, other)).isEqualTo(text(absent));
        assertThat(hidden.headers().map().keySet()).isEqualTo(absent.headers().map().keySet());
    }

    @Test
    void anIdThatExistsUnseenIsAcceptedAsAnyOther() throws Exception {
        String id = id();
        post(one(), malware(id, "mine alone"), NOT_TO_XB);
        JsonNode receipt = post(other(), malware(id, "theirs"), "");
        assertThat(receipt.path("failures")).isEmpty();
        assertThat(receipt.path("successes")).hasSize(1);
        assertThat(text(get(other(), ALL + "/objects/" + id))).contains("theirs");
        assertThat(text(get(one(), ALL + "/objects/" + id))).contains("mine alone");
    }

    @Test
    void aFollowerReceivesWhatIsThereAndWhatComesAndGoesOnWhereItWas() throws Exception {
        String before = id();
        post(one(), malware(before, "before"), "");
        String last;
        String during = id();
        try (var stream = follow(other(), "")) {
            List<Event> events = stream.all();
            assertThat(events).isNotEmpty().allMatch(each -> each.event().equals("object"));
            assertThat(events.getLast().data()).isEqualTo(malware(before, "before"));
            last = events.getLast().id();
            post(one(), malware(during, "during"), "");
            List<Event> more = new ArrayList<>();
            while (more.isEmpty()) {
                more.addAll(stream.all());
            }
            assertThat(more.getFirst().data()).isEqualTo(malware(during, "during"));
        }
        String after = id();
        post(one(), malware(after, "after"), "");
        post(one(), malware(id(), "hidden"), NOT_TO_XB);
        try (var stream = follow(other(), last)) {
            assertThat(stream.all())
                    .extracting(Event::data)
                    .containsExactly(malware(during, "during"), malware(after, "after"));
        }
    }

    @Test
    void aFollowerWhosePlaceIsLostIsToldSoAndReceivesEverythingAgain() throws Exception {
        String id = id();
        post(one(), malware(id, "not lost"), "");
        String last;
        try (var stream = follow(other(), "")) {
            last = stream.all().getLast().id();
        }
        try (var stream = follow(other(), last)) {
            assertThat(stream.all()).isEmpty();
        }
        try (var stream = follow(other(), "nonsense")) {
            afterGap(stream, id);
        }
        // As if the store had been put back to what it was before that place was given.
        house().number("UPDATE state SET last_added = '2020-01-01' RETURNING 1");
        try (var stream = follow(other(), last)) {
            afterGap(stream, id);
        }
    }

    private static void afterGap(EventStream stream, String id) throws Exception {
        List<Event> events = stream.all();
        assertThat(events.getFirst().event()).isEqualTo("gap");
        assertThat(events.getFirst().data()).contains("everything follows from the beginning");
        assertThat(events.getFirst().id()).isEmpty();
        assertThat(events).anyMatch(each -> each.data().contains(id));
    }

    @Test
    void indicatorsAndSightingsAreFoundByWhatTheyAre() throws Exception {
        house().addIndicators("CERT-XA", "TLP:AMBER", "value,type,source\na.example,domain,s\n");
        JsonNode found = House.json(get(other(), "/api/v1/indicators?q=a.example"));
        assertThat(found.path("objects")).hasSize(1);
        String id = found.path("objects").get(0).path("id").asString();
        assertThat(id).startsWith("indicator--");
        String all = ALL.substring(ALL.lastIndexOf('/') + 1);
        assertThat(text(get(other(), "/api/v1/indicators?q=a.example&collection=" + all)))
                .isEqualTo(text(get(other(), "/api/v1/indicators?q=a.example")));
        assertThat(House.json(get(other(), "/api/v1/sightings")).path("objects")).isEmpty();
        assertThat(get(other(), "/api/v1/indicators?collection=" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
    }

    private EventStream follow(Who who, String last) throws Exception {
        HttpResponse<InputStream> response = house().follow(who, ALL + "/events", last);
        while (response.statusCode() == 429) {
            response.body().close();
            Thread.sleep(200);
            response = house().follow(who, ALL + "/events", last);
        }
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        return new EventStream(response.body());
    }

    @Test
    void aPartyHasOnlySoManyStreamsAndGetsThemBack(@TempDir Path folder) throws Exception {
        List<InputStream> open = new ArrayList<>();
        try (House house = House.open(folder.resolve("data"))) {
            Who who = house.party("CERT-XA", "member", "reader", "reader");
            for (int i = 0; i < Streams.PER_PARTY; i++) {
                var response = house.follow(who, ALL + "/events", "");
                assertThat(response.statusCode()).isEqualTo(200);
                open.add(response.body());
            }
            var refused = house.follow(who, ALL + "/events", "");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(new String(refused.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("already 8 streams of events");
            open.getFirst().close();
            int status = 429;
            while (status == 429) {
                Thread.sleep(200);
                var again = house.follow(who, ALL + "/events", "");
                status = again.statusCode();
                open.add(again.body());
            }
        }
        // The server ended with streams open, and did not wait for them.
        open.removeFirst();
        for (InputStream each : open) {
            each.readAllBytes();
        }
    }

    @Test
    void aLongCollectionIsExportedAndCountedWhole(@TempDir Path folder) throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who who = house.party("CERT-XA", "member", "reader", "reader");
            assertThat(text(house.get(Optional.of(who), ALL + "/export", "*/*")))
                    .matches("\\{\"type\":\"bundle\",\"id\":\"bundle--[0-9a-f-]{36}\"}");
            Set<String> ids = new TreeSet<>();
            for (int post = 0; post < 3; post++) {
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < 900; i++) {
                    String id = id();
                    ids.add(id);
                    texts.add(malware(id, "m" + i));
                }
                String body = "{\"objects\":[" + String.join(",", texts) + "]}";
                House.json(house.send(who, "POST", ALL + "/objects", body));
            }
            JsonNode bundle = House.json(house.get(Optional.of(who), ALL + "/export", "*/*"));
            Set<String> exported = new TreeSet<>();
            bundle.path("objects").forEach(each -> exported.add(each.path("id").asString()));
            assertThat(bundle.path("objects")).hasSameSizeAs(ids);
            assertThat(exported).isEqualTo(ids);
            JsonNode counts = House.json(house.get(Optional.of(who), ALL + "/counts", "*/*"));
            assertThat(counts.path("exact").asBoolean()).isTrue();
            assertThat(counts.path("types").path("malware").asInt()).isEqualTo(ids.size());
        }
    }

    @Test
    void aRestrictedObjectNeverAppearsToAnotherWhileItIsCreated() throws Exception {
        var done = new AtomicBoolean();
        var seen = new TreeSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var stream = follow(other(), "")) {
            Future<?> poller =
                    threads.submit(() -> {
                        while (!done.get()) {
                            seen.addAll(found(other(), "restricted"));
                            String export = text(get(other(), ALL + "/export?q=restricted"));
                            String page =
                                    text(
                                            house().taxii(
                                                            other(),
                                                            "/commons/collections/all/objects/"));
                            if ((export + page).contains("restricted")) {
                                seen.add(export + page);
                            }
                        }
                        return true;
                    });
            for (int i = 0; i < 100; i++) {
                post(one(), malware(id(), "restricted"), NOT_TO_XB);
            }
            done.set(true);
            poller.get();
            assertThat(seen).isEmpty();
            post(one(), malware(id(), "open"), "");
            List<Event> events = new ArrayList<>();
            while (events.stream().noneMatch(each -> each.data().contains("\"open\""))) {
                events.addAll(stream.all());
            }
            assertThat(events).noneMatch(each -> each.data().contains("restricted"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/objects?limit=0||400|limit",
                "GET|/objects?limit=many||400|not a whole number",
                "GET|/objects?cursor=zzz||400|next",
                "GET|/objects?after=yesterday||400|not a time",
                "GET|/objects?version=newest||400|not a time",
                "GET|/objects?q=%22||400|0 words",
                "GET|/objects/nonsense||404|no object 'nonsense'",
                "GET|/nothing||404|no endpoint",
                "POST|/objects|[]|400|no objects",
                "POST|/objects|{\"objects\":[]}|400|no objects",
                "POST|/objects|{\"objects\":[1]}|400|not in place",
                "POST|/objects|{\"objects\":[{\"type\":1}],\"caveats\":1}|400|no list",
                "POST|/objects|{\"objects\":[{\"type\":1}],\"caveats\":[{\"id\":\"c\"}]}"
                        + "|400|says one thing",
                "POST|/objects|{|400|ends within",
                "PUT|/objects/malware--1/caveats|{}|400|no list",
                "PUT|/objects/malware--1/caveats|[]|404|no object",
                "DELETE|/objects/nonsense||404|no object"
            })
    void whatCannotBeDoneIsRefusedWithItsReason(
            String method, String path, String body, int status, String words) throws Exception {
        var response = house().send(one(), method, ALL + path, body == null ? "" : body);
        assertThat(text(response)).contains(words).contains("\"remedy\":\"");
        assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
    }

    @Test
    void thisIsForReadersOnly() throws Exception {
        assertThat(get(house().operator(), "/api/v1/collections").statusCode()).isEqualTo(403);
        assertThat(house().get(Optional.empty(), ALL + "/export", "*/*").statusCode())
                .isEqualTo(401);
        assertThat(get(one(), "/api/v1/assertions").statusCode()).isEqualTo(403);
    }
}
