package org.commonwatch.server.oidc;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.membership.RefusedSignIns;
import org.commonwatch.server.membership.RefusedSignIns.Reason;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.stix.Tlp;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Who somebody is here, by what an issuer says. */
final class Identities {
    private static final String SUBJECT = "sub";
    private static final Pattern NAME = Pattern.compile("[\\p{Graph}&&\\p{ASCII}]{1,255}");

    private final ClaimMapping mapping;
    private final Parties parties;
    private final RefusedSignIns refused;

    Identities(ClaimMapping mapping, Parties parties, RefusedSignIns refused) {
        this.mapping = mapping;
        this.parties = parties;
        this.refused = refused;
    }

    /** Who it is; its name has a colon, which no name of ours has. */
    Credential of(Map<String, Object> claims) {
        String subject = String.valueOf(claims.getOrDefault(SUBJECT, ""));
        if (!NAME.matcher(subject).matches()) {
            throw refused.because(Reason.CLAIM, "the claim 'sub' is missing or no name");
        }
        String name = "oidc:" + subject;
        Set<Role> roles = EnumSet.noneOf(Role.class);
        mapping.roles().of(values(mapping.roles(), claims)).forEach(roles::addAll);
        if (roles.isEmpty()) {
            throw meaningless(mapping.roles(), "role");
        }
        if (roles.contains(Role.OPERATOR)) {
            return Credential.operator(name);
        }
        List<String> named =
                mapping.party().of(values(mapping.party(), claims)).distinct().toList();
        if (named.size() != 1) {
            throw meaningless(mapping.party(), "one party");
        }
        try {
            return new Credential(name, parties.named(named.getFirst()).id(), roles, Tlp.RED);
        } catch (ProblemException unknown) {
            throw refused.because(
                    Reason.MAPPING,
                    "the mapping names '" + named.getFirst() + "', which is no party");
        }
    }

    private List<String> values(ClaimMapping.Meanings<?> meanings, Map<String, Object> claims) {
        List<String> values = meanings.in(claims);
        if (values.isEmpty()) {
            throw refused.because(Reason.CLAIM, "the claim '" + meanings.claim() + "' is missing");
        }
        return values;
    }

    private RuntimeException meaningless(ClaimMapping.Meanings<?> meanings, String what) {
        return refused.because(
                Reason.MAPPING,
                "no value of the claim '" + meanings.claim() + "' means " + what + " here");
    }
}
