package org.commonwatch.server;

import org.commonwatch.access.BodyId;
import org.commonwatch.database.Database;
import org.commonwatch.server.oidc.Trust;
import org.commonwatch.server.outbound.Hosts;
import org.commonwatch.server.pseudonyms.Networks;
import org.commonwatch.server.synthetic.Synthetic;
import org.commonwatch.testkit.Template;
import org.flywaydb.core.Flyway;
import org.springframework.web.servlet.function.RouterFunction;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A running server on a database of its own, spoken to over real HTTP. */
final class House implements AutoCloseable {
    private static final Set<String> OF_ONE_REQUEST =
            Set.of("date", "request-id", "connection", "keep-alive");

    static final String TAXII = "application/taxii+json;version=2.1";
    static final String SIGHTINGS =
            "/commons/collections/9b1b7f52-6c0e-4c2e-8d0b-0e4f7a9d2c35/objects/";
    static final String INDICATORS =
            "/commons/collections/3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1/objects/";
    static final String CAMPAIGNS =
            "/commons/collections/c2a4e8d7-1f3b-4b6a-9e21-7d5c3b8a6f40/objects/";

    /** The usual limits, but for a test that asks as fast as it can. */
    private static final Settings.Limits UNHURRIED =
            new Settings.Limits(10 << 20, 1_000, 1_000_000);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** With all tables, and nothing in them: as a server finds it at its first start. */
    private static final Template MIGRATED =
            Template.of(empty ->
                    Flyway.configure()
                            .dataSource(empty.url(), empty.user(), empty.password())
                            .load()
                            .migrate());

    private final HttpClient http = HttpClient.newHttpClient();
    private final Database database;
    private final RunningServer server;
    private final Runnable atEnd;

    /** Who signs in. */
    record Who(String name, String token) {}

    private House(Database database, RunningServer server, Runnable atEnd) {
        this.database = database;
        this.server = server;
        this.atEnd = atEnd;
    }

    // On a database that somebody else keeps.
    private static House on(Database database, Settings settings) {
        return new House(database, Main.start(settings), () -> {});
    }

    // On one of its own, which goes with it.
    private static House onItsOwn(Function<Database, Settings> settings) {
        Database database = MIGRATED.copy();
        Runnable drop = () -> Template.drop(database);
        try {
            return new House(database, Main.start(settings.apply(database)), drop);
        } catch (RuntimeException | Error failed) {
            drop.run();
            throw failed;
        }
    }

    static House open(Path data) {
        return open(data, UNHURRIED);
    }

    static House open(Path data, Database database) {
        return open(data, database, UNHURRIED);
    }

    static House open(Path data, Settings.Limits limits) {
        return onItsOwn(database -> here(data, database, limits));
    }

    /** A server that trusts an issuer. */
    static House open(Path data, Trust issuer) {
        return listening(
                data,
                new Settings.Listening(
                        InetAddress.ofLiteral("127.0.0.1"),
                        0,
                        Optional.empty(),
                        Optional.of(issuer)));
    }

    /** A server that may call these hosts. */
    static House calling(Path data, String hosts) {
        return listening(data, calling(hosts));
    }

    static House calling(Path data, String hosts, Database database) {
        return on(database, settings(data, calling(hosts), database, UNHURRIED));
    }

    private static Settings.Listening calling(String hosts) {
        return flowing(
                new Settings.Flows(
                        Settings.Sources.NONE,
                        new Settings.Outgoing(Hosts.parse(hosts), Optional.empty(), true)));
    }

    /** A server that listens so; what this asks goes where it answers without a certificate. */
    static House listening(Path data, Settings.Listening listening) {
        return onItsOwn(database -> settings(data, listening, database, UNHURRIED));
    }

    /** A server with networks of its own. */
    static House owning(Path data, String networks) {
        return listening(
                data,
                flowing(
                        new Settings.Flows(
                                Settings.Sources.NONE,
                                Settings.Outgoing.NONE,
                                Networks.parse(networks))));
    }

    private static Settings.Listening flowing(Settings.Flows flows) {
        return new Settings.Listening(
                InetAddress.ofLiteral("127.0.0.1"), 0, Optional.empty(), Optional.empty(), flows);
    }

    /** A server on a store that says that it is invented. */
    static House inventing(Path data, Database database, Invention invention) {
        Settings settings = here(data, database, UNHURRIED);
        return new House(database, Main.start(settings, invention), () -> {});
    }

    static House open(Path data, Database database, Settings.Limits limits) {
        return on(database, here(data, database, limits));
    }

    private static Settings here(Path data, Database database, Settings.Limits limits) {
        return settings(data, Settings.Listening.here(0), database, limits);
    }

    private static Settings settings(
            Path data, Settings.Listening listening, Database database, Settings.Limits limits) {
        return new Settings(data, listening, new BodyId("commons"), Optional.of(database), limits);
    }

    Who operator() throws IOException {
        return new Who("operator", Files.readString(server.operatorToken()).strip());
    }

    Who party(String party, String standing, String name, String role) throws Exception {
        postJson(
                operator(),
                "/api/v1/parties",
                "{\"name\":\"%s\",\"standing\":\"%s\"}".formatted(party, standing));
        return token(party, name, role, "TLP:AMBER");
    }

    Who token(String party, String name, String role, String tlp) throws Exception {
        JsonNode added =
                postJson(
                        operator(),
                        "/api/v1/tokens",
                        "{\"name\":\"%s\",\"party\":\"%s\",\"role\":\"%s\",\"tlp\":\"%s\"}"
                                .formatted(name, party, role, tlp));
        return new Who(name, added.path("token").asString());
    }

    /** A user of a party that there is, for something. */
    Who user(String party, String name, String... roles) throws Exception {
        String password = "a-password-of-" + name;
        postJson(
                operator(),
                "/api/v1/users",
                "{\"name\":\"%s\",\"party\":\"%s\",\"password\":\"%s\",\"roles\":[\"%s\"]}"
                        .formatted(name, party, password, String.join("\",\"", roles)));
        return new Who(name, password);
    }

    /** A party that works for the house's body, with a secretary of that name. */
    Who office(String party, String name) throws Exception {
        party(party, "none", name + "-reader", "reader");
        postJson(
                operator(),
                "/api/v1/assertions",
                ("{\"id\":\"office\",\"matter\":\"office\",\"source\":\"operator\","
                                + "\"document\":\"none\","
                                + "\"recorded\":\"2026-01-01\",\"affiliation\":{\"party\":\"%s\","
                                + "\"group\":\"secretariat:commons\",\"from\":\"2026-01-01\"}}")
                        .formatted(party));
        return user(party, name, "secretary");
    }

    JsonNode addIndicators(String owner, String tlp, String csv) throws Exception {
        return json(
                post(
                        operator(),
                        "/api/v1/indicators?owner=" + owner + "&tlp=" + tlp,
                        "text/csv",
                        csv.getBytes(StandardCharsets.UTF_8)));
    }

    JsonNode ingest(Who sensor, byte[] lines) throws Exception {
        return json(post(sensor, "/api/v1/ingest?format=eve", "application/x-ndjson", lines));
    }

    HttpResponse<byte[]> ingest(Who sensor, String segment, byte[] lines) throws Exception {
        return http.send(
                request(Optional.of(sensor), "/api/v1/ingest?format=eve")
                        .header("Segment-Id", segment)
                        .POST(BodyPublishers.ofByteArray(lines))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(Who who, String path, String type, byte[] body) throws Exception {
        return http.send(
                request(Optional.of(who), path)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private JsonNode postJson(Who who, String path, String body) throws Exception {
        return json(post(who, path, "application/json", body.getBytes(StandardCharsets.UTF_8)));
    }

    HttpResponse<byte[]> get(Optional<Who> who, String path, String accept) throws Exception {
        return http.send(
                request(who, path).header("Accept", accept).GET().build(),
                BodyHandlers.ofByteArray());
    }

    /** What is there, in a language. */
    HttpResponse<byte[]> getIn(Optional<Who> who, String path, String languages) throws Exception {
        return http.send(
                request(who, path).header("Accept-Language", languages).GET().build(),
                BodyHandlers.ofByteArray());
    }

    /** What is there, unless it is what one has by that tag. */
    HttpResponse<byte[]> getIfNew(Who who, String path, String tag) throws Exception {
        return http.send(
                request(Optional.of(who), path).header("If-None-Match", tag).GET().build(),
                BodyHandlers.ofByteArray());
    }

    /** Any request, with JSON if it has a body. */
    HttpResponse<byte[]> send(Who who, String method, String path, String body) throws Exception {
        return http.send(
                request(Optional.of(who), path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    /** An answer that may have no end; whoever closes it goes away. */
    HttpResponse<InputStream> follow(Who who, String path, String lastEvent) throws Exception {
        HttpRequest.Builder request = request(Optional.of(who), path).GET();
        if (!lastEvent.isEmpty()) {
            request.header("Last-Event-ID", lastEvent);
        }
        return http.send(request.build(), BodyHandlers.ofInputStream());
    }

    /** A part of the server, for what has no address of its own. */
    <T> T part(Class<T> type) {
        return server.context().getBean(type);
    }

    HttpResponse<byte[]> taxii(Who who, String path) throws Exception {
        return get(Optional.of(who), path, TAXII);
    }

    /** Every object of a collection, read in pages of this size. */
    List<JsonNode> walk(Who who, String collection, int limit) throws Exception {
        List<JsonNode> objects = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        String next = "";
        do {
            JsonNode page = json(taxii(who, collection + "?limit=" + limit + next));
            for (JsonNode object : page.path("objects")) {
                if (!ids.add(object.path("id").asString())) {
                    throw new AssertionError("read twice: " + object);
                }
                objects.add(object);
            }
            String cursor = page.path("next").asString("");
            next = cursor.isEmpty() ? "" : "&next=" + cursor;
        } while (!next.isEmpty());
        return objects;
    }

    /**
     * One round of a client that only ever asks for what was added after the last date it saw:
     * keeps the count of each sighting, and returns that date.
     */
    String poll(Who who, String after, Map<String, Long> counts) throws Exception {
        String last = after;
        while (true) {
            var response = taxii(who, SIGHTINGS + "?limit=50&added_after=" + last);
            JsonNode page = json(response);
            for (JsonNode object : page.path("objects")) {
                counts.put(object.path("id").asString(), object.path("count").asLong());
            }
            Optional<String> date = response.headers().firstValue("X-TAXII-Date-Added-Last");
            if (date.isEmpty()) {
                return last;
            }
            last = date.get();
        }
    }

    /** A delivery that begins and never ends. */
    Socket beginDelivery(Who sensor) throws IOException {
        URI address = URI.create(server.url());
        Socket socket = new Socket(address.getHost(), address.getPort());
        String head =
                """
                POST /api/v1/ingest HTTP/1.1\r
                Host: %s\r
                Authorization: Basic %s\r
                Content-Length: 1000000\r
                \r
                {\
                """
                        .formatted(address.getAuthority(), basic(sensor));
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    JsonNode counts() throws Exception {
        return json(get(Optional.of(operator()), "/api/v1/counts", "application/json"));
    }

    /** Every address of the product's own API that leads to an endpoint, as {@code GET /path}. */
    Set<String> apiRoutes() {
        Set<String> routes = routes();
        routes.removeIf(each -> !each.contains(" /api/"));
        return routes;
    }

    /** Every address that leads to an endpoint. */
    Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        for (RouterFunction<?> table :
                server.context().getBeansOfType(RouterFunction.class).values()) {
            // A table prints as its routes do: (GET && /path) -> endpoint.
            Pattern.compile("\\((\\w+) && (/[^)]*)\\)")
                    .matcher(table.toString())
                    .results()
                    .forEach(route -> routes.add(route.group(1) + " " + route.group(2)));
        }
        return routes;
    }

    /** What it prints when it is served for the first time. */
    Synthetic synthetic() {
        return server.synthetic();
    }

    Optional<String> firstLink() {
        return server.firstLink();
    }

    /** Where it answers. */
    String url() {
        return server.url();
    }

    /** What the operator is answered to a wish. */
    JsonNode operate(String path, String wish) throws Exception {
        return postJson(operator(), path, wish);
    }

    /** The one number that a query gives. */
    long number(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Changes what no address changes. */
    void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one text that a query gives. */
    String text(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    static JsonNode json(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(
                    response.statusCode()
                            + " "
                            + new String(response.body(), StandardCharsets.UTF_8));
        }
        return JSON.readTree(response.body());
    }

    /** The headers by which one answer can be told from another, whenever each was asked for. */
    static Map<String, List<String>> headers(HttpResponse<?> response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.keySet().removeAll(OF_ONE_REQUEST);
        return headers;
    }

    private HttpRequest.Builder request(Optional<Who> who, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.operatorUrl() + path));
        who.ifPresent(each -> request.header("Authorization", "Basic " + basic(each)));
        return request;
    }

    static String basic(Who who) {
        byte[] pair = (who.name() + ":" + who.token()).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public void close() {
        server.close();
        atEnd.run();
    }
}
