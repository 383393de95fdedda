package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharingOverTaxiiTest {
    private static final String NONE = "";

    private final List<House> houses = new ArrayList<>();
    private final List<Who> people = new ArrayList<>();

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        House house = House.open(folder.resolve("data"));
        houses.add(house);
        people.add(house.party("CERT-XA", "member", "reader-xa", "reader"));
        people.add(house.party("CERT-XB", "observer", "reader-xb", "reader"));
        house.addIndicators("CERT-XA", "TLP:AMBER", "value,type,source\na.example.org,domain,s\n");
        house.addIndicators("CERT-XA", "TLP:GREEN", "value,type,source\nb.example.org,domain,s\n");
        house.addIndicators("CERT-XB", "TLP:RED", "value,type,source\nc.example.org,domain,s\n");
    }

    @AfterAll
    void close() {
        houses.forEach(House::close);
    }

    private House house() {
        return houses.getFirst();
    }

    private Who member() {
        return people.get(0);
    }

    private Who observer() {
        return people.get(1);
    }

    @Test
    void eachReadsWhatItsStandingPermitsAndItsOwn() throws Exception {
        assertThat(names(member())).containsExactly("domain a.example.org", "domain b.example.org");
        assertThat(names(observer()))
                .containsExactly("domain b.example.org", "domain c.example.org");
    }

    private List<String> names(Who who) throws Exception {
        return house().walk(who, House.INDICATORS, 1).stream()
                .map(each -> each.path("name").asString())
                .toList();
    }

    @Test
    void aPageSaysWhenItsObjectsWereAddedInWholeMillisecondsAndSixDigits() throws Exception {
        var response = house().taxii(member(), House.INDICATORS);
        for (String end : List.of("First", "Last")) {
            String date = header(response, "X-TAXII-Date-Added-" + end);
            assertThat(date).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}000Z");
        }
    }

    @Test
    void aPollerThatAsksAfterTheLastDateSeesNothingTwice() throws Exception {
        var first = house().taxii(member(), House.INDICATORS);
        String last = header(first, "X-TAXII-Date-Added-Last");
        var second = house().taxii(member(), House.INDICATORS + "?added_after=" + last);
        assertThat(House.json(second).isEmpty()).isTrue();
        assertThat(second.headers().firstValue("X-TAXII-Date-Added-Last")).isEmpty();
    }

    @Test
    void theCursorIsSealedAndAnotherOneIsRefused() throws Exception {
        JsonNode page = House.json(house().taxii(member(), House.INDICATORS + "?limit=1"));
        String next = page.path("next").asString();
        assertThat(page.path("more").asBoolean()).isTrue();
        String spoilt = (next.startsWith("A") ? "B" : "A") + next.substring(1);
        var refused = house().taxii(member(), House.INDICATORS + "?limit=1&next=" + spoilt);
        assertThat(refused.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "added_after=yesterday",
                "added_after=%2B300000-01-01T00:00:00Z",
                "added_after=2020-01-01T00:00:00%2B02:00",
                "added_after=2020-13-01T00:00:00Z",
                "added_after=2020-01-01T00:00:00Z&added_after=2021-01-01T00:00:00Z",
                "limit=-1",
                "limit=many",
                "next=zzz"
            })
    void aQueryThatCannotBeAnsweredIsRefusedWithItsReason(String query) throws Exception {
        String path = House.INDICATORS + "?" + query.replace("[", "%5B").replace("]", "%5D");
        var response = house().taxii(member(), path);
        assertThat(response.statusCode()).isEqualTo(400);
        assertError(response, 400);
    }

    @ParameterizedTest
    @CsvSource({
        "/commons/collections/00000000-0000-4000-8000-000000000000/objects/",
        "/commons/collections/nonsense/",
        "/commons/channels/",
        "/taxii2/more/"
    })
    void whatIsNotThereIsNotFound(String path) throws Exception {
        var response = house().taxii(member(), path);
        assertError(response, 404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/taxii+json|200",
                "application/taxii+json;version=2.1|200",
                "application/taxii+json; version=\"2.1\"; q=0.5|200",
                "APPLICATION/TAXII+JSON|200",
                "text/html, application/*;q=0.1|200",
                "*/*|200",
                "application/taxii+json;version=2.0|406",
                "text/html|406",
                "nonsense|406"
            })
    void whatTheReaderAcceptsDecides(String accept, int status) throws Exception {
        var response = house().get(Optional.of(member()), "/taxii2/", accept);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "Content-Type")).isEqualTo(House.TAXII);
    }

    @Test
    void noPageHasMoreThanTheOperatorSays(@TempDir Path folder) throws Exception {
        var limits = new Settings.Limits(1 << 20, 2, 1_000_000);
        try (House small = House.open(folder.resolve("small"), limits)) {
            Who reader = small.party("CERT-XA", "member", "reader", "reader");
            String list = "value,type,source\na.example,domain,s\nb.example,domain,s\n";
            small.addIndicators("CERT-XA", "TLP:GREEN", list + "c.example,domain,s\n");
            JsonNode page = House.json(small.taxii(reader, House.INDICATORS + "?limit=100"));
            assertThat(page.path("objects").size()).isEqualTo(2);
            assertThat(small.walk(reader, House.INDICATORS, 100)).hasSize(3);
            String search = "/api/v1/collections/3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1/objects";
            var found = small.get(Optional.of(reader), search, "application/json");
            assertThat(House.json(found).path("objects").size()).isEqualTo(2);
        }
    }

    @Test
    void discoveryLeadsToEveryCollection() throws Exception {
        JsonNode discovery = House.json(house().taxii(member(), "/taxii2/"));
        String root = discovery.path("default").asString();
        assertThat(discovery.path("api_roots").get(0).asString()).isEqualTo(root);
        assertThat(House.json(house().taxii(member(), root)).path("versions").get(0).asString())
                .isEqualTo(House.TAXII);
        Set<String> titles = new HashSet<>();
        JsonNode list = House.json(house().taxii(member(), root + "collections/"));
        for (JsonNode collection : list.path("collections")) {
            String address = root + "collections/" + collection.path("id").asString() + "/";
            assertThat(House.json(house().taxii(member(), address))).isEqualTo(collection);
            titles.add(collection.path("title").asString());
        }
        assertThat(titles).containsExactlyInAnyOrder("Indicators", "Sightings", "Campaigns", "All");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/taxii2/", "/commons/", "/commons/collections/"})
    void nobodyReadsWithoutAToken(String path) throws Exception {
        var nobody = house().get(Optional.empty(), path, House.TAXII);
        assertError(nobody, 401);
        assertThat(header(nobody, "WWW-Authenticate")).startsWith("Basic");
        var wrong = house().taxii(new Who(member().name(), "wrong"), path);
        assertError(wrong, 401);
        var unknown = house().taxii(new Who("nobody", member().token()), path);
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void aTokenOpensItsOwnDoorOnly() throws Exception {
        Who sensor = house().token("CERT-XA", "south", "sensor", "TLP:AMBER");
        assertError(house().taxii(sensor, House.INDICATORS), 403);
        assertError(house().taxii(house().operator(), House.INDICATORS), 403);
        byte[] nothing = NONE.getBytes(StandardCharsets.UTF_8);
        for (String path : List.of("/api/v1/ingest", "/api/v1/parties", "/api/v1/indicators")) {
            var response = house().post(member(), path, "application/json", nothing);
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
        }
        var probe = house().get(Optional.empty(), "/livez", "*/*");
        assertThat(probe.statusCode()).isEqualTo(200);
        var elsewhere = house().get(Optional.of(member()), "/metrics", "*/*");
        assertThat(elsewhere.statusCode()).isEqualTo(403);
    }

    private static void assertError(HttpResponse<byte[]> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        String text = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(header(response, "Content-Type")).isEqualTo(House.TAXII);
        assertThat(text).contains("\"http_status\":\"" + status + "\"").contains("\"title\":");
    }

    private static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElse("(no " + name + ")");
    }

    @Test
    void noLimitOfTheReadersOwnIsWrittenAsZeroByClientsInUse() throws Exception {
        assertThat(House.json(house().taxii(member(), House.INDICATORS + "?limit=0")))
                .isEqualTo(House.json(house().taxii(member(), House.INDICATORS)));
    }

    @Test
    void whatTheServerCannotReadIsATaxiiErrorToo() throws Exception {
        assertError(house().taxii(member(), "/commons//collections/"), 400);
        assertError(house().taxii(member(), "/commons/collections/;x=y/"), 400);
    }

    @Test
    void aNameThatIsNoneIsNobody() throws Exception {
        assertError(house().taxii(new Who("\0", "x"), House.INDICATORS), 401);
        assertError(house().taxii(new Who("operator", ""), House.INDICATORS), 401);
    }
}
