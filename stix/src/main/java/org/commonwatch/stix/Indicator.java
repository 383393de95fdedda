package org.commonwatch.stix;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A STIX indicator (STIX 2.1 §4.7) for one observable: whoever sees it has likely been attacked.
 *
 * @param owner identity of the party that says so
 * @param source where the owner has it from, free text, may be empty
 * @param validFrom when it was first said; also its creation time
 * @param validUntil when it ends to be valid, if an end is known
 */
public record Indicator(
        StixId owner,
        Observable observable,
        String source,
        Tlp tlp,
        Instant validFrom,
        Optional<Instant> validUntil) {
    private static final UUID NAMESPACE = UUID.fromString("5a1d9a2e-0c6f-4b0e-9a86-0d3f6c0f7b11");

    /** Of no known end. */
    public Indicator(
            StixId owner, Observable observable, String source, Tlp tlp, Instant validFrom) {
        this(owner, observable, source, tlp, validFrom, Optional.empty());
    }

    /** The same for the same owner and observable, so that a list read twice adds nothing. */
    public StixId id() {
        return StixId.derived("indicator", NAMESPACE, owner.toString(), observable.pattern());
    }

    /** The object as STIX. */
    public StixObject toStix() {
        var common = new Common(id(), owner, validFrom, validFrom, tlp);
        var properties = common.begin().put("name", observable.toString());
        if (!source.isEmpty()) {
            properties.put("description", "Source: " + source);
        }
        properties
                .put("pattern", observable.pattern())
                .put("pattern_type", "stix")
                .put("pattern_version", "2.1")
                .put("valid_from", StixTime.of(validFrom).text());
        validUntil.ifPresent(end -> properties.put("valid_until", StixTime.of(end).text()));
        return StixObject.of(properties.build());
    }
}
