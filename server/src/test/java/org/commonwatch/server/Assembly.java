package org.commonwatch.server;

import org.commonwatch.server.House.Who;
import org.commonwatch.server.membership.Parties;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The body of the record of 2018 in a running server, with the people who work on a request: its
 * charter as shipped, but for the days in which it is to answer.
 */
final class Assembly implements AutoCloseable {
    static final int ANSWER_DAYS = 60;
    static final String PASSWORD = "four words and one more";

    private static final Path CHARTER =
            Path.of("../access/src/main/resources/scenarios/2018/charter.yaml");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final House house;

    /** Writes for the applicant. */
    final Who clerk;

    /** Signs for the applicant. */
    final Who signer;

    /** Works for the body. */
    final Who secretary;

    /** Signs for the body. */
    final Who general;

    /** Reads everything. */
    final Who auditor;

    /** Writes for a party that has nothing to do with it. */
    final Who stranger;

    Assembly(Path data) throws Exception {
        house = House.open(data);
        house.operate("/api/v1/taxii/roots", "{\"name\":\"assembly\"}");
        String charter =
                Files.readString(CHARTER)
                        .replaceAll(
                                "(\\{seeks: \\[observer].*)}",
                                "$1, answer-days: " + ANSWER_DAYS + "}");
        House.json(house.send(house.operator(), "POST", "/api/v1/charters", charter));
        for (String party :
                new String[] {
                    "Criminal Investigation Bureau", "General Secretariat", "Audit", "CNA"
                }) {
            house.operate(
                    "/api/v1/parties", "{\"name\":\"%s\",\"standing\":\"none\"}".formatted(party));
        }
        claim(
                "affiliation",
                "{\"party\":\"General Secretariat\","
                        + "\"group\":\"secretariat:assembly\",\"from\":\"1956\"}");
        claim(
                "decision",
                "{\"id\":\"D-1984\",\"body\":\"assembly\","
                        + "\"organ\":\"general-assembly\",\"kind\":\"grant\","
                        + "\"taken\":\"1984-05/1984-09\",\"effect\":\"another is admitted\"}");
        clerk = user("clerk", "Criminal Investigation Bureau", "clerk");
        signer = user("signer", "Criminal Investigation Bureau", "signer,clerk");
        secretary = user("secretary", "General Secretariat", "secretary");
        general = user("general", "General Secretariat", "signer");
        auditor = user("auditor", "Audit", "auditor");
        stranger = user("stranger", "CNA", "clerk,signer,secretary");
    }

    House house() {
        return house;
    }

    String party(String name) {
        return house.part(Parties.class).named(name).id().toString();
    }

    private void claim(String sort, String fact) throws Exception {
        house.operate(
                "/api/v1/assertions",
                ("{\"id\":\"op-%s\",\"matter\":\"op-%s\",\"source\":\"operator\","
                                + "\"document\":\"minutes\",\"recorded\":\"2017-09-30\",\"%s\":%s}")
                        .formatted(sort, sort, sort, fact));
    }

    Who user(String name, String party, String roles) throws Exception {
        ObjectNode wanted = JSON.createObjectNode();
        wanted.put("name", name).put("party", party).put("password", PASSWORD);
        for (String role : roles.split(",", -1)) {
            wanted.withArray("roles").add(role);
        }
        house.operate("/api/v1/users", wanted.toString());
        return new Who(name, PASSWORD);
    }

    HttpResponse<byte[]> post(Who who, String path, String body) throws Exception {
        return house.send(who, "POST", "/api/v1" + path, body);
    }

    HttpResponse<byte[]> get(Who who, String path) throws Exception {
        return house.get(Optional.of(who), "/api/v1" + path, "application/json");
    }

    JsonNode read(Who who, String path) throws Exception {
        return House.json(get(who, path));
    }

    /** Drafts something, of which only the id is told. */
    String draft(Who who, String says) throws Exception {
        return House.json(post(who, "/drafts", says)).path("id").asString();
    }

    /** Drafts something and has it signed; what is told is what was drafted. */
    JsonNode sign(Who writer, Who signer, String says) throws Exception {
        JsonNode draft = House.json(post(writer, "/drafts", says));
        House.json(post(signer, "/drafts/" + draft.path("id").asString() + "/sign", "{}"));
        return draft.path("says");
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        house.close();
    }
}
