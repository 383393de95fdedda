package org.commonwatch.server.membership;

import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.web.Scope;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Something that was issued to a name and opens the door for it until it ends: a token, or what a
 * browser keeps. Its secret is nowhere, only a digest of it.
 *
 * @param name who signs in with it
 * @param wish what it was issued for
 * @param expires absent for one of an older version, which never does
 * @param used when it last opened the door, to some minutes
 */
public record Pass(UUID id, String name, Wish wish, Optional<Instant> expires, Instant used) {
    /** What may be issued. */
    public enum Kind {
        TOKEN,
        SESSION
    }

    /**
     * What somebody wants to have.
     *
     * @param label what its owner calls it
     * @param roles what for; none that the name has not
     */
    public record Wish(Kind kind, String label, Set<Role> roles, Scope scope) {}

    /** A pass that was just made, with its secret, which cannot be had again. */
    public record Issued(Pass pass, String secret) {
        @Override
        public String toString() {
            return pass.toString();
        }
    }
}
