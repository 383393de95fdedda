package org.commonwatch.server.taxii;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Sharing;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.core.JsonGenerator;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code GET /{root}/collections/{id}/objects/}: one page, as this reader may see it (TAXII 2.1
 * §5.4).
 */
final class GetObjects implements HandlerFunction<ServerResponse> {
    // TAXII 2.1 §2: RFC 3339 in UTC.
    private static final Pattern TIMESTAMP =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

    private final Sharing sharing;

    GetObjects(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential reader = request.principal().map(Credential::signedIn).orElseThrow();
        Page page = sharing.page(reader.party(), GetCollection.of(request), query(request));
        return TaxiiMedia.ok(
                json -> write(json, page),
                answer ->
                        page.dates()
                                .ifPresent(dates ->
                                        answer.header(
                                                        "X-TAXII-Date-Added-First",
                                                        TaxiiMedia.time(dates.first()))
                                                .header(
                                                        "X-TAXII-Date-Added-Last",
                                                        TaxiiMedia.time(dates.last()))));
    }

    // TAXII 2.1 §3.7: no empty list, so an empty page is an empty object.
    private static void write(JsonGenerator json, Page page) {
        page.next()
                .ifPresent(next -> {
                    json.writeBooleanProperty("more", true);
                    json.writeStringProperty("next", next);
                });
        if (!page.objects().isEmpty()) {
            json.writeArrayPropertyStart("objects");
            page.objects().forEach(json::writeRawValue);
            json.writeEndArray();
        }
    }

    private static Page.Query query(ServerRequest request) {
        for (String name : request.params().keySet()) {
            if (name.startsWith("match[")) {
                // To ignore a filter would answer another question than was asked.
                throw malformed(name, "filters are not supported yet", "Leave it out.");
            }
        }
        return new Page.Query(
                one(request, "added_after").map(GetObjects::instant),
                one(request, "next").filter(next -> !next.isEmpty()),
                one(request, "limit").map(GetObjects::limit).orElse(Page.Query.LIMIT));
    }

    private static Optional<String> one(ServerRequest request, String name) {
        var values = request.params().get(name);
        if (values != null && values.size() > 1) {
            throw malformed(name, "it is given " + values.size() + " times", "Give it once.");
        }
        return request.param(name);
    }

    private static Instant instant(String text) {
        try {
            if (TIMESTAMP.matcher(text).matches()) {
                return Instant.parse(text);
            }
        } catch (DateTimeParseException notATime) {
            // told below, as any other text that is no time
        }
        throw malformed(
                "added_after",
                "'" + text + "' is not a time",
                "Write it as 2018-11-24T08:00:00.000000Z.");
    }

    private static int limit(String text) {
        try {
            long limit = Long.parseLong(text);
            // Clients in use send 0 for "no limit of mine"; the standard has no meaning for it.
            if (limit >= 0) {
                return limit == 0 ? Page.Query.LIMIT : (int) Math.min(limit, Page.Query.LIMIT);
            }
        } catch (NumberFormatException notANumber) {
            // told below, as any other text that is no limit
        }
        throw malformed(
                "limit", "'" + text + "' is not a number of objects", "Ask for 1 object or more.");
    }

    private static ProblemException malformed(String name, String message, String remedy) {
        return new ProblemException(
                new Problem.Malformed("The parameter '" + name + "': " + message + ".", remedy));
    }
}
