package org.commonwatch.server.feeds;

import org.commonwatch.access.marking.Pap;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.StixTime;
import org.commonwatch.stix.Tlp;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.pattern.Pattern;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An indicator as a feed has it.
 *
 * @param things any of which it means; none if its pattern is more than that
 * @param until when it ends to be valid, if that is known
 * @param tlp the narrowest level that its owner wants, if it says one
 * @param pap the same
 * @param text as it is read elsewhere
 */
record Given(
        String id,
        Instant version,
        List<Observable> things,
        Instant from,
        Optional<Instant> until,
        String name,
        Optional<Tlp> tlp,
        Optional<Pap> pap,
        String text) {
    /**
     * As it is shown; empty if it is revoked, is no indicator that can be read, or means a
     * pseudonym: that may be the address of somebody whom nobody wants to block.
     */
    static Optional<Given> of(Page.Shown shown) {
        if (shown.pseudonymous().contains("pattern")) {
            return Optional.empty();
        }
        try {
            StixObject object = StixObject.read(shown.text().getBytes(StandardCharsets.UTF_8));
            if (object.revoked()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Given(
                            shown.id(),
                            shown.version(),
                            things(object),
                            time(object, "valid_from").orElse(Instant.EPOCH),
                            time(object, "valid_until"),
                            said(object, "name").orElse(""),
                            shown.handling().tlp(),
                            shown.handling().pap(),
                            shown.text()));
        } catch (RefusedException unreadable) {
            return Optional.empty();
        }
    }

    private static List<Observable> things(StixObject object) {
        if (!said(object, "pattern_type").orElse("stix").equals("stix")) {
            return List.of();
        }
        try {
            return List.copyOf(Pattern.parse(said(object, "pattern").orElse("")).observables());
        } catch (RefusedException noPattern) {
            return List.of();
        }
    }

    private static Optional<String> said(StixObject object, String property) {
        return object.properties().get(property) instanceof JsonString text
                ? Optional.of(text.value())
                : Optional.empty();
    }

    private static Optional<Instant> time(StixObject object, String property) {
        return said(object, property).map(each -> StixTime.parse(each).instant());
    }

    /** Whether it is valid at an instant. */
    boolean isValid(Instant at) {
        return !from.isAfter(at) && until.filter(end -> !end.isAfter(at)).isEmpty();
    }
}
