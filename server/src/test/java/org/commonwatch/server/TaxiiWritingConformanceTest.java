package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commonwatch.server.Requirement.may;
import static org.commonwatch.server.Requirement.must;
import static org.commonwatch.server.Requirement.should;
import static org.commonwatch.server.TaxiiConformanceTest.assertError;
import static org.commonwatch.server.TaxiiShop.bytes;
import static org.commonwatch.server.TaxiiShop.envelope;
import static org.commonwatch.server.TaxiiShop.id;
import static org.commonwatch.server.TaxiiShop.indicator;
import static org.commonwatch.server.TaxiiShop.indicators;
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
import java.util.stream.Stream;

/** What TAXII 2.1 demands of posting, status and deleting, line by line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaxiiWritingConformanceTest {
    private static final int LIMIT = 10 << 20;

    private final List<TaxiiShop> shops = new ArrayList<>();

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        shops.add(TaxiiShop.open(folder.resolve("data")));
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

    private String objects() {
        return shop().both() + "objects/";
    }

    private String fresh() throws Exception {
        return shop().fresh("Fresh") + "objects/";
    }

    @TestFactory
    Stream<DynamicTest> posting() {
        return Stream.of(
                must(
                        "P01",
                        "it is answered with 202 and a status",
                        () -> {
                            Answer answer = client().post(fresh(), indicators(1, 2));
                            assertThat(answer.status()).isEqualTo(202);
                            JsonNode status = answer.json();
                            assertThat(status.path("id").asString())
                                    .matches("[0-9a-f-]{14}4[0-9a-f]{3}-[89ab][0-9a-f-]{16}");
                            assertThat(status.path("status").asString()).isEqualTo("complete");
                            assertThat(status.path("total_count").asInt()).isEqualTo(2);
                            assertThat(status.path("success_count").asInt()).isEqualTo(2);
                            assertThat(status.path("failure_count").asInt()).isZero();
                            assertThat(status.path("pending_count").asInt()).isZero();
                            assertThat(status.path("request_timestamp").asString())
                                    .matches(".{19}\\.\\d{6}Z");
                            assertThat(answer.text()).doesNotContain("[]");
                        }),
                must(
                        "P02, P03",
                        "the status names every object with its version",
                        () -> {
                            Answer answer = client().post(fresh(), envelope(indicator(3, 7)));
                            assertThat(answer.each("successes", "id")).containsExactly(id(3));
                            assertThat(answer.each("successes", "version"))
                                    .containsExactly(version(7));
                        }),
                must(
                        "P05",
                        "an object that is there is no error",
                        () -> {
                            String path = fresh();
                            client().post(path, indicators(1)).good();
                            JsonNode again = client().post(path, indicators(1)).good();
                            assertThat(again.path("success_count").asInt()).isEqualTo(1);
                            assertThat(client().get(path).ids()).containsExactly(id(1));
                        }),
                must(
                        "P09",
                        "what is not JSON is refused with 400",
                        () -> {
                            for (String body : NO_JSON) {
                                assertError(client().post(objects(), body), 400);
                            }
                        }),
                must(
                        "P10–P12",
                        "what is JSON and no envelope is refused with 422",
                        () -> {
                            for (String body : NO_ENVELOPE) {
                                assertError(client().post(objects(), body), 422);
                            }
                        }));
    }

    @TestFactory
    Stream<DynamicTest> morePosting() {
        return Stream.of(
                must(
                        "P13",
                        "more than max_content_length is too large, and less is not",
                        () -> {
                            String path = fresh();
                            byte[] most = bytes(filled(indicator(4, 0), LIMIT));
                            assertThat(client().post(path, TaxiiClient.TAXII, most).status())
                                    .isEqualTo(202);
                            assertThat(client().postChunked(path, most).status()).isEqualTo(202);
                            byte[] more = bytes(filled(indicator(4, 0), LIMIT + 1));
                            assertError(client().post(path, TaxiiClient.TAXII, more), 413);
                            assertError(client().postChunked(path, more), 413);
                        }),
                must(
                        "P14",
                        "what is in an object is kept as it was written",
                        () -> {
                            String path = fresh();
                            String object = ODD.replace("%s", id(5));
                            client().post(path, envelope(object)).good();
                            assertThat(client().get(path).text()).contains(object);
                            assertThat(client().get(path + id(5) + "/versions/").text())
                                    .contains("2030-01-01T00:00:00.123456Z");
                        }),
                may(
                        "P15",
                        "what else is in an envelope is ignored",
                        () -> {
                            String body =
                                    indicators(6)
                                            .replaceFirst("\\{", "{\"x_note\":[1],\"more\":false,");
                            client().post(fresh(), body).good();
                        }),
                may(
                        "Q05",
                        "a bundle is taken as one posts it",
                        () -> {
                            String bundle = TaxiiShop.bundle(7);
                            for (String type :
                                    List.of(
                                            "application/stix+json; version=2.1",
                                            "application/stix+json",
                                            TaxiiClient.TAXII)) {
                                String path = fresh();
                                client().post(path, type, bytes(bundle)).good();
                                assertThat(client().get(path).ids()).containsExactly(id(7));
                            }
                        }));
    }

    @TestFactory
    Stream<DynamicTest> stillMorePosting() {
        return Stream.of(
                must(
                        "P17, P18",
                        "who may only read posts nothing",
                        () -> {
                            assertError(
                                    client().post(shop().readOnly() + "objects/", indicators(1)),
                                    403);
                            assertError(
                                    client().post(shop().hidden() + "objects/", indicators(1)),
                                    404);
                        }),
                must(
                        "P19",
                        "who may only write posts, and does not read",
                        () -> {
                            client().post(shop().writeOnly() + "objects/", indicators(8)).good();
                            assertThat(shop().other().get(shop().writeOnly() + "objects/").ids())
                                    .containsExactly(id(8));
                        }));
    }

    // Blanks, escapes, a number and digits of a second that nobody else would write so.
    private static final String ODD =
            """
            {"type":"indicator", "id":"%s","spec_version":"2.1",
             "created":"2030-01-01T00:00:00.123456Z","modified":"2030-01-01T00:00:00.123456Z",
             "name":"\\u00e9 é 漢 😀","x_own":{"n":1.50,"e":1E3},"pattern_type":"stix",
             "pattern":"[file:size = 1]","valid_from":"2030-01-01T00:00:00Z"}\
            """;

    private static final List<String> NO_JSON =
            List.of(
                    "",
                    " ",
                    "nonsense",
                    "{",
                    "{\"objects\":[",
                    "{\"objects\":[{\"id\":}]}",
                    "{\"objects\":[{\"id\":\"a\",\"id\":\"b\"}]}",
                    "{\"objects\":[{}]} {\"objects\":[{}]}",
                    "{\"objects\":[{}],\"objects\":[{}]}",
                    "[1,",
                    "\"text",
                    "tru");

    private static final List<String> NO_ENVELOPE =
            List.of(
                    "{}",
                    "[]",
                    "null",
                    "5",
                    " \"text\" ",
                    "{\"objects\":[]}",
                    "{\"objects\":{}}",
                    "{\"objects\":[1]}",
                    "{\"objects\":[{\"type\":\"indicator\"}]}",
                    "[" + indicator(1, 0) + "]",
                    indicator(1, 0));

    // An envelope of just this size, filled up with blanks.
    private static String filled(String object, int size) {
        String envelope = envelope(object);
        return envelope.replaceFirst("\\[", "[" + " ".repeat(size - envelope.length()));
    }

    @TestFactory
    Stream<DynamicTest> status() {
        return Stream.of(
                should(
                        "P04",
                        "a status is kept for who posted, and is not there for others",
                        () -> {
                            JsonNode posted = client().post(objects(), indicators(1)).good();
                            String path =
                                    TaxiiShop.ROOT + "status/" + posted.path("id").asString() + "/";
                            assertThat(client().get(path).good()).isEqualTo(posted);
                            assertError(shop().other().get(path), 404);
                        }),
                must(
                        "P04",
                        "a status that is not there is not found",
                        () -> {
                            assertError(
                                    client().get("/shop/status/" + id(1).substring(11) + "/"), 404);
                            assertError(client().get("/shop/status/nonsense/"), 404);
                        }));
    }

    @TestFactory
    Stream<DynamicTest> deleting() {
        return Stream.of(
                must(
                        "X01",
                        "what is deleted is gone everywhere",
                        () -> {
                            String path = fresh();
                            client().post(path, envelope(indicator(1, 0), indicator(2, 0))).good();
                            client().post(path, envelope(indicator(1, 10))).good();
                            assertThat(client().delete(path + id(1) + "/").status()).isEqualTo(200);
                            assertError(client().get(path + id(1) + "/"), 404);
                            assertError(client().get(path + id(1) + "/versions/"), 404);
                            assertError(client().delete(path + id(1) + "/"), 404);
                            assertThat(client().get(path + "?match[version]=all").ids())
                                    .containsExactly(id(2));
                            assertThat(client().get(path.replace("objects/", "manifest/")).ids())
                                    .containsExactly(id(2));
                        }),
                must(
                        "X02",
                        "a version alone can be deleted",
                        () -> {
                            String path = fresh();
                            client().post(path, envelope(indicator(1, 0))).good();
                            client().post(path, envelope(indicator(1, 10))).good();
                            String one = path + id(1) + "/";
                            client().delete(one + "?match[version]=" + version(10));
                            assertThat(
                                            client().get(one + "?match[version]=all")
                                                    .each("objects", "modified"))
                                    .containsExactly("2030-01-01T00:00:00.000Z");
                        }),
                must(
                        "X03",
                        "what is not there is not found",
                        () -> assertError(client().delete(objects() + id(99) + "/"), 404)),
                must(
                        "X04",
                        "in a collection that is not yours nothing is",
                        () ->
                                assertError(
                                        client().delete(shop().hidden() + "objects/" + id(1) + "/"),
                                        404)),
                must(
                        "X05",
                        "who may only read deletes nothing",
                        () -> {
                            shop().other()
                                    .post(shop().readOnly() + "objects/", indicators(1))
                                    .good();
                            assertError(
                                    client().delete(shop().readOnly() + "objects/" + id(1) + "/"),
                                    403);
                        }),
                must(
                        "X06",
                        "who may only write deletes nothing",
                        () -> {
                            client().post(shop().writeOnly() + "objects/", indicators(1)).good();
                            assertError(
                                    client().delete(shop().writeOnly() + "objects/" + id(1) + "/"),
                                    403);
                        }));
    }
}
