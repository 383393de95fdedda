package org.commonwatch.server.people;

import org.commonwatch.server.membership.Admission;
import org.commonwatch.server.membership.Admission.How;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.membership.Pass;
import org.commonwatch.server.membership.Passes;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST /api/v1/me/tokens}: a token for a program of whoever asks, who must have signed in
 * otherwise than with a token: one that was stolen makes no others.
 */
final class PostMyToken implements HandlerFunction<ServerResponse> {
    /** Whoever an issuer vouches for may be another tomorrow, and nobody tells us. */
    private static final Duration LONGEST_OF_AN_ISSUER = Duration.ofHours(12);

    private final Passes passes;

    /** What is asked for; without roles, all that the name has. */
    record Wanted(
            String label,
            Optional<Integer> days,
            Optional<List<String>> roles,
            Optional<Boolean> readOnly,
            Optional<List<String>> paths) {}

    PostMyToken(Passes passes) {
        this.passes = passes;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Admission admission = request.principal().map(Admission::of).orElseThrow();
        if (admission.how() == How.TOKEN) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "A token makes no other token.",
                            "Sign in with a password, a certificate or at your issuer, and ask"
                                    + " again."));
        }
        Wanted wanted = Requests.body(request, Wanted.class);
        Duration life = TokenText.life(wanted.days());
        boolean local = !admission.who().name().contains(":");
        Pass.Wish wish =
                new Pass.Wish(
                        Pass.Kind.TOKEN,
                        wanted.label(),
                        wanted.roles().map(PostMyToken::roles).orElse(admission.who().roles()),
                        TokenText.scope(wanted.readOnly(), wanted.paths()));
        return Answers.ok(
                TokenText.issued(
                        passes.issue(
                                admission.who(),
                                wish,
                                local || life.compareTo(LONGEST_OF_AN_ISSUER) < 0
                                        ? life
                                        : LONGEST_OF_AN_ISSUER)));
    }

    private static Set<Role> roles(List<String> words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        words.forEach(word -> roles.add(Requests.word(Role.class, "roles", word)));
        if (roles.isEmpty()) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "The token has no role.", "Leave 'roles' out for all that you have."));
        }
        return roles;
    }
}
