package org.commonwatch.server;

import org.commonwatch.server.House.Who;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A server with an API root that has no charter and four collections of every kind of grant, as an
 * ordinary TAXII server has them, and another root that is not for its reader.
 */
final class TaxiiShop implements AutoCloseable {
    static final String ROOT = "/shop/";
    static final String ALIAS = "both";

    private final House house;
    private final TaxiiClient client;
    private final TaxiiClient other;
    private final String both;
    private final String readOnly;
    private final String writeOnly;
    private final String hidden;

    private TaxiiShop(House house) throws Exception {
        this.house = house;
        Who customer = house.party("CERT-XA", "none", "customer", "reader");
        Who rival = house.party("CERT-XB", "none", "rival", "reader");
        this.client = new TaxiiClient(house, customer);
        this.other = new TaxiiClient(house, rival);
        house.operate("/api/v1/taxii/roots", "{\"name\":\"shop\",\"title\":\"A shop\"}");
        house.operate("/api/v1/taxii/roots", "{\"name\":\"backroom\"}");
        this.both =
                collection(
                        "shop",
                        "Both",
                        "\"alias\":\"both\",\"description\":\"Read and written.\","
                                + "\"read\":[\"CERT-XA\",\"CERT-XB\"],"
                                + "\"write\":[\"CERT-XA\",\"CERT-XB\"]");
        this.readOnly =
                collection("shop", "Read", "\"read\":[\"CERT-XA\"],\"write\":[\"CERT-XB\"]");
        this.writeOnly =
                collection("shop", "Write", "\"write\":[\"CERT-XA\"],\"read\":[\"CERT-XB\"]");
        this.hidden = collection("shop", "Hidden", "\"read\":[\"CERT-XB\"]");
        collection("backroom", "Both", "\"alias\":\"both\",\"read\":[\"CERT-XB\"]");
    }

    static TaxiiShop open(Path data) throws Exception {
        House house = House.open(data);
        try {
            return new TaxiiShop(house);
        } catch (Exception | Error failed) {
            house.close();
            throw failed;
        }
    }

    /** Adds a collection with these other properties and returns its path. */
    String collection(String root, String title, String properties) throws Exception {
        return house.operate(
                        "/api/v1/taxii/collections",
                        "{\"root\":\"%s\",\"title\":\"%s\",%s}".formatted(root, title, properties))
                .path("path")
                .asString();
    }

    /** A new collection of the customer alone, to read and write. */
    String fresh(String title) throws Exception {
        return collection("shop", title, "\"read\":[\"CERT-XA\"],\"write\":[\"CERT-XA\"]");
    }

    House house() {
        return house;
    }

    /** The customer, for whom the shop is. */
    TaxiiClient client() {
        return client;
    }

    /** Who may read what the customer may not. */
    TaxiiClient other() {
        return other;
    }

    /** Path of the collection that the customer may read and write. */
    String both() {
        return both;
    }

    String readOnly() {
        return readOnly;
    }

    String writeOnly() {
        return writeOnly;
    }

    String hidden() {
        return hidden;
    }

    /** Id of the n-th indicator. */
    static String id(int n) {
        return "indicator--" + new UUID(0x4000, 0x8000_0000_0000_0000L | n);
    }

    /** The n-th indicator, in the version of a second. */
    static String indicator(int n, int second) {
        return """
        {"type":"indicator","spec_version":"2.1","id":"%s","created":"2030-01-01T00:00:00.000Z",\
        "modified":"2030-01-01T00:00:%02d.000Z","name":"n %d","pattern_type":"stix",\
        "pattern":"[domain-name:value = 'n%d.example']","valid_from":"2030-01-01T00:00:00Z"}\
        """
                .formatted(id(n), second, n, n);
    }

    /** The version that {@link #indicator} has, as TAXII writes times. */
    static String version(int second) {
        return "2030-01-01T00:00:%02d.000000Z".formatted(second);
    }

    static String envelope(String... objects) {
        return envelope(List.of(objects));
    }

    static String envelope(Collection<String> objects) {
        return objects.stream().collect(Collectors.joining(",", "{\"objects\":[", "]}"));
    }

    /** An envelope of indicators, each in its first version. */
    static String indicators(int... numbers) {
        return envelope(Arrays.stream(numbers).mapToObj(number -> indicator(number, 0)).toList());
    }

    /** A bundle of indicators, each in its first version. */
    static String bundle(int... numbers) {
        String id = "bundle--5d0092c5-5f74-4287-9642-33f4c354e56d";
        return "{\"type\":\"bundle\",\"id\":\"" + id + "\"," + indicators(numbers).substring(1);
    }

    /** Numbers from one on to another, included. */
    static int[] range(int first, int last) {
        return IntStream.rangeClosed(first, last).toArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        house.close();
    }
}
