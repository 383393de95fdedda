package org.commonwatch.server.intel;

import org.commonwatch.server.intel.Audiences.Audience;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.json.JsonString;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A version of an object to add.
 *
 * @param owner whose word it is
 * @param dateAdded when it was added elsewhere; now, if that is not given
 */
public record Addition(
        StixObject object, StixId owner, Audience audience, Optional<Instant> dateAdded) {
    /** Of now. */
    public Addition(StixObject object, StixId owner, Audience audience) {
        this(object, owner, audience, Optional.empty());
    }

    /** The time of its version as it is kept, if it has one: to the microsecond. */
    Optional<Instant> version() {
        return object.version().map(each -> each.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** Which version of STIX it is written in. */
    String spec() {
        return object.properties().get("spec_version") instanceof JsonString text
                ? text.value()
                : "2.1";
    }

    List<String> refs() {
        return object.references().stream()
                .filter(each -> !each.type().equals("marking-definition"))
                .filter(each -> !each.equals(object.id()))
                .map(StixId::toString)
                .distinct()
                .toList();
    }
}
