package org.commonwatch.server.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;

import org.commonwatch.server.membership.Admission;
import org.commonwatch.server.membership.Issuer;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.membership.RefusedSignIns;
import org.commonwatch.server.membership.RefusedSignIns.Reason;
import org.commonwatch.server.web.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** Tokens (RFC 7519) of the issuer that is trusted, each judged with its reason. */
public final class TrustedIssuer implements Issuer {
    /** By how much the issuer's clock and ours may differ. */
    public static final Duration SKEW = Duration.ofSeconds(60);

    /** How long a token is believed before its issuer is asked again whether it took it back. */
    static final Duration BELIEVED = Duration.ofSeconds(60);

    // A token that says somebody has signed out lets nobody in.
    private static final Set<String> TYPES = Set.of("", "JWT", "at+jwt", "application/at+jwt");
    private static final int SHOWN = 200;

    private final Trust trust;
    private final Provider provider;
    private final Identities identities;
    private final RefusedSignIns refused;
    private final InstantSource clock;

    /** Of the parties that there are. */
    public TrustedIssuer(
            Trust trust, Parties parties, RefusedSignIns refused, InstantSource clock) {
        this.trust = trust;
        this.provider = new Provider(trust);
        this.identities = new Identities(trust.mapping(), parties, refused);
        this.refused = refused;
        this.clock = clock;
    }

    Provider provider() {
        return provider;
    }

    Identities identities() {
        return identities;
    }

    @Override
    public Admission admit(String token) {
        checkIssuer(token);
        Jwt jwt = decoded(token);
        checkAudience(jwt);
        Instant end = checkTime(jwt);
        if (provider.isRevoked(token)) {
            throw refused.because(Reason.REVOKED, "the issuer has taken the token back");
        }
        Instant believed = clock.instant().plus(BELIEVED);
        return new Admission(
                identities.of(jwt.getClaims()),
                Admission.How.ISSUER,
                Scope.ALL,
                end.isBefore(believed) ? end : believed);
    }

    // Before its signature, or a token of somebody else would only be one of an unknown key.
    private void checkIssuer(String token) {
        @Nullable String issuer;
        String type;
        try {
            JWT parsed = JWTParser.parse(token);
            issuer = parsed.getJWTClaimsSet().getIssuer();
            @Nullable JOSEObjectType said = parsed.getHeader().getType();
            type = said == null ? "" : said.getType();
        } catch (ParseException | RuntimeException unreadable) {
            throw refused.because(Reason.FORM, "it is no token of RFC 7519");
        }
        if (!TYPES.contains(type)) {
            throw refused.because(
                    Reason.FORM, "a token of type '" + shown(type) + "' lets nobody in");
        }
        if (!trust.issuer().equals(issuer)) {
            throw refused.because(
                    Reason.ISSUER,
                    "the claim 'iss' is '"
                            + shown(String.valueOf(issuer))
                            + "', and '"
                            + trust.issuer()
                            + "' is trusted");
        }
    }

    private Jwt decoded(String token) {
        try {
            return provider.known().decoder().decode(token);
        } catch (BadJwtException e) {
            throw refused.because(Reason.SIGNATURE, shown(String.valueOf(e.getMessage())));
        } catch (JwtException e) {
            throw provider.away(e);
        }
    }

    private void checkAudience(Jwt jwt) {
        if (jwt.getAudience() == null || !jwt.getAudience().contains(trust.audience())) {
            throw refused.because(
                    Reason.AUDIENCE,
                    "the claim 'aud' is '"
                            + shown(String.valueOf(jwt.getAudience()))
                            + "', and must name '"
                            + trust.audience()
                            + "'");
        }
    }

    private Instant checkTime(Jwt jwt) {
        Instant now = clock.instant();
        @Nullable Instant end = jwt.getExpiresAt();
        if (end == null) {
            throw refused.because(Reason.CLAIM, "the claim 'exp' is missing");
        }
        if (!now.isBefore(end.plus(SKEW))) {
            throw refused.because(
                    Reason.TIME, "the claim 'exp' is " + end + ", and it is " + now + " here");
        }
        checkBegun("nbf", jwt.getNotBefore(), now);
        checkBegun("iat", jwt.getIssuedAt(), now);
        return end.plus(SKEW);
    }

    private void checkBegun(String claim, @Nullable Instant begin, Instant now) {
        if (begin != null && begin.minus(SKEW).isAfter(now)) {
            throw refused.because(
                    Reason.TIME,
                    "the claim '" + claim + "' is " + begin + ", and it is " + now + " here");
        }
    }

    // Whoever sends a token writes these; they end in a line of the log.
    private static String shown(String text) {
        String one = text.replaceAll("[^\\p{Graph}\\p{L} ]", "?");
        return one.length() <= SHOWN ? one : one.substring(0, SHOWN) + "…";
    }
}
