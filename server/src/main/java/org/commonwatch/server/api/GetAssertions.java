package org.commonwatch.server.api;

import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.membership.Institutions.Claim;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/**
 * {@code GET /api/v1/assertions?after=…&limit=…}: everything ever claimed, in the order in which it
 * was recorded.
 */
final class GetAssertions implements HandlerFunction<ServerResponse> {
    private static final int LIMIT = 1_000;

    private final Institutions institutions;

    GetAssertions(Institutions institutions) {
        this.institutions = institutions;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        long after = Requests.number(request, "after").orElse(0);
        long limit = Requests.number(request, "limit").orElse(LIMIT);
        List<Claim> claims = institutions.claims(after, Math.clamp(limit, 1, LIMIT));
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        Answers.json(json -> {
                            json.writeArrayPropertyStart("assertions");
                            for (Claim each : claims) {
                                json.writeStartObject();
                                json.writeNumberProperty("number", each.number());
                                json.writeName("assertion");
                                json.writeRawValue(each.text());
                                json.writeEndObject();
                            }
                            json.writeEndArray();
                        }));
    }
}
