package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;
import org.commonwatch.testkit.Cases;
import org.commonwatch.testkit.TestDatabase;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** A server with parties of every standing, and with objects that are marked in every way. */
final class ParityStore implements AutoCloseable {
    static final String COMMONS = "5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private static final String CHARTER =
            """
            charter: commons
            title: "A body that shows its observers a part"
            version: 2
            source: unverified
            as-of: 2018-01-01
            community: all of it
            standings:
              - {name: member, kind: member}
              - {name: associate, kind: associate}
              - {name: observer, kind: observer}
              - {name: applicant, kind: applicant}
            classes: [intelligence]
            channels: [direct]
            tlp: {CLEAR: none, GREEN: observer, AMBER: associate, AMBER+STRICT: member}
            usual: AMBER
            rules:
              - {id: R01, instrument: "article 1", least: associate, actions: [read], \
            classes: [intelligence], channels: [direct]}
              - {id: R02, instrument: "article 2", least: none, actions: [read], \
            classes: [intelligence], channels: [direct], hidden: [description]}
              - {id: R03, instrument: "article 3", least: none, actions: [contribute], \
            classes: [intelligence], channels: [direct]}
            """;

    /** Parties and what they are; the first four also give objects. */
    private static final List<String> STANDINGS =
            List.of(
                    "member",
                    "member",
                    "associate",
                    "observer",
                    "applicant",
                    "none",
                    "member",
                    "observer",
                    "none",
                    "none",
                    "applicant",
                    "observer");

    static final int OWNERS = 4;

    private static final String[] TLPS = {
        "94868c89-83c2-464b-929b-a1a8aa3c8487",
        "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
        "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
        "939a9414-2ddd-4d32-a0cd-375ea402b003",
        "e828b379-4e03-4974-9ac4-e53a884c97c1",
    };

    // Levels of the first Traffic Light Protocol, and one that nobody defined.
    private static final String[] OTHERS = {
        "f88d31f6-486f-44da-b317-01333bde0b82", "11111111-2222-4333-8444-555555555555",
    };

    /** Who signs in, and with what. */
    record Who(String name, String token) {}

    /** A party: as itself, and as one who may ask for others. */
    record Member(String name, String id, String standing, Who reader, Who analyst) {}

    /** What an owner says, by its id. */
    record Caveat(String id, String json) {}

    /** An object as its owner gave it last. */
    record Thing(
            String id,
            int owner,
            String collection,
            List<String> markings,
            List<Caveat> caveats,
            List<Integer> versions) {
        /** A word of its last version alone. */
        String word() {
            return words() + "-" + versions.getLast();
        }

        /** A word of all its versions. */
        String words() {
            return "word-" + id.substring(id.length() - 12);
        }
    }

    private final RunningServer server;
    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final RandomGenerator random;
    private final List<Member> members = new ArrayList<>();
    private final List<Thing> things = new ArrayList<>();
    private final List<String> definitions = new ArrayList<>();
    private final Who operator;
    private final Who auditor;
    private final String bilateral;

    ParityStore(Path folder, RandomGenerator random) throws Exception {
        this.folder = folder;
        this.random = random;
        server =
                Main.start(
                                new Settings(
                                        folder.resolve("data"),
                                        0,
                                        new BodyId("commons"),
                                        Optional.of(TestDatabase.empty())))
                        .announced();
        operator = new Who("operator", Files.readString(server.operatorToken()).strip());
        operate("/api/v1/charters", CHARTER);
        for (int i = 0; i < STANDINGS.size(); i++) {
            members.add(member("CERT-X" + (char) ('A' + i), STANDINGS.get(i)));
        }
        auditor = user("CERT-XF", "auditor", "auditor");
        operate("/api/v1/taxii/roots", "{\"name\":\"forum\",\"title\":\"Forum\"}");
        bilateral =
                operate(
                                "/api/v1/taxii/collections",
                                "{\"root\":\"forum\",\"title\":\"Given\",\"description\":\"\","
                                        + """
                                        "mediaTypes":[],"read":["CERT-XA","CERT-XB",\
                                        "CERT-XH"],\
                                        """
                                        + "\"write\":[\"CERT-XA\",\"CERT-XB\"]}")
                        .path("id")
                        .asString();
        claims();
    }

    private Member member(String name, String standing) throws Exception {
        String wish = "{\"name\":\"%s\",\"standing\":\"%s\"}".formatted(name, standing);
        String id = operate("/api/v1/parties", wish).path("id").asString();
        String token =
                operate(
                                "/api/v1/tokens",
                                """
                                {"name":"r-%1$s","party":"%1$s","role":"reader",\
                                "tlp":"TLP:AMBER"}\
                                """
                                        .formatted(name))
                        .path("token")
                        .asString();
        Who reader = kept(new Who("r-" + name, token));
        return new Member(name, id, standing, reader, user(name, "a-" + name, "analyst"));
    }

    // Signs in once, and then by a token, which takes no time to check.
    private Who user(String party, String name, String role) throws Exception {
        operate(
                "/api/v1/users",
                """
                {"name":"%s","party":"%s","password":"password-of-%s","roles":["%s"]}\
                """
                        .formatted(name, party, name, role));
        Who first = new Who(name, "password-of-" + name);
        JsonNode token = json(send(first, "POST", "/api/v1/me/tokens", "{\"label\":\"parity\"}"));
        return kept(new Who(token.path("name").asString(name), token.path("token").asString()));
    }

    private Who kept(Who who) throws IOException {
        Files.writeString(
                netrc(who),
                "machine 127.0.0.1 login " + who.name() + " password " + who.token() + "\n");
        return who;
    }

    Path netrc(Who who) {
        return folder.resolve(who.name().replaceAll("[^A-Za-z-]", "_") + ".netrc");
    }

    // What was decided, agreed and cut; and what two sources do not say alike.
    private void claims() throws Exception {
        claim("D-1", "decision", "commons", decision("D-1", "2020-01-01", ""));
        claim("D-2", "decision", "commons", decision("D-2", "2021-01-01", "\"D-1\""));
        restrict("S-G", "CERT-XG", "D-2");
        restrict("S-K1", "CERT-XK", "");
        restrict("S-K2", "CERT-XK", "D-1");
        agree("P-H", "CERT-XA", "CERT-XH");
        claim(
                "G-H",
                "affiliation",
                "commons",
                "\"party\":\"CERT-XH\",\"group\":\"circle\",\"from\":\"2026-01-01\"");
        claim(
                "R-J",
                "right",
                "commons",
                "\"id\":\"R-J\",\"party\":\"CERT-XJ\",\"body\":\"commons\",\"actions\":[\"read\"],"
                        + "\"classes\":[\"intelligence\"],\"channels\":[\"direct\"],"
                        + "\"from\":\"2026-01-01\",\"by\":\"D-1\"");
        String standing =
                "\"party\":\"CERT-XI\",\"body\":\"commons\",\"type\":\"%s\",\"from\":\"%s\"";
        assertion("I-1", "I", "commons", "standing", standing.formatted("member", "2026-01-01"));
        assertion("I-2", "I", "press", "standing", standing.formatted("observer", "2026-01-01"));
        claim(
                "S-L",
                "restriction",
                "commons",
                "\"id\":\"S-L\",\"party\":\"CERT-XL\",\"body\":\"commons\",\"actions\":[\"read\"],"
                        + "\"from\":\"2026-01-01/2100-01-01\"");
    }

    private static String decision(String id, String taken, String cites) {
        return """
        "id":"%s","body":"commons","organ":"board","kind":"restrict","taken":"%s",\
        "cites":[%s]\
        """
                .formatted(id, taken, cites);
    }

    private void restrict(String id, String party, String by) throws Exception {
        assertion(id, id, "commons", "restriction", restriction(id, party, by, ""));
    }

    static String restriction(String id, String party, String by, String more) {
        String decided = by.isEmpty() ? "" : ",\"by\":\"" + by + "\"";
        return """
        "id":"%s","party":"%s","body":"commons","actions":["read"],\
        "from":"2026-01-01"%s%s\
        """
                .formatted(id, party, decided, more);
    }

    private void agree(String id, String owner, String reader) throws Exception {
        claim(
                id,
                "agreement",
                "operator",
                """
                "id":"%s","parties":["%s","%s"],"classes":["intelligence"],\
                "from":"2026-01-01"\
                """
                        .formatted(id, owner, reader));
    }

    private void claim(String id, String sort, String source, String fact) throws Exception {
        assertion(id, id, source, sort, fact);
    }

    /** Somebody says something of a matter. */
    void assertion(String id, String matter, String source, String sort, String fact)
            throws Exception {
        operate(
                "/api/v1/assertions",
                """
                {"id":"%s","matter":"%s","source":"%s","document":"minutes",\
                "recorded":"2026-01-01","%s":{%s}}\
                """
                        .formatted(id, matter, source, sort, fact));
    }

    /** Posts objects of all sorts, then changes and withdraws some of them. */
    void fill(int objects) throws Exception {
        for (int owner = 0; owner < OWNERS; owner++) {
            define(owner);
        }
        for (int i = 0; i < objects; i++) {
            int owner = random.nextInt(OWNERS);
            boolean apart = owner < 2 && random.nextInt(6) == 0;
            String type = Cases.any(new String[] {"malware", "indicator", "grouping"}, random);
            var thing =
                    new Thing(
                            type
                                    + "--"
                                    + new UUID(
                                            (random.nextLong() & ~0xF000L) | 0x4000L,
                                            (random.nextLong() & (Long.MAX_VALUE >>> 1))
                                                    | Long.MIN_VALUE),
                            owner,
                            apart ? bilateral : COMMONS,
                            markings(owner),
                            caveats(),
                            new ArrayList<>(List.of(0)));
            post(thing, true);
            things.add(thing);
        }
        for (Thing each : List.copyOf(things)) {
            switch (random.nextInt(10)) {
                case 0 -> withdraw(each);
                case 1 -> say(each, caveats());
                case 2 -> {
                    each.markings().clear();
                    each.markings().addAll(markings(each.owner()));
                    post(each, false);
                }
                default -> {}
            }
        }
    }

    // Markings of an owner's own: actions, a statement, a policy that has ended.
    private void define(int owner) throws Exception {
        List<String> means =
                List.of(
                        """
                        "extensions":{"extension-definition--f8d78575-edfd-406e-8e84-616\
                        2a8450f5b":{"extension_type":"property-extension",\
                        "pap":"amber"}}\
                        """,
                        "\"definition_type\":\"statement\",\"definition\":{\"statement\":\"be"
                                + " kind\"}",
                        """
                        "definition_type":"iep","definition":{"iep_version":"2.0",\
                        "end_date":"2026-02-01T00:00:00Z"}\
                        """);
        for (String each : means) {
            String id = "marking-definition--" + UUID.randomUUID();
            definitions.add(id);
            String text =
                    """
                    {"type":"marking-definition","spec_version":"2.1","id":"%s",\
                    "created":"%s",%s}\
                    """
                            .formatted(id, "2026-01-01T00:00:00.000Z", each);
            for (String collection : owner < 2 ? List.of(COMMONS, bilateral) : List.of(COMMONS)) {
                posted(owner, collection, text, List.of());
            }
        }
    }

    private List<String> markings(int owner) {
        List<String> markings = new ArrayList<>();
        if (random.nextInt(5) > 0) {
            markings.add("marking-definition--" + Cases.any(TLPS, random));
        }
        if (random.nextInt(4) == 0) {
            markings.add(definitions.get(3 * owner + random.nextInt(3)));
        }
        if (random.nextInt(12) == 0) {
            markings.add("marking-definition--" + Cases.any(OTHERS, random));
        }
        return markings;
    }

    private List<Caveat> caveats() {
        List<Caveat> caveats = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String id = "c-" + Long.toString(random.nextLong() >>> 1, 36);
            caveats.add(new Caveat(id, "{\"id\":\"%s\",%s}".formatted(id, caveat())));
        }
        return caveats;
    }

    private String caveat() {
        String other = members.get(random.nextInt(members.size())).name();
        boolean past = random.nextBoolean();
        return switch (random.nextInt(9)) {
            case 0 -> "\"not-to\":[\"" + other + "\"]";
            case 1 -> "\"only-to\":[\"" + other + "\"]";
            case 2 -> "\"within\":{\"body\":\"commons\",\"least\":\"associate\"}";
            case 3 -> "\"groups\":[\"circle\"]";
            case 4 -> "\"ask-originator\":[\"" + other + "\"]";
            case 5 -> "\"embargo\":\"" + (past ? "2026-02-01" : "2100-01-01") + "\"";
            case 6 -> "\"expiry\":\"" + (past ? "2026-02-01" : "2100-01-01") + "\"";
            case 7 -> "\"hide\":\"" + (past ? "description" : "name") + "\"";
            default -> past ? "\"no-onward\":true" : "\"purpose\":\"defence\"";
        };
    }

    /** Gives it as it is now, under a version of its own. */
    void post(Thing thing, boolean first) throws Exception {
        if (!first) {
            thing.versions().add(thing.versions().getLast() + 1);
        }
        String marked =
                thing.markings().isEmpty()
                        ? ""
                        : "\"object_marking_refs\":[\""
                                + String.join("\",\"", thing.markings())
                                + "\"],";
        String type = thing.id().substring(0, thing.id().indexOf("--"));
        String own =
                switch (type) {
                    case "indicator" ->
                            "\"pattern\":\"[ipv4-addr:value ="
                                    + """
                                     '198.18.0.1']","pattern_type":"stix",\
                                    "valid_from":"2026-01-01T00:00:00Z",\
                                    """;
                    case "grouping" ->
                            "\"context\":\"unspecified\",\"object_refs\":[\"%s\"],"
                                    .formatted(
                                            things.isEmpty()
                                                    ? "malware--" + UUID.randomUUID()
                                                    : things.getFirst().id());
                    default -> "\"is_family\":false,";
                };
        String text =
                """
                {"type":"%s","spec_version":"2.1","created":"2026-01-01T00:00:00.000Z",\
                "modified":"%s",%s%s"name":"n","description":"d","labels":["%s","%s"],\
                "id":"%s"}\
                """
                        .formatted(
                                type,
                                CREATED.plusSeconds(thing.versions().getLast())
                                        .toString()
                                        .replace("Z", ".000Z"),
                                own,
                                marked,
                                thing.words(),
                                thing.word(),
                                thing.id());
        posted(thing.owner(), thing.collection(), text, first ? thing.caveats() : List.of());
    }

    private void posted(int owner, String collection, String text, List<Caveat> caveats)
            throws Exception {
        JsonNode receipt =
                json(
                        send(
                                members.get(owner).reader(),
                                "POST",
                                "/api/v1/collections/" + collection + "/objects",
                                "{\"caveats\":%s,\"objects\":[%s]}"
                                        .formatted(said(caveats), text)));
        assertThat(receipt.path("failures")).as(text).isEmpty();
        assertThat(receipt.path("pendings")).as(text).isEmpty();
    }

    static String said(List<Caveat> caveats) {
        return "[" + String.join(",", caveats.stream().map(Caveat::json).toList()) + "]";
    }

    /** Has its owner say this about it, and nothing else. */
    void say(Thing thing, List<Caveat> caveats) throws Exception {
        json(send(owner(thing).reader(), "PUT", object(thing) + "/caveats", said(caveats)));
        List<Caveat> now = List.copyOf(caveats);
        thing.caveats().clear();
        thing.caveats().addAll(now);
    }

    private void withdraw(Thing thing) throws Exception {
        if (thing.collection().equals(COMMONS)) {
            json(send(owner(thing).reader(), "DELETE", object(thing), ""));
        }
    }

    private static String object(Thing thing) {
        return "/api/v1/collections/" + thing.collection() + "/objects/" + thing.id();
    }

    Member owner(Thing thing) {
        return members.get(thing.owner());
    }

    List<Member> members() {
        return members;
    }

    List<Thing> things() {
        return things;
    }

    Who auditor() {
        return auditor;
    }

    String url() {
        return server.url();
    }

    JsonNode operate(String path, String body) throws Exception {
        return json(send(operator, "POST", path, body));
    }

    HttpResponse<String> send(Who who, String method, String path, String body) throws Exception {
        String pair = who.name() + ":" + who.token();
        return http.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        pair.getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    JsonNode found(Who who, String path) {
        try {
            return json(send(who, "GET", path, ""));
        } catch (Exception e) {
            throw new IllegalStateException(path, e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    static JsonNode parsed(String text) {
        return JSON.readTree(text);
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
