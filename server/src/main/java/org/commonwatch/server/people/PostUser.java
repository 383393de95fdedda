package org.commonwatch.server.people;

import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.membership.Party;
import org.commonwatch.server.membership.Proof;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code POST /api/v1/users}: adds a user of a party, who signs in with what is given. */
final class PostUser implements HandlerFunction<ServerResponse> {
    private final Parties parties;
    private final Credentials credentials;

    /** What is asked for: with a password or with a certificate. */
    record Wanted(
            String name,
            String party,
            Optional<List<String>> roles,
            Optional<String> password,
            Optional<String> certificate) {
        @Override
        public String toString() {
            return "Wanted[" + name + "]";
        }
    }

    /** Who there is now. */
    record Added(String name, String party, List<String> roles) {}

    PostUser(Parties parties, Credentials credentials) {
        this.parties = parties;
        this.credentials = credentials;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Wanted wanted = Requests.body(request, Wanted.class);
        Party party = parties.named(wanted.party());
        Set<Role> roles = roles(wanted.roles().orElse(List.of(Role.READER.label())));
        credentials.addUser(
                wanted.name(), party, roles, proof(wanted.password(), wanted.certificate()));
        return Answers.ok(
                new Added(wanted.name(), party.name(), roles.stream().map(Role::label).toList()));
    }

    // A sensor's name is in every count, and the operator belongs to no party.
    private static Set<Role> roles(List<String> words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : words) {
            Role role = Requests.word(Role.class, "roles", word);
            if (role == Role.SENSOR || role == Role.OPERATOR) {
                throw new ProblemException(
                        new Problem.Malformed(
                                "A user is no " + word + ".",
                                "Give a sensor a token; the operator's is in the file"
                                        + " operator.token in the data directory."));
            }
            roles.add(role);
        }
        if (roles.isEmpty()) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "The user has no role.", "Leave 'roles' out for a reader."));
        }
        return roles;
    }

    /** With what a user is to sign in: one of the two, and not both. */
    static Proof proof(Optional<String> password, Optional<String> certificate) {
        if (password.isPresent() == certificate.isPresent()) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "A user signs in with a password or with a certificate.",
                            "Give one of the properties 'password' and 'certificate'."));
        }
        return password.<Proof>map(Proof.Password::new)
                .or(() -> certificate.map(Proof.Certificate::new))
                .orElseThrow();
    }
}
