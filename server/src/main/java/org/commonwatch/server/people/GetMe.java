package org.commonwatch.server.people;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.commonwatch.server.membership.Admission;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.membership.Party;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.HostCookie;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code GET /api/v1/me}: who it is that asks, what for, and until when. */
final class GetMe implements HandlerFunction<ServerResponse> {
    private final Parties parties;

    /**
     * Who it is.
     *
     * @param party absent for the operator
     * @param csrf what a page of a browser's session sends with changes
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Me(
            String name,
            Optional<Whose> party,
            List<String> roles,
            String by,
            boolean readOnly,
            List<String> paths,
            Optional<String> until,
            Optional<String> csrf) {}

    /** A party. */
    record Whose(String id, String name) {}

    GetMe(Parties parties) {
        this.parties = parties;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Admission admission = request.principal().map(Admission::of).orElseThrow();
        Credential who = admission.who();
        return Answers.ok(
                new Me(
                        who.name(),
                        parties.withId(who.party()).map(GetMe::whose),
                        who.roles().stream().map(Role::label).toList(),
                        admission.how().name().toLowerCase(Locale.ROOT),
                        admission.scope().readOnly(),
                        admission.scope().paths(),
                        admission.until().equals(Instant.MAX)
                                ? Optional.empty()
                                : Optional.of(admission.until().toString()),
                        admission.how() == Admission.How.SESSION
                                ? HostCookie.SESSION
                                        .in(request.servletRequest())
                                        .map(HostCookie::proof)
                                : Optional.empty()));
    }

    private static Whose whose(Party party) {
        return new Whose(party.id().toString(), party.name());
    }
}
