package org.commonwatch.server.membership;

import org.commonwatch.database.DatabaseException;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Presented;
import org.commonwatch.server.web.SignIn;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who it is that presents a token, a password or a certificate. Whether a name exists cannot be
 * told from how long a refusal takes: each costs one look-up and one check of a password.
 */
final class Doorkeeper implements SignIn.Door {
    private final Credentials credentials;
    private final Verified verified;
    private final Passwords passwords;

    Doorkeeper(Credentials credentials, Verified verified, Passwords passwords) {
        this.credentials = credentials;
        this.verified = verified;
        this.passwords = passwords;
    }

    @Override
    public Authentication admit(Presented presented) {
        try {
            Credential credential =
                    (switch (presented) {
                                case Presented.NameAndSecret(String name, String secret) ->
                                        named(name, secret);
                                case Presented.Bearer(String token) -> bearer(token);
                                case Presented.Certificate(X509Certificate certificate) ->
                                        certified(certificate);
                            })
                            .orElseThrow(() -> new BadCredentialsException("wrong or unknown"));
            return UsernamePasswordAuthenticationToken.authenticated(
                    credential, null, credential.authorities());
        } catch (ProblemException | DatabaseException e) {
            throw new AuthenticationServiceException("who it is cannot be told now", e);
        }
    }

    private Optional<Credential> named(String name, String secret) {
        Verified.Key key = verified.key("basic", name, secret);
        return known(
                key,
                () -> {
                    Optional<Credentials.Kept> kept = credentials.named(name);
                    if (kept.isPresent() && kept.get().isToken(secret)) {
                        return kept;
                    }
                    return withPassword(key, secret, kept);
                });
    }

    private Optional<Credentials.Kept> withPassword(
            Verified.Key key, String secret, Optional<Credentials.Kept> kept) {
        try (Passwords.Place _ = passwords.place()) {
            // Others that waited with the same password may have had it checked meanwhile.
            if (kept.isPresent() && verified.find(key).equals(Optional.of(kept.get().who()))) {
                return kept;
            }
            Optional<String> password = kept.flatMap(Credentials.Kept::password);
            return passwords.matches(secret, password) ? kept : Optional.empty();
        }
    }

    private Optional<Credential> bearer(String token) {
        return known(verified.key("bearer", "", token), () -> credentials.withToken(token));
    }

    private Optional<Credential> certified(X509Certificate certificate) {
        try {
            String print = Tokens.digest(certificate.getEncoded());
            return known(
                    verified.key("certificate", "", print),
                    () -> credentials.withCertificate(print));
        } catch (CertificateEncodingException e) {
            return Optional.empty();
        }
    }

    private Optional<Credential> known(
            Verified.Key key, Supplier<Optional<Credentials.Kept>> lookUp) {
        Optional<Credential> known = verified.find(key);
        if (known.isPresent()) {
            return known;
        }
        long changes = verified.changes();
        Optional<Credential> found = lookUp.get().map(Credentials.Kept::who);
        found.ifPresent(credential -> {
            credentials.signedIn(credential);
            verified.add(key, credential, changes);
        });
        return found;
    }
}
