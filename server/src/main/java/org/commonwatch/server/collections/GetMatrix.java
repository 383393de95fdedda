package org.commonwatch.server.collections;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Rulings;
import org.commonwatch.server.sharing.Rulings.Inquiry;
import org.commonwatch.server.sharing.Rulings.Supposed;
import org.commonwatch.server.sharing.Rulings.Table;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Surface;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code GET /api/v1/matrix}: which party may read which object, of what the caller may read
 * itself.
 */
final class GetMatrix implements HandlerFunction<ServerResponse> {
    private static final int LIMIT = 100;
    private static final int USUAL = 24;
    private static final String WITHHELD = "withhold";
    private static final List<String> NAMES =
            List.of("name", "value", "pattern", "path", "key", "subject");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Asked asked;
    private final Sharing sharing;
    private final Directory directory;
    private final Registry registry;

    GetMatrix(Asked asked, Sharing sharing, Directory directory, Registry registry) {
        this.asked = asked;
        this.sharing = sharing;
        this.directory = directory;
        this.registry = registry;
    }

    /** A party that asks a body for a standing. */
    private record Requesting(StixId party, BodyId body) {}

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential who = request.principal().map(Credential::signedIn).orElseThrow();
        boolean examines = who.is(Credential.Role.AUDITOR);
        List<Directory.Entry> parties = ownFirst(who, directory.parties(who.party(), examines));
        Optional<Supposed> supposed = supposed(request);
        StixId about =
                supposed.isEmpty()
                        ? who.party()
                        : directory
                                .party(who.party(), examines, Requests.needed(request, "party"))
                                .id();
        var inquiry =
                new Inquiry(
                        new Caller(who.party(), who.name()),
                        examines,
                        about,
                        time(request, "at"),
                        time(request, "known"));
        var wanted =
                new Rulings.Wanted(
                        question(request, inquiry.caller()),
                        parties.stream().map(Directory.Entry::id).toList(),
                        supposed);
        byte[] body =
                sharing.rulings()
                        .table(
                                inquiry,
                                wanted,
                                table -> written(table, parties, requesting(who, table.asOf())));
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    private static List<Directory.Entry> ownFirst(Credential who, List<Directory.Entry> parties) {
        List<Directory.Entry> ordered = new ArrayList<>(parties);
        ordered.sort((one, other) ->
                Boolean.compare(other.id().equals(who.party()), one.id().equals(who.party())));
        return ordered;
    }

    private static Optional<Instant> time(ServerRequest request, String name) {
        return request.param(name).map(each -> Requests.time(name, each));
    }

    private Question question(ServerRequest request, Caller caller) {
        Page.Query query = Asked.query(request, Asked.match(request, Match.Versions.LAST));
        int limit = request.param("limit").isEmpty() ? USUAL : LIMIT;
        return asked.question(
                request,
                Surface.MATRIX,
                query.atMost(limit),
                request.param("collection").orElseGet(() -> sharing.everything(caller).toString()));
    }

    private static Optional<Supposed> supposed(ServerRequest request) {
        var supposed =
                new Supposed(
                        request.param("standing"),
                        request.param("standing")
                                .map(each -> body(Requests.needed(request, "body"))),
                        request.param("agreement"),
                        request.param("without"));
        return supposed.isNothing() ? Optional.empty() : Optional.of(supposed);
    }

    private static BodyId body(String name) {
        try {
            return new BodyId(name);
        } catch (IllegalArgumentException notAName) {
            throw new ProblemException(new Problem.NotFound("API root", name));
        }
    }

    // As far as the caller may know of requests.
    private Set<Requesting> requesting(Credential who, AsOf asOf) {
        return registry
                .requests(who, asOf, new Registry.Part(Optional.empty(), Registry.LIMIT))
                .stream()
                .filter(each -> each.isOpen())
                .map(each -> new Requesting(each.request().party(), each.request().body()))
                .collect(Collectors.toSet());
    }

    private static byte[] written(
            Table table, List<Directory.Entry> parties, Set<Requesting> requesting) {
        return Answers.json(json -> {
            json.writeStringProperty("validAt", table.asOf().validAt().toString());
            json.writeStringProperty("knownAt", table.asOf().knownAt().toString());
            json.writeStringProperty("rules", table.rules());
            json.writeArrayPropertyStart("parties");
            parties.forEach(each -> write(json, each, table.body()));
            json.writeEndArray();
            json.writeArrayPropertyStart("objects");
            table.page().objects().forEach(each -> write(json, each));
            json.writeEndArray();
            json.writeArrayPropertyStart("answers");
            for (List<String> row : table.answers()) {
                json.writeStartArray();
                for (int i = 0; i < row.size(); i++) {
                    var wish = new Requesting(parties.get(i).id(), table.body());
                    boolean isRequested = row.get(i).equals(WITHHELD) && requesting.contains(wish);
                    json.writeString(isRequested ? "requested" : row.get(i));
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            table.supposed().ifPresent(rows -> writeSupposed(json, rows));
            table.page().next().ifPresent(next -> json.writeStringProperty("next", next));
        });
    }

    private static void writeSupposed(JsonGenerator json, List<List<String>> rows) {
        json.writeArrayPropertyStart("supposed");
        for (List<String> row : rows) {
            json.writeStartArray();
            row.forEach(json::writeString);
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Directory.Entry party, BodyId body) {
        json.writeStartObject();
        json.writeStringProperty("id", party.id().toString());
        json.writeStringProperty("name", party.name());
        json.writeArrayPropertyStart("standings");
        party.bodies().stream()
                .filter(each -> each.body().equals(body))
                .flatMap(each -> each.standings().stream())
                .forEach(held -> {
                    json.writeStartObject();
                    json.writeStringProperty("type", held.type());
                    json.writeStringProperty("kind", held.kind().label());
                    json.writeEndObject();
                });
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Page.Shown shown) {
        JsonNode object = JSON.readTree(shown.text());
        json.writeStartObject();
        json.writeStringProperty("id", shown.id());
        json.writeStringProperty("type", object.path("type").asString(""));
        json.writeStringProperty("name", name(object));
        json.writeStringProperty("marking", marking(object));
        json.writeStringProperty("owner", object.path("created_by_ref").asString(""));
        json.writeStringProperty("dateAdded", shown.dateAdded().toString());
        json.writeEndObject();
    }

    private static String name(JsonNode object) {
        return NAMES.stream()
                .map(each -> object.path(each).asString(""))
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String marking(JsonNode object) {
        for (JsonNode each : object.path("object_marking_refs")) {
            Optional<Tlp> tlp = StixId.find(each.asString("")).flatMap(Tlp::ofMarking);
            if (tlp.isPresent()) {
                return tlp.get().label();
            }
        }
        return "";
    }
}
