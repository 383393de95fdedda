package org.commonwatch.server.membership;

import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A name that signs in, and what for.
 *
 * @param name the name; of a sensor also the sensor's name in every count
 * @param party identity of the party it acts for
 * @param tlp marking of what a sensor's sightings become
 */
public record Credential(String name, StixId party, Role role, Tlp tlp) {
    /** What a credential is for: one thing only. */
    public enum Role {
        /**
         * Acts for its party over TAXII. What it may read and whether it may post is no matter of
         * its role: the rulings on its party decide.
         */
        READER,
        SENSOR,
        OPERATOR;

        /** The word for it, such as {@code sensor}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who signed in with this request; there is always one behind the sign-in filter. */
    public static Credential signedIn(Principal principal) {
        if (principal instanceof Authentication authentication
                && authentication.getPrincipal() instanceof Credential credential) {
            return credential;
        }
        throw new IllegalStateException("an endpoint was reached without signing in");
    }

    Collection<GrantedAuthority> authorities() {
        return List.of(new SimpleGrantedAuthority("ROLE_" + role.name()));
    }

    @Override
    public String toString() {
        return role.label() + " " + name;
    }
}
