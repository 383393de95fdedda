package org.commonwatch.server.membership;

import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

import java.security.Principal;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A name that signs in, and what for.
 *
 * @param name the name; of a sensor also the sensor's name in every count
 * @param party identity of the party it acts for
 * @param roles what for; at least one
 * @param tlp marking of what a sensor's sightings become
 */
public record Credential(String name, StixId party, Set<Role> roles, Tlp tlp) {
    // Whoever runs the deployment acts for it and belongs to no party.
    static final StixId NO_PARTY = new StixId("identity", new UUID(0, 0));

    /** Something that a name may be for. */
    public enum Role {
        /**
         * Acts for its party over TAXII and the API. What it may read and whether it may post is no
         * matter of its role: the rulings on its party decide.
         */
        READER,
        /** Delivers lines, and nothing else. */
        SENSOR,
        /** Drafts requests and letters of its party, and enters those that it received. */
        CLERK,
        /** Signs what another drafted. */
        SIGNER,
        /** Works for a body: receives requests, enters letters and decisions of its organs. */
        SECRETARY,
        /** Asks for other parties: why, as they see it, and what would be if. Each use is kept. */
        ANALYST,
        /** Reads the record and what was decided, and changes nothing. */
        AUDITOR,
        /** Runs the deployment, and belongs to no party. */
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

    /** The name that acts: who signed in with this request, or, where nobody asks, the operator. */
    static String acting() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                        && authentication.getPrincipal() instanceof Credential credential
                ? credential.name()
                : Credentials.OPERATOR;
    }

    /** Somebody who runs the deployment under this name, for which there is no party. */
    public static Credential operator(String name) {
        return new Credential(name, NO_PARTY, Set.of(Role.OPERATOR), Tlp.RED);
    }

    /** Keeps the roles as they are now, in the order of their words. */
    public Credential {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a name is for something");
        }
        roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
    }

    /** Whether this is among what the name is for. */
    public boolean is(Role role) {
        return roles.contains(role);
    }

    Collection<GrantedAuthority> authorities() {
        return roles.stream()
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .toList();
    }

    @Override
    public String toString() {
        return roles.stream().map(Role::label).collect(Collectors.joining(", ")) + " " + name;
    }
}
