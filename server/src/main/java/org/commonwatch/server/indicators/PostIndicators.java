package org.commonwatch.server.indicators;

import org.commonwatch.server.matching.Entries;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.membership.Party;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.commonwatch.stix.Tlp;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code POST /api/v1/indicators?owner=…&tlp=…}: takes a CSV list in, under its owner's marking,
 * and begins to look for what is in it.
 */
final class PostIndicators implements HandlerFunction<ServerResponse> {
    private final Entries entries;
    private final Parties parties;

    PostIndicators(Entries entries, Parties parties) {
        this.entries = entries;
        this.parties = parties;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Party owner = parties.named(Requests.needed(request, "owner"));
        Tlp tlp = Tlp.parse(Requests.needed(request, "tlp"));
        return Answers.ok(entries.take(owner.id(), tlp, request.servletRequest().getInputStream()));
    }
}
