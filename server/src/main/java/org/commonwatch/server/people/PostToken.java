package org.commonwatch.server.people;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.commonwatch.stix.Tlp;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code POST /api/v1/tokens}: gives a reader or a sensor of a party a name and a token. */
final class PostToken implements HandlerFunction<ServerResponse> {
    private final Parties parties;
    private final Credentials credentials;

    /** What is asked for; {@code tlp} marks what a sensor's sightings become. */
    record Wanted(
            String name,
            String party,
            String role,
            String tlp,
            Optional<Integer> days,
            Optional<Boolean> readOnly,
            Optional<List<String>> paths) {}

    PostToken(Parties parties, Credentials credentials) {
        this.parties = parties;
        this.credentials = credentials;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Wanted wanted = Requests.body(request, Wanted.class);
        Role role = Requests.word(Role.class, "role", wanted.role());
        if (role != Role.READER && role != Role.SENSOR) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "A token for a name of its own is for a reader or a sensor, not for"
                                    + " '"
                                    + wanted.role()
                                    + "'.",
                            "Add a user for what people do; the operator's token is in the file"
                                    + " operator.token in the data directory."));
        }
        Credential who =
                new Credential(
                        wanted.name(),
                        parties.named(wanted.party()).id(),
                        Set.of(role),
                        Tlp.parse(wanted.tlp()));
        return Answers.ok(
                TokenText.issued(
                        credentials.add(
                                who,
                                TokenText.scope(wanted.readOnly(), wanted.paths()),
                                TokenText.life(wanted.days()))));
    }
}
