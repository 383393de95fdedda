package org.commonwatch.server.membership;

import org.commonwatch.server.web.Scope;
import org.springframework.security.core.Authentication;

import java.security.Principal;
import java.time.Instant;

/**
 * Who was let in, and how.
 *
 * @param scope what of all that the name may do
 * @param until when it has to be shown anew; the end of time for what has no end
 */
public record Admission(Credential who, How how, Scope scope, Instant until) {
    /** With what somebody came in. */
    public enum How {
        PASSWORD,
        CERTIFICATE,
        /** A token of ours, or that of the operator. */
        TOKEN,
        /** What a browser keeps since its user signed in. */
        SESSION,
        /** A token of the issuer that the deployment trusts. */
        ISSUER
    }

    static Admission lasting(Credential who, How how) {
        return new Admission(who, how, Scope.ALL, Instant.MAX);
    }

    /** How whoever makes this request came in. */
    public static Admission of(Principal principal) {
        if (principal instanceof Authentication authentication
                && authentication.getDetails() instanceof Admission admission) {
            return admission;
        }
        throw new IllegalStateException("an endpoint was reached without signing in");
    }
}
