package org.commonwatch.server.membership;

import org.commonwatch.database.DatabaseException;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Presented;
import org.commonwatch.server.web.Scope;
import org.commonwatch.server.web.SignIn;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Who it is that presents a token, a password, a certificate or a browser's session. Whether a name
 * exists cannot be told from how long a refusal takes: each costs the same look-ups and one check
 * of a password.
 */
final class Doorkeeper implements SignIn.Door {
    private final Credentials credentials;
    private final Passes passes;
    private final Optional<Issuer> issuer;
    private final Verified verified;
    private final ConcurrentMap<Verified.Key, FutureTask<Optional<Admission>>> underWay =
            new ConcurrentHashMap<>();

    Doorkeeper(Credentials credentials, Optional<Issuer> issuer, Verified verified) {
        this.credentials = credentials;
        this.passes = credentials.passes();
        this.issuer = issuer;
        this.verified = verified;
    }

    @Override
    public SignIn.Admitted admit(Presented presented) {
        try {
            Admission admission =
                    (switch (presented) {
                                case Presented.NameAndSecret named -> named(named);
                                case Presented.Bearer(String token) -> bearer(token);
                                case Presented.Session(String secret) -> session(secret);
                                case Presented.Certificate(X509Certificate certificate) ->
                                        certified(certificate);
                            })
                            .orElseThrow(() -> new BadCredentialsException("wrong or unknown"));
            return admitted(admission);
        } catch (ProblemException | DatabaseException e) {
            throw new AuthenticationServiceException("who it is cannot be told now", e);
        }
    }

    private static SignIn.Admitted admitted(Admission admission) {
        Credential who = admission.who();
        var authentication =
                UsernamePasswordAuthenticationToken.authenticated(who, null, who.authorities());
        authentication.setDetails(admission);
        Optional<String> share =
                who.is(Credential.Role.OPERATOR)
                        ? Optional.empty()
                        : Optional.of(who.party().toString());
        return new SignIn.Admitted(authentication, share, admission.scope());
    }

    private Optional<Admission> named(Presented.NameAndSecret presented) {
        String name = presented.name();
        String secret = presented.secret();
        return known(
                verified.key("basic", name, secret),
                () -> {
                    Optional<Admission> token =
                            withToken(secret).filter(each -> each.who().name().equals(name));
                    return token.isPresent() ? token : withPassword(presented);
                });
    }

    private Optional<Admission> withToken(String token) {
        return credentials
                .operator(token)
                .map(operator -> Admission.lasting(operator, Admission.How.TOKEN))
                .or(() -> passes.admitted(Pass.Kind.TOKEN, token));
    }

    private Optional<Admission> withPassword(Presented.NameAndSecret presented) {
        return credentials
                .withPassword(presented.name(), presented.secret(), presented.address())
                .map(who -> Admission.lasting(who, Admission.How.PASSWORD));
    }

    private Optional<Admission> bearer(String token) {
        return known(
                verified.key("bearer", "", token),
                () ->
                        issuer.isPresent() && isOfAnIssuer(token)
                                ? issuer.map(trusted -> trusted.admit(token))
                                : withToken(token));
    }

    // Ours have no dots; those of an issuer have two.
    private static boolean isOfAnIssuer(String token) {
        return token.indexOf('.') >= 0;
    }

    private Optional<Admission> session(String secret) {
        return known(
                verified.key("session", "", secret),
                () -> passes.admitted(Pass.Kind.SESSION, secret));
    }

    private Optional<Admission> certified(X509Certificate certificate) {
        try {
            String print = Tokens.digest(certificate.getEncoded());
            return known(
                    verified.key("certificate", "", print),
                    () ->
                            credentials
                                    .withCertificate(print)
                                    .map(kept ->
                                            new Admission(
                                                    kept.who(),
                                                    Admission.How.CERTIFICATE,
                                                    Scope.ALL,
                                                    certificate.getNotAfter().toInstant())));
        } catch (CertificateEncodingException e) {
            return Optional.empty();
        }
    }

    private Optional<Admission> known(Verified.Key key, Supplier<Optional<Admission>> lookUp) {
        Optional<Admission> known = verified.find(key);
        return known.isPresent() ? known : lookedUpOnce(key, lookUp);
    }

    // Many requests that show the same at once, as after a start, cost one look-up.
    private Optional<Admission> lookedUpOnce(
            Verified.Key key, Supplier<Optional<Admission>> lookUp) {
        var own = new FutureTask<>(() -> lookedUp(key, lookUp));
        FutureTask<Optional<Admission>> first = underWay.putIfAbsent(key, own);
        try {
            if (first != null) {
                return first.get();
            }
            own.run();
            return own.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException told
                    ? told
                    : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthenticationServiceException("interrupted", e);
        } finally {
            underWay.remove(key, own);
        }
    }

    private Optional<Admission> lookedUp(Verified.Key key, Supplier<Optional<Admission>> lookUp) {
        Optional<Admission> meanwhile = verified.find(key);
        if (meanwhile.isPresent()) {
            return meanwhile;
        }
        long changes = verified.changes();
        Optional<Admission> found = lookUp.get();
        found.ifPresent(admission -> {
            credentials.signedIn(admission.who());
            verified.add(key, admission, changes);
        });
        return found;
    }
}
