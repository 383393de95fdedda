package org.commonwatch.server.people;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;
import java.util.Optional;

/** {@code GET /api/v1/users}: everybody who signs in here, never with what they sign in with. */
final class GetUsers implements HandlerFunction<ServerResponse> {
    private static final int LIMIT = 10_000;

    private final Credentials credentials;

    /** The users. */
    record Found(List<Told> users) {}

    /**
     * One of them.
     *
     * @param party absent for an operator
     * @param with a password or a certificate
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Told(
            String name, Optional<String> party, List<String> roles, String with, String since) {}

    GetUsers(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(
                new Found(credentials.users(LIMIT).stream().map(GetUsers::told).toList()));
    }

    private static Told told(Credentials.User each) {
        return new Told(
                each.name(),
                each.party(),
                each.roles().stream().map(Role::label).toList(),
                each.withCertificate() ? "certificate" : "password",
                each.since().toString());
    }
}
