package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commonwatch.server.TaxiiShop.id;
import static org.commonwatch.server.TaxiiShop.indicators;
import static org.commonwatch.server.TaxiiShop.range;

import org.commonwatch.server.TaxiiClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Walks through collections as clients in use do them, with all that is odd about each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaxiiClientsTest {
    private final List<TaxiiShop> shops = new ArrayList<>();

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        shops.add(TaxiiShop.open(folder.resolve("data")));
        add(shop().both(), 1, 140);
        add(shop().both(), 141, 250);
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

    private void add(String collection, int first, int last) throws Exception {
        client().post(collection + "objects/", indicators(range(first, last))).good();
    }

    private static List<String> ids(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(TaxiiShop::id).toList();
    }

    @Test
    void oneThatWritesBasicInLowerCaseAndAContentTypeOnGet() throws Exception {
        List<String> read = new ArrayList<>();
        String next = "";
        while (true) {
            Answer page =
                    client().getWith(
                                    shop().both() + "objects/?limit=50&next=" + next,
                                    "Authorization",
                                    "basic WHO",
                                    "Content-Type",
                                    "application/taxii+json;version=2.1",
                                    "Accept",
                                    "application/taxii+json;version=2.1");
            read.addAll(page.ids());
            next = page.json().path("next").asString("");
            if (!page.json().path("more").asBoolean(false)) {
                break;
            }
        }
        assertThat(read).isEqualTo(ids(1, 250));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void oneThatKeepsAddedAfterWhileItFollowsNextAndThenCutsTheDate(int limit) throws Exception {
        String collection = shop().fresh("Feed");
        var feed = new Feed(client(), collection, limit);
        add(collection, 1, 7);
        feed.poll();
        assertThat(feed.read).isEqualTo(ids(1, 7));
        feed.poll();
        assertThat(feed.read).as("nothing again").hasSize(7);
        add(collection, 8, 8);
        add(collection, 9, 12);
        feed.poll();
        feed.poll();
        assertThat(feed.read).isEqualTo(ids(1, 12));
    }

    /** Follows {@code next} with the date that it began with, which it then sets to the last. */
    private static final class Feed {
        private final TaxiiClient client;
        private final String collection;
        private final int limit;
        private final List<String> read = new ArrayList<>();
        private final List<String> dates = new ArrayList<>(List.of("2000-01-01T00:00:00.000Z"));

        Feed(TaxiiClient client, String collection, int limit) {
            this.client = client;
            this.collection = collection;
            this.limit = limit;
        }

        void poll() throws Exception {
            String start = "objects/?limit=" + limit + "&added_after=" + dates.getLast();
            String next = "";
            Answer page;
            do {
                page = client.get(collection + start + next);
                read.addAll(page.ids());
                String date = page.header("X-TAXII-Date-Added-Last");
                if (!date.isEmpty()) {
                    dates.add(date.substring(0, 23) + "Z"); // to milliseconds
                }
                next = "&next=" + page.json().path("next").asString("");
            } while (page.json().path("more").asBoolean(false));
        }
    }

    @Test
    void oneThatChoosesRootsByTheirLastPartAndCollectionsByTheirTitle() throws Exception {
        List<String> roots = new ArrayList<>();
        client().get("/taxii2/")
                .good()
                .path("api_roots")
                .forEach(root -> roots.add(root.asString().replaceAll("^.*/([^/]+)/$", "$1")));
        assertThat(roots).contains("shop");
        List<String> titled = new ArrayList<>();
        for (JsonNode each : client().get("/shop/collections/").good().path("collections")) {
            if (each.path("title").asString().equals("Both")) {
                titled.add(each.path("id").asString());
            }
        }
        assertThat(titled).hasSize(1);
        List<String> read = new ArrayList<>();
        String objects = "/shop/collections/" + titled.getFirst() + "/objects/";
        Answer page = client().get(objects + "?added_after=2000-01-01T00:00:00.000000Z");
        read.addAll(page.ids());
        while (page.json().path("more").asBoolean(false)) {
            assertThat(page.json().has("next")).as("else this client loops for ever").isTrue();
            page = client().get(objects + "?next=" + page.json().path("next").asString());
            read.addAll(page.ids());
        }
        assertThat(read).isEqualTo(ids(1, 250));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 100})
    void oneThatTakesTheSizeOfTheFirstPageForItsLimit(int first) throws Exception {
        for (String what : List.of("objects/", "manifest/")) {
            String path = shop().both() + what;
            Answer page = client().get(path + "?limit=" + first);
            List<String> read = new ArrayList<>(page.ids());
            int limit = read.size();
            while (page.json().path("more").asBoolean(false)) {
                String next = page.json().path("next").asString("");
                page = client().get(path + "?limit=" + limit + "&next=" + next);
                read.addAll(page.ids());
            }
            assertThat(read).isEqualTo(ids(1, 250));
        }
    }

    @Test
    void oneThatPostsBundles() throws Exception {
        String collection = shop().fresh("Posted");
        byte[] bundle = TaxiiShop.bytes(TaxiiShop.bundle(1, 2));
        Answer answer =
                client().post(
                                collection + "objects/",
                                "application/stix+json; version=2.1",
                                bundle);
        assertThat(answer.each("successes", "id")).containsExactly(id(1), id(2));
    }
}
