package org.commonwatch.server.requests;

import org.commonwatch.server.procedure.Drafts;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/** {@code POST /api/v1/drafts/{draft}/sign}: signs what another person drafted. */
final class PostSign implements HandlerFunction<ServerResponse> {
    private final Drafts drafts;

    /** What is claimed now. */
    record Claim(String id, String recorded) {}

    /** All that is. */
    record Signed(String draft, List<Claim> claims) {}

    PostSign(Drafts drafts) {
        this.drafts = drafts;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        String id = request.pathVariable("draft");
        List<Claim> claims =
                drafts.sign(Asked.who(request), id).stream()
                        .map(each -> new Claim(each.id(), each.recorded().toString()))
                        .toList();
        return Answers.ok(new Signed(id, claims));
    }
}
