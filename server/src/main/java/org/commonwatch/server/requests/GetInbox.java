package org.commonwatch.server.requests;

import org.commonwatch.access.AsOf;
import org.commonwatch.server.procedure.Drafts;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Languages;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/** {@code GET /api/v1/inbox}: what waits for who asks, by the days that are left. */
final class GetInbox implements HandlerFunction<ServerResponse> {
    private final Asked asked;
    private final Drafts drafts;
    private final Registry registry;

    /** All of it. */
    record All(List<Told.Item> waiting) {}

    GetInbox(Asked asked, Drafts drafts, Registry registry) {
        this.asked = asked;
        this.drafts = drafts;
        this.registry = registry;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        AsOf asOf = asked.asOf(request);
        Told told = new Told(registry.names(), asOf);
        String language = Languages.SHIPPED.asked(request);
        return Answers.ok(
                new All(
                        drafts.inbox(Asked.who(request), asOf).stream()
                                .map(each -> told.item(each, language))
                                .toList()));
    }
}
