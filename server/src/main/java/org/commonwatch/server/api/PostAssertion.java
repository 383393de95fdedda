package org.commonwatch.server.api;

import org.commonwatch.access.history.Assertion;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonReader;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code POST /api/v1/assertions}: records what somebody claims about institutions. */
final class PostAssertion implements HandlerFunction<ServerResponse> {
    private final Institutions institutions;

    /** What was recorded. */
    record Added(String id, String source, String recorded) {}

    PostAssertion(Institutions institutions) {
        this.institutions = institutions;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Json json = new JsonReader().read(Requests.bytes(request));
        Assertion claim = institutions.claim(json.toString());
        return Answers.ok(new Added(claim.id(), claim.source(), claim.recorded().toString()));
    }
}
