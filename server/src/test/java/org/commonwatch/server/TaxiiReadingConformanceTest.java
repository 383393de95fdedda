package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commonwatch.server.Requirement.may;
import static org.commonwatch.server.Requirement.must;
import static org.commonwatch.server.TaxiiConformanceTest.assertError;
import static org.commonwatch.server.TaxiiShop.id;
import static org.commonwatch.server.TaxiiShop.indicator;
import static org.commonwatch.server.TaxiiShop.range;
import static org.commonwatch.server.TaxiiShop.version;

import org.commonwatch.server.TaxiiClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What TAXII 2.1 demands of filters, pages, objects, manifests and versions, line by line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaxiiReadingConformanceTest {
    private static final String FILE = "file--5a27d487-c542-5f97-a131-a8866b477b46";
    private static final int OBJECTS = 9;

    private final List<TaxiiShop> shops = new ArrayList<>();

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        shops.add(TaxiiShop.open(folder.resolve("data")));
        // Eight indicators, each in a write of its own; the first in three versions; one file.
        for (int n = 1; n <= 8; n++) {
            post(indicator(n, 0));
        }
        post(indicator(1, 10));
        post(indicator(1, 20));
        post("{\"type\":\"file\",\"spec_version\":\"2.1\",\"id\":\"" + FILE + "\",\"name\":\"f\"}");
    }

    @AfterAll
    void close() {
        shops.forEach(TaxiiShop::close);
    }

    private TaxiiShop shop() {
        return shops.getFirst();
    }

    private TaxiiClient client() {
        return shop().client();
    }

    private void post(String object) throws Exception {
        Answer answer = client().post(shop().both() + "objects/", TaxiiShop.envelope(object));
        assertThat(answer.good().path("success_count").asInt()).isEqualTo(1);
    }

    private Answer objects(String query) throws Exception {
        return client().get(shop().both() + "objects/" + query);
    }

    private Answer manifest(String query) throws Exception {
        return client().get(shop().both() + "manifest/" + query);
    }

    @TestFactory
    Stream<DynamicTest> malformed() {
        return Stream.concat(
                MALFORMED.stream()
                        .map(query ->
                                must(
                                        "G20–G28, G31",
                                        query + " is refused with 400",
                                        () -> {
                                            assertError(objects("?" + query), 400);
                                            assertError(manifest("?" + query), 400);
                                        })),
                Stream.of(
                        may(
                                "G33",
                                "fields that are not known are ignored",
                                () ->
                                        assertThat(objects("?x=1&x=2&match[colour]=red").text())
                                                .isEqualTo(objects("").text())),
                        must(
                                "G29",
                                "what is no percent-encoding is refused if it matters",
                                () -> {
                                    String get = "GET " + shop().both() + "objects/?";
                                    String basic = "Authorization: Basic WHO";
                                    assertThat(client().raw(get + "limit=%zz", basic))
                                            .contains(" 400");
                                    assertThat(client().raw(get + "%zz=%zz", basic))
                                            .contains(" 200");
                                }),
                        may(
                                "Q04",
                                "clients in use write no limit as 0",
                                () ->
                                        assertThat(objects("?limit=0&next=").text())
                                                .isEqualTo(objects("").text()))));
    }

    private static final List<String> MALFORMED =
            List.of(
                    "added_after=yesterday",
                    "added_after=",
                    "added_after=2030-01-01",
                    "added_after=2030-13-01T00:00:00Z",
                    "added_after=2030-01-01T00:00:00%2B02:00",
                    "added_after=2030-01-01T00:00:00Z,2031-01-01T00:00:00Z",
                    "limit=-1",
                    "limit=many",
                    "limit=1.5",
                    "limit=",
                    "next=zzz",
                    "match[version]=newest",
                    "match[version]=all,last",
                    "match[version]=",
                    "match[id]=nonsense",
                    "match[id]=" + id(1) + ",%20" + id(2),
                    "match[type]=",
                    "match[type]=a,,b",
                    "match[spec_version]=new",
                    "match[type]=file&match[type]=file",
                    "limit=1&limit=1");

    @TestFactory
    Stream<DynamicTest> filters() {
        return Stream.of(
                must(
                        "F01",
                        "a field takes any of its values",
                        () ->
                                assertThat(objects("?match[id]=" + id(2) + "," + id(4)).ids())
                                        .containsExactly(id(2), id(4))),
                must(
                        "F02",
                        "all fields must be met",
                        () -> {
                            assertThat(objects("?match[id]=" + FILE + "&match[type]=file").ids())
                                    .containsExactly(FILE);
                            assertThat(objects("?match[id]=" + id(2) + "&match[type]=file").text())
                                    .isEqualTo("{}");
                        }),
                must(
                        "F03",
                        "brackets may be written as they are or encoded",
                        () ->
                                assertThat(objects("?match%5Btype%5D=file").text())
                                        .isEqualTo(objects("?match[type]=file").text())),
                must(
                        "E03",
                        "every type of STIX may be asked for",
                        () -> {
                            for (String type : TYPES) {
                                assertThat(objects("?match[type]=" + type).status()).isEqualTo(200);
                            }
                        }),
                must(
                        "F10",
                        "the last version is given if none is named",
                        () ->
                                assertThat(versionsOf(manifest("?match[id]=" + id(1))))
                                        .containsExactly(version(20))),
                must(
                        "F11",
                        "first, last, all and a version by its time",
                        () -> {
                            String one = "?match[id]=" + id(1) + "&match[version]=";
                            assertThat(versionsOf(manifest(one + "first")))
                                    .containsExactly(version(0));
                            assertThat(versionsOf(manifest(one + "last")))
                                    .containsExactly(version(20));
                            assertThat(versionsOf(manifest(one + "all")))
                                    .containsExactly(version(0), version(10), version(20));
                            assertThat(versionsOf(manifest(one + version(10))))
                                    .containsExactly(version(10));
                            assertThat(versionsOf(manifest(one + "2030-01-01T00:00:10.000Z")))
                                    .containsExactly(version(10));
                        }));
    }

    @TestFactory
    Stream<DynamicTest> moreFilters() {
        return Stream.of(
                must(
                        "F12",
                        "several versions are given once each",
                        () -> {
                            String one = "?match[id]=" + id(1) + "&match[version]=";
                            assertThat(versionsOf(manifest(one + "first,last," + version(20))))
                                    .containsExactly(version(0), version(20));
                            assertThat(manifest("?match[version]=first,last").ids())
                                    .hasSize(OBJECTS + 1);
                        }),
                must(
                        "F20",
                        "an object without versions has one that the server keeps",
                        () -> {
                            String own = versionsOf(manifest("?match[id]=" + FILE)).getFirst();
                            assertThat(objects("?match[version]=" + own).ids())
                                    .containsExactly(FILE);
                        }),
                must(
                        "F23",
                        "only the versions of STIX that are named",
                        () -> {
                            assertThat(objects("?match[spec_version]=2.1").ids()).hasSize(OBJECTS);
                            assertThat(objects("?match[spec_version]=2.0").text()).isEqualTo("{}");
                            assertThat(objects("?match[spec_version]=2.0,2.1").ids())
                                    .hasSize(OBJECTS);
                        }),
                must(
                        "G35, F21",
                        "added_after is about addition and exclusive",
                        () -> {
                            Answer first = objects("?limit=3");
                            String last = first.header("X-TAXII-Date-Added-Last");
                            List<String> rest = objects("?added_after=" + last).ids();
                            assertThat(rest).doesNotContainAnyElementsOf(first.ids());
                            assertThat(rest.size() + first.ids().size()).isEqualTo(OBJECTS);
                            assertThat(objects("?added_after=2035-01-01T00:00:00Z").text())
                                    .isEqualTo("{}");
                        }),
                must(
                        "M02",
                        "filters of the manifest act on its objects",
                        () ->
                                assertThat(manifest("?match[type]=file").ids())
                                        .containsExactly(FILE)));
    }

    private static final List<String> TYPES =
            List.of(
                    "attack-pattern",
                    "ipv4-addr",
                    "marking-definition",
                    "x-own-type",
                    "relationship",
                    "windows-registry-key",
                    "no_such_type");

    private static List<String> versionsOf(Answer manifest) {
        return manifest.each("objects", "version");
    }

    @TestFactory
    Stream<DynamicTest> pages() {
        return Stream.of(
                must(
                        "G05",
                        "objects and manifest are in the order of addition",
                        () -> {
                            assertThat(objects("").ids())
                                    .isEqualTo(manifest("").ids())
                                    .containsExactly(
                                            id(2), id(3), id(4), id(5), id(6), id(7), id(8), id(1),
                                            FILE);
                            assertThat(manifest("").each("objects", "date_added")).isSorted();
                        }),
                must(
                        "G06",
                        "no page is longer than its limit, and a short one is whole",
                        () -> {
                            assertThat(objects("?limit=2").ids()).hasSize(2);
                            assertThat(objects("?limit=100").ids()).hasSize(OBJECTS);
                            assertThat(objects("?limit=100").json().has("more")).isFalse();
                        }),
                must(
                        "G09",
                        "a limit over the server's own is lowered to it",
                        () -> assertThat(objects("?limit=99999999999").ids()).hasSize(OBJECTS)),
                must(
                        "G07",
                        "more says so, and next goes on",
                        () -> {
                            for (int limit : new int[] {1, 2, 3, 100}) {
                                assertThat(walk("objects/", limit)).isEqualTo(objects("").ids());
                                assertThat(walk("manifest/", limit)).isEqualTo(objects("").ids());
                            }
                        }),
                must(
                        "G08",
                        "so does the last date of addition",
                        () -> {
                            for (int limit : new int[] {1, 2, 3, 100}) {
                                assertThat(walkByDate(limit)).isEqualTo(objects("").ids());
                            }
                        }),
                must(
                        "G37",
                        "next goes with the filters of its page",
                        () -> {
                            JsonNode page = objects("?limit=1&match[type]=indicator").good();
                            String next = page.path("next").asString();
                            Answer with = objects("?limit=1&match[type]=indicator&next=" + next);
                            assertThat(with.ids()).containsExactly(id(3));
                            Answer without = objects("?limit=1&match[type]=file&next=" + next);
                            assertThat(without.status()).isIn(200, 400);
                        }));
    }

    @TestFactory
    Stream<DynamicTest> morePages() {
        return Stream.of(
                must(
                        "G01, G02",
                        "a page says when its ends were added",
                        () -> {
                            Answer page = objects("?limit=3");
                            List<String> dates = manifest("?limit=3").each("objects", "date_added");
                            assertThat(page.header("X-TAXII-Date-Added-First"))
                                    .isEqualTo(dates.getFirst());
                            assertThat(page.header("X-TAXII-Date-Added-Last"))
                                    .isEqualTo(dates.getLast());
                        }),
                must(
                        "G38, X08, G39",
                        "a walk misses nothing while others add and delete",
                        () -> {
                            String path = shop().fresh("Busy");
                            client().post(path + "objects/", TaxiiShop.indicators(range(1, 20)))
                                    .good();
                            JsonNode page = client().get(path + "objects/?limit=7").good();
                            List<String> found = new ArrayList<>();
                            for (int n = 21; page.has("objects"); n++) {
                                page.path("objects")
                                        .forEach(it -> found.add(it.path("id").asString()));
                                client().delete(path + "objects/" + found.getFirst() + "/");
                                client().post(path + "objects/", TaxiiShop.indicators(n)).good();
                                if (n > 24 || !page.path("more").asBoolean()) {
                                    break;
                                }
                                String next = page.path("next").asString();
                                page = client().get(path + "objects/?limit=7&next=" + next).good();
                            }
                            assertThat(found).doesNotHaveDuplicates();
                            assertThat(found)
                                    .containsAll(
                                            IntStream.rangeClosed(1, 20)
                                                    .mapToObj(TaxiiShop::id)
                                                    .toList());
                        }));
    }

    private List<String> walk(String what, int limit) throws Exception {
        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            Answer page = client().get(shop().both() + what + "?limit=" + limit + next);
            ids.addAll(page.ids());
            next = page.json().has("more") ? "&next=" + page.json().path("next").asString() : "";
        } while (!next.isEmpty());
        return ids;
    }

    private List<String> walkByDate(int limit) throws Exception {
        List<String> ids = new ArrayList<>();
        String after = "";
        while (true) {
            Answer page = objects("?limit=" + limit + after);
            List<String> found = page.ids();
            if (found.isEmpty()) {
                return ids;
            }
            ids.addAll(found);
            after = "&added_after=" + page.header("X-TAXII-Date-Added-Last");
        }
    }

    @TestFactory
    Stream<DynamicTest> objectsAndVersions() {
        String one = shop().both() + "objects/" + id(1) + "/";
        String unknown = shop().both() + "objects/" + id(99) + "/";
        return Stream.of(
                must(
                        "O01",
                        "one object comes in an envelope too",
                        () -> assertThat(client().get(one).ids()).containsExactly(id(1))),
                must(
                        "O02",
                        "an object that is not there is not found",
                        () -> {
                            assertError(client().get(unknown), 404);
                            assertError(client().get(unknown + "versions/"), 404);
                            assertError(client().get(shop().both() + "objects/nonsense/"), 404);
                        }),
                must(
                        "O03, O04, M05",
                        "who may only write reads nothing",
                        () -> {
                            for (String more :
                                    List.of("objects/", "manifest/", "objects/" + id(1) + "/")) {
                                assertError(client().get(shop().writeOnly() + more), 403);
                            }
                        }),
                must(
                        "O05",
                        "versions of one object are chosen as elsewhere",
                        () -> {
                            assertThat(client().get(one + "?match[version]=all").ids()).hasSize(3);
                            Answer first = client().get(one + "?match[version]=first");
                            assertThat(first.each("objects", "modified"))
                                    .containsExactly("2030-01-01T00:00:00.000Z");
                            assertThat(client().get(one + "?match[version]=all&limit=2").ids())
                                    .hasSize(2);
                        }),
                must(
                        "O06",
                        "versions are a list of times",
                        () ->
                                assertThat(versions(one + "versions/"))
                                        .containsExactly(version(0), version(10), version(20))),
                must(
                        "O07",
                        "they come in pages as well",
                        () -> {
                            Answer page = client().get(one + "versions/?limit=1");
                            assertThat(page.good().path("more").asBoolean()).isTrue();
                            String next = page.json().path("next").asString();
                            assertThat(versions(one + "versions/?limit=2&next=" + next))
                                    .containsExactly(version(10), version(20));
                            String last = page.header("X-TAXII-Date-Added-Last");
                            assertThat(versions(one + "versions/?added_after=" + last)).hasSize(2);
                        }),
                must(
                        "M03",
                        "a manifest's entry has an id, dates and a media type",
                        () -> {
                            JsonNode entry = manifest("?limit=1").good().path("objects").get(0);
                            assertThat(entry.path("media_type").asString())
                                    .isEqualTo("application/stix+json;version=2.1");
                            assertThat(entry.propertyNames())
                                    .containsExactlyInAnyOrder(
                                            "id", "date_added", "version", "media_type");
                        }));
    }

    private List<String> versions(String path) throws Exception {
        List<String> times = new ArrayList<>();
        client().get(path).good().path("versions").forEach(it -> times.add(it.asString()));
        return times;
    }
}
