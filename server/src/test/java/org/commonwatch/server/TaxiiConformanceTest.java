package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commonwatch.server.Requirement.may;
import static org.commonwatch.server.Requirement.must;
import static org.commonwatch.server.Requirement.should;

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

/**
 * What TAXII 2.1 demands of a server, line by line: forms, signing in, discovery, roots,
 * collections, errors. The other lines are in {@link TaxiiReadingConformanceTest} and {@link
 * TaxiiWritingConformanceTest}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaxiiConformanceTest {
    private static final String TAXII = TaxiiClient.TAXII;
    private static final String UUID4 =
            "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    private final List<TaxiiShop> shops = new ArrayList<>();

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        shops.add(TaxiiShop.open(folder.resolve("data")));
        assertThat(client().post(shop().both() + "objects/", TaxiiShop.indicators(1, 2)).status())
                .isEqualTo(202);
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

    /** A path of every kind that can be got. */
    private List<String> paths() {
        return List.of(
                "/taxii2/",
                TaxiiShop.ROOT,
                TaxiiShop.ROOT + "collections/",
                shop().both(),
                shop().both() + "manifest/",
                shop().both() + "objects/",
                shop().both() + "objects/" + TaxiiShop.id(1) + "/",
                shop().both() + "objects/" + TaxiiShop.id(1) + "/versions/");
    }

    @TestFactory
    Stream<DynamicTest> contentNegotiation() {
        return Stream.of(
                must(
                        "all",
                        "every answer names the media type with its version",
                        () -> {
                            for (String path : paths()) {
                                assertThat(client().get(path).header("Content-Type"))
                                        .isEqualTo(TAXII);
                            }
                        }),
                must(
                        "D10–D16, M04",
                        "no way to write what is defined is refused with 406",
                        () -> {
                            for (String accept : SPELLINGS) {
                                for (String path : paths()) {
                                    assertThat(client().getWith(path, "Accept", accept).status())
                                            .as(accept + " of " + path)
                                            .isEqualTo(200);
                                }
                            }
                        }),
                should(
                        "D17",
                        "the highest version is given if none is asked for",
                        () -> {
                            for (String path : paths()) {
                                assertThat(client().getWith(path).header("Content-Type"))
                                        .isEqualTo(TAXII);
                            }
                        }),
                must(
                        "P06",
                        "no way to write a Content-Type that is defined gets 415",
                        () -> {
                            for (String type : SPELLINGS.subList(0, SPELLINGS.size() - 4)) {
                                byte[] body = TaxiiShop.bytes(TaxiiShop.indicators(1));
                                assertThat(
                                                client().post(
                                                                shop().both() + "objects/",
                                                                type,
                                                                body)
                                                        .status())
                                        .as(type)
                                        .isEqualTo(202);
                            }
                        }),
                may(
                        "D20, D21",
                        "other media types than TAXII's are not acceptable",
                        () -> {
                            for (String accept : OTHERS) {
                                assertError(client().getWith("/taxii2/", "Accept", accept), 406);
                            }
                        }));
    }

    @TestFactory
    Stream<DynamicTest> moreContentNegotiation() {
        return Stream.of(
                may(
                        "P07, P08",
                        "other media types than TAXII's are not read",
                        () -> {
                            for (String type : List.of("", "application/json", "text/plain", "x")) {
                                byte[] body = TaxiiShop.bytes(TaxiiShop.indicators(1));
                                Answer answer =
                                        client().post(shop().both() + "objects/", type, body);
                                assertError(answer, 415);
                            }
                        }),
                must(
                        "Q01",
                        "a Content-Type on GET changes nothing",
                        () -> {
                            for (String path : paths()) {
                                Answer answer =
                                        client().getWith(
                                                        path,
                                                        "Content-Type",
                                                        TAXII,
                                                        "Accept",
                                                        TAXII);
                                assertThat(answer.text()).isEqualTo(client().get(path).text());
                            }
                        }),
                must(
                        "D26",
                        "paths end in a slash",
                        () -> {
                            for (String path : paths()) {
                                assertError(
                                        client().get(path.substring(0, path.length() - 1)), 404);
                            }
                        }),
                should(
                        "D23",
                        "a request without User-Agent is answered",
                        () -> {
                            String line = client().raw("GET /taxii2/", "Authorization: Basic WHO");
                            assertThat(line).startsWith("HTTP/1.1 200");
                        }));
    }

    private static final List<String> SPELLINGS =
            List.of(
                    "application/taxii+json;version=2.1",
                    "application/taxii+json; version=2.1",
                    "application/taxii+json ; version = 2.1",
                    "application/taxii+json;version=\"2.1\"",
                    "application/taxii+json",
                    "APPLICATION/TAXII+JSON; VERSION=2.1",
                    "application/taxii+json; version=2.1; charset=utf-8",
                    "application/taxii+json;version=2.1;q=0.5",
                    "text/html, application/taxii+json;version=2.1;q=0.1",
                    "application/taxii+json;version=2.0,application/taxii+json;version=2.1",
                    "application/*",
                    "*/*;q=0.8");

    private static final List<String> OTHERS =
            List.of(
                    "application/taxii+json;version=2.0",
                    "application/taxii+json;version=3",
                    "application/vnd.oasis.taxii+json; version=2.0",
                    "application/taxii+json;q=0",
                    "application/json",
                    "text/html",
                    "nonsense",
                    ";");

    @TestFactory
    Stream<DynamicTest> signingIn() {
        return Stream.of(
                must(
                        "D05, D06",
                        "who is nobody gets 401 with a challenge",
                        () -> {
                            for (TaxiiClient nobody :
                                    List.of(client().unknown(), client().mistaken())) {
                                Answer answer = nobody.get("/taxii2/");
                                assertError(answer, 401);
                                assertThat(answer.header("WWW-Authenticate"))
                                        .startsWith("Basic realm=");
                            }
                        }),
                must(
                        "C05, M06, O05, P20, X07",
                        "so it is at every other address",
                        () -> {
                            TaxiiClient nobody = client().unknown();
                            for (String path : paths()) {
                                assertError(nobody.get(path), 401);
                            }
                            String objects = shop().both() + "objects/";
                            assertError(nobody.post(objects, TaxiiShop.indicators(1)), 401);
                            assertError(nobody.delete(objects + TaxiiShop.id(1) + "/"), 401);
                        }),
                should(
                        "Q02",
                        "HTTP Basic is spoken, in lower case too",
                        () -> {
                            String line = client().raw("GET /taxii2/", "Authorization: basic WHO");
                            assertThat(line).startsWith("HTTP/1.1 200");
                        }),
                may(
                        "8.2.2",
                        "each sees the roots and collections that are for it",
                        () -> {
                            assertThat(roots(client()))
                                    .contains("/shop/")
                                    .doesNotContain("/backroom/");
                            assertThat(roots(shop().other())).contains("/shop/", "/backroom/");
                            assertThat(client().get(TaxiiShop.ROOT + "collections/").text())
                                    .doesNotContain("Hidden");
                        }));
    }

    private static List<String> roots(TaxiiClient client) throws Exception {
        List<String> roots = new ArrayList<>();
        client.get("/taxii2/").good().path("api_roots").forEach(it -> roots.add(it.asString()));
        return roots;
    }

    @TestFactory
    Stream<DynamicTest> discoveryAndRoots() {
        return Stream.of(
                must(
                        "D01, D02",
                        "discovery is at /taxii2/ and has a title",
                        () ->
                                assertThat(client().get("/taxii2/").good().path("title").asString())
                                        .isNotEmpty()),
                must(
                        "D03",
                        "the default root is one of the roots, of which there is one",
                        () -> {
                            JsonNode discovery = client().get("/taxii2/").good();
                            assertThat(roots(client()))
                                    .contains(discovery.path("default").asString());
                        }),
                must(
                        "D04",
                        "roots are absolute or begin with one slash, and are there",
                        () -> {
                            for (String root : roots(client())) {
                                assertThat(root).matches("/[a-z][a-z0-9-]*/");
                                client().get(root).good();
                            }
                        }),
                must(
                        "D24",
                        "a root has a title, its versions and how much it takes",
                        () -> {
                            JsonNode root = client().get(TaxiiShop.ROOT).good();
                            assertThat(root.path("title").asString()).isEqualTo("A shop");
                            assertThat(root.path("versions").get(0).asString()).isEqualTo(TAXII);
                            assertThat(root.path("max_content_length").asLong()).isPositive();
                        }),
                must(
                        "D25",
                        "a root that is not there and one that is not yours are alike",
                        () -> {
                            Answer none = client().get("/nothing/");
                            assertError(none, 404);
                            Answer others = client().get("/backroom/");
                            assertThat(others.text().replace("backroom", "nothing"))
                                    .isEqualTo(none.text());
                            assertError(client().get("/nothing/collections/"), 404);
                        }),
                must(
                        "C20",
                        "a collection is in its own root alone",
                        () -> {
                            String path = shop().both().replace("/shop/", "/commons/");
                            assertError(client().get(path), 404);
                            assertError(client().get(path + "objects/"), 404);
                        }),
                must(
                        "6",
                        "there are no channels",
                        () -> {
                            assertError(client().get(TaxiiShop.ROOT + "channels/"), 404);
                            assertError(client().get("/taxii2/more/"), 404);
                        }));
    }

    @TestFactory
    Stream<DynamicTest> collections() {
        return Stream.of(
                must(
                        "C01",
                        "each has an id, a title and what one may do with it",
                        () -> {
                            for (JsonNode each : list()) {
                                assertThat(each.path("id").asString()).matches(UUID4);
                                assertThat(each.path("title").asString()).isNotEmpty();
                                assertThat(each.path("can_read").isBoolean()).isTrue();
                                assertThat(each.path("can_write").isBoolean()).isTrue();
                            }
                            assertThat(
                                            client().get(shop().readOnly())
                                                    .good()
                                                    .path("can_write")
                                                    .asBoolean())
                                    .isFalse();
                            assertThat(
                                            client().get(shop().writeOnly())
                                                    .good()
                                                    .path("can_read")
                                                    .asBoolean())
                                    .isFalse();
                        }),
                must(
                        "C02",
                        "their order is the same every time",
                        () -> {
                            assertThat(list()).isEqualTo(list()).hasSizeGreaterThanOrEqualTo(3);
                        }),
                must(
                        "C03",
                        "one is the same by its id, by its alias and in the list",
                        () -> {
                            JsonNode byId = client().get(shop().both()).good();
                            JsonNode byAlias = client().get("/shop/collections/both/").good();
                            assertThat(byAlias).isEqualTo(byId).isIn(list());
                            assertThat(byId.path("alias").asString()).isEqualTo("both");
                            assertThat(client().get("/shop/collections/both/objects/").ids())
                                    .isEqualTo(client().get(shop().both() + "objects/").ids());
                        }),
                must(
                        "C04",
                        "what is not there and what is not yours are alike",
                        () -> {
                            String none = "/shop/collections/00000000-0000-4000-8000-00000000000f/";
                            for (String more : List.of("", "objects/", "manifest/")) {
                                Answer absent = client().get(none + more);
                                assertError(absent, 404);
                                assertThat(uuidsOut(client().get(shop().hidden() + more).text()))
                                        .isEqualTo(uuidsOut(absent.text()));
                            }
                            assertError(client().get("/shop/collections/nonsense/"), 404);
                        }));
    }

    @TestFactory
    Stream<DynamicTest> moreCollections() {
        return Stream.of(
                must(
                        "C06",
                        "an alias is there once in a root",
                        () -> {
                            String alias = "{\"root\":\"shop\",\"title\":\"t\",\"alias\":\"both\"}";
                            byte[] wish = TaxiiShop.bytes(alias);
                            var again =
                                    shop().house()
                                            .post(
                                                    shop().house().operator(),
                                                    "/api/v1/taxii/collections",
                                                    "application/json",
                                                    wish);
                            assertThat(again.statusCode()).isEqualTo(409);
                        }),
                must(
                        "C07",
                        "media types name all that is in one",
                        () -> {
                            JsonNode types = client().get(shop().both()).good().path("media_types");
                            assertThat(types.get(0).asString())
                                    .isEqualTo("application/stix+json;version=2.1");
                        }));
    }

    private List<JsonNode> list() throws Exception {
        List<JsonNode> all = new ArrayList<>();
        client().get(TaxiiShop.ROOT + "collections/").good().path("collections").forEach(all::add);
        return all;
    }

    private static String uuidsOut(String text) {
        return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID");
    }

    @TestFactory
    Stream<DynamicTest> dataTypes() {
        return Stream.of(
                must(
                        "E01, E02, O09",
                        "there are no empty lists anywhere",
                        () -> {
                            String empty = shop().fresh("Empty");
                            for (String more : List.of("objects/", "manifest/")) {
                                assertThat(client().get(empty + more).text()).isEqualTo("{}");
                            }
                            assertThat(client().get("/commons/collections/").text())
                                    .doesNotContain("[]");
                            String versions =
                                    shop().both() + "objects/" + TaxiiShop.id(1) + "/versions/";
                            assertThat(client().get(versions + "?match[spec_version]=2.0").text())
                                    .isEqualTo("{}");
                        }),
                must(
                        "G01–G04, M01",
                        "times are in UTC with six digits",
                        () -> {
                            String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";
                            for (String path : paths().subList(4, 8)) {
                                Answer answer = client().get(path);
                                assertThat(answer.header("X-TAXII-Date-Added-First")).matches(time);
                                assertThat(answer.header("X-TAXII-Date-Added-Last")).matches(time);
                            }
                            for (JsonNode entry :
                                    client().get(shop().both() + "manifest/")
                                            .good()
                                            .path("objects")) {
                                assertThat(entry.path("date_added").asString()).matches(time);
                                assertThat(entry.path("version").asString()).matches(time);
                            }
                        }),
                must(
                        "Q03",
                        "dates of addition are whole milliseconds",
                        () ->
                                assertThat(
                                                client().get(shop().both() + "objects/")
                                                        .header("X-TAXII-Date-Added-Last"))
                                        .endsWith("000Z")));
    }

    @TestFactory
    Stream<DynamicTest> errors() {
        return Stream.of(
                must(
                        "R01, R02",
                        "an error has a title and its own code",
                        () -> {
                            assertError(client().get(shop().both() + "objects/?limit=x"), 400);
                            assertError(client().get("/shop/nothing/"), 404);
                            assertError(client().get(shop().writeOnly() + "objects/"), 403);
                        }),
                must(
                        "R03",
                        "what the server itself refuses is told in the same form",
                        () -> {
                            assertError(client().get("/shop//collections/"), 400);
                            assertError(client().get("/shop/collections/;x=y/"), 400);
                        }),
                must(
                        "R04",
                        "an error tells nothing of others",
                        () -> {
                            String id = shop().hidden().replaceAll(".*collections/|/", "");
                            assertThat(client().get(shop().hidden()).text())
                                    .doesNotContain("Hidden")
                                    .doesNotContain("CERT")
                                    .contains(id);
                        }),
                must(
                        "3.6",
                        "416 belongs to an older TAXII and is never given",
                        () -> {
                            Answer answer =
                                    client().getWith(
                                                    shop().both() + "objects/",
                                                    "Range",
                                                    "items 9-99");
                            assertThat(answer.status()).isEqualTo(200);
                        }));
    }

    static void assertError(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo(TAXII);
        JsonNode error = answer.json();
        assertThat(error.path("http_status").asString()).isEqualTo("" + status);
        assertThat(error.path("title").asString()).isNotEmpty();
    }
}
