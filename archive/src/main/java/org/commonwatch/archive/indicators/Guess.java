package org.commonwatch.archive.indicators;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Observable.Kind;
import org.commonwatch.stix.RefusedException;

import java.util.List;
import java.util.Optional;

/** Tells what a text is that nobody says the kind of. */
final class Guess {
    /** What an address may be: one, or a network. */
    static final List<Kind> ADDRESSES = List.of(Kind.IPV4, Kind.IPV6, Kind.CIDR);

    // No text is of two of these.
    private static final List<Kind> WITHOUT_SCHEME =
            List.of(Kind.IPV4, Kind.MD5, Kind.SHA1, Kind.SHA256, Kind.CIDR, Kind.IPV6, Kind.DOMAIN);

    private Guess() {}

    /** An address, network, domain name, hash, URL or, with a star at its end, URLs' beginning. */
    static Optional<Observable> any(String text) {
        if (text.contains("://") || text.contains("[://]") || text.contains("[:]//")) {
            return of(text, List.of(text.endsWith("*") ? Kind.URL_PREFIX : Kind.URL));
        }
        return of(text, WITHOUT_SCHEME);
    }

    /** The first of the kinds that the text is of. */
    static Optional<Observable> of(String text, List<Kind> kinds) {
        return kinds.stream().flatMap(kind -> parsed(kind, text).stream()).findFirst();
    }

    private static Optional<Observable> parsed(Kind kind, String text) {
        try {
            return Optional.of(Observable.parse(kind, text));
        } catch (RefusedException notOfThisKind) {
            return Optional.empty();
        }
    }
}
