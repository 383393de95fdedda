package org.commonwatch.server.membership;

/** Somebody else who is trusted to say who signs in. */
@FunctionalInterface
public interface Issuer {
    /**
     * Who it is that brings this token of the issuer's.
     *
     * @throws org.springframework.security.authentication.BadCredentialsException if it is nobody;
     *     why is told to the operator alone
     */
    Admission admit(String token);
}
