package org.commonwatch.server.api;

import org.commonwatch.access.charter.Charter;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code POST /api/v1/charters}: gives a body rules, as YAML. */
final class PostCharter implements HandlerFunction<ServerResponse> {
    private final Institutions institutions;

    /** The rules that were adopted. */
    record Adopted(String body, int version, String title) {}

    PostCharter(Institutions institutions) {
        this.institutions = institutions;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Charter charter = institutions.adopt(Requests.text(request));
        Charter.Edition edition = charter.edition();
        return Answers.ok(new Adopted(charter.body().name(), edition.version(), edition.title()));
    }
}
