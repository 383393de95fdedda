package org.commonwatch.server.people;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.membership.Pass;
import org.commonwatch.server.membership.Passes;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Scope;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How tokens are asked for and told of. */
final class TokenText {
    private static final int USUAL_DAYS = 365;

    private TokenText() {}

    /** A token without its secret. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Told(
            String id,
            String name,
            String label,
            List<String> roles,
            boolean readOnly,
            List<String> paths,
            Optional<String> expires,
            String used) {}

    /** A token with its secret, shown this once. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Issued(String id, String name, String token, Optional<String> expires) {}

    static Told told(Pass pass) {
        Pass.Wish wish = pass.wish();
        return new Told(
                pass.id().toString(),
                pass.name(),
                wish.label(),
                wish.roles().stream().map(Role::label).toList(),
                wish.scope().readOnly(),
                wish.scope().paths(),
                pass.expires().map(Object::toString),
                pass.used().toString());
    }

    static Issued issued(Pass.Issued issued) {
        Pass pass = issued.pass();
        return new Issued(
                pass.id().toString(),
                pass.name(),
                issued.secret(),
                pass.expires().map(Object::toString));
    }

    static Scope scope(Optional<Boolean> readOnly, Optional<List<String>> paths) {
        return new Scope(readOnly.orElse(false), paths.orElse(List.of()));
    }

    static Duration life(Optional<Integer> days) {
        int wanted = days.orElse(USUAL_DAYS);
        if (wanted < 1 || wanted > Passes.MOST_DAYS) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "A token cannot open the door for " + wanted + " days.",
                            "Give a number from 1 to " + Passes.MOST_DAYS + "."));
        }
        return Duration.ofDays(wanted);
    }
}
