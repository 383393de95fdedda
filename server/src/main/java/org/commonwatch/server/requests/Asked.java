package org.commonwatch.server.requests;

import org.commonwatch.access.AsOf;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.web.Requests;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.springframework.web.servlet.function.ServerRequest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/** What a signed-in person asks by an address. */
final class Asked {
    private static final int DAY_LENGTH = 10;
    private static final int USUAL = 100;

    private final InstantSource clock;

    Asked(InstantSource clock) {
        this.clock = clock;
    }

    /** Who asks. */
    static Credential who(ServerRequest request) {
        return request.principal().map(Credential::signedIn).orElseThrow();
    }

    /** When it is asked about, and as known when: now, unless the parameters say. */
    AsOf asOf(ServerRequest request) {
        Instant now = clock.instant();
        return new AsOf(time(request, "at").orElse(now), time(request, "known").orElse(now));
    }

    private static Optional<Instant> time(ServerRequest request, String name) {
        return request.param(name)
                .map(text -> text.length() == DAY_LENGTH ? text + "T00:00:00Z" : text)
                .map(text -> Requests.time(name, text));
    }

    /** Which part of a list. */
    static Registry.Part part(ServerRequest request) {
        long limit = Requests.number(request, "limit").orElse(USUAL);
        return new Registry.Part(
                request.param("cursor").map(Asked::opened), Math.clamp(limit, 1, Registry.LIMIT));
    }

    private static String opened(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "The parameter 'cursor' is no cursor of ours.",
                            "Give the 'next' of the page before, or leave it out."));
        }
    }

    /** The cursor that goes on after an id. */
    static String cursor(String last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    /** The body, which is an object. */
    static JsonObject object(ServerRequest request) throws IOException {
        if (new JsonReader().read(Requests.bytes(request)) instanceof JsonObject object) {
            return object;
        }
        throw new ProblemException(
                new Problem.Malformed(
                        "The body is not the JSON object that this address takes.",
                        "Send its properties as openapi.yaml names them."));
    }
}
