package org.commonwatch.server.membership;

import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A name that signs in with a token, and what it may do.
 *
 * @param name the name; of a sensor also the sensor's name in every count
 * @param party identity of the party it acts for
 * @param tlp marking of what a sensor's sightings become
 * @param digest SHA-256 of the token; the token itself is kept nowhere
 */
public record Credential(String name, StixId party, Role role, Tlp tlp, String digest)
        implements UserDetails {
    /** What a credential is for: one thing only. */
    public enum Role {
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

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of(new SimpleGrantedAuthority("ROLE_" + role.name()));
    }

    @Override
    public String getPassword() {
        return digest;
    }

    @Override
    public String getUsername() {
        return name;
    }

    @Override
    public String toString() {
        return role.label() + " " + name;
    }
}
