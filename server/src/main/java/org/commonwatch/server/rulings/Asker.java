package org.commonwatch.server.rulings;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Rulings.Inquiry;
import org.commonwatch.server.web.Requests;
import org.commonwatch.stix.StixId;
import org.springframework.web.servlet.function.ServerRequest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Who asks, and about whom: of a party that it may not know there is nothing to ask. */
final class Asker {
    private final Directory directory;

    Asker(Directory directory) {
        this.directory = directory;
    }

    static Credential who(ServerRequest request) {
        return request.principal().map(Credential::signedIn).orElseThrow();
    }

    /** Whether who asks may know every party. */
    static boolean examines(ServerRequest request) {
        return who(request).is(Credential.Role.AUDITOR);
    }

    /** About the party that the address names, or about its own. */
    Inquiry inquiry(ServerRequest request) {
        Credential who = who(request);
        Optional<String> named = Optional.ofNullable(request.pathVariables().get("party"));
        StixId about =
                named.map(each -> directory.party(who.party(), examines(request), each))
                        .map(Directory.Entry::id)
                        .orElse(who.party());
        return new Inquiry(
                new Caller(who.party(), who.name()),
                named.isPresent() && examines(request),
                about,
                time(request, "at"),
                time(request, "known"));
    }

    private static Optional<Instant> time(ServerRequest request, String name) {
        return request.param(name).map(each -> Requests.time(name, each));
    }

    /** Writes texts so that the parties that who asks knows go by their names. */
    UnaryOperator<String> named(ServerRequest request) {
        List<Directory.Entry> known = directory.parties(who(request).party(), examines(request));
        return text -> {
            String named = text;
            for (Directory.Entry each : known) {
                named = named.replace(each.id().toString(), each.name());
            }
            return named;
        };
    }
}
