package org.commonwatch.stix;

import java.time.Instant;
import java.util.UUID;

/**
 * A STIX indicator (STIX 2.1 §4.7) for one observable: whoever sees it has likely been attacked.
 *
 * @param owner identity of the party that says so
 * @param source where the owner has it from, free text, may be empty
 * @param validFrom when it was first said; also its creation time
 */
public record Indicator(
        StixId owner, Observable observable, String source, Tlp tlp, Instant validFrom) {
    private static final UUID NAMESPACE = UUID.fromString("5a1d9a2e-0c6f-4b0e-9a86-0d3f6c0f7b11");

    /** The same for the same owner and observable, so that a list read twice adds nothing. */
    public StixId id() {
        return StixId.derived("indicator", NAMESPACE, owner.toString(), observable.pattern());
    }

    /** The object as STIX. */
    public StixObject toStix() {
        var common = new StixJson.Common(id(), owner, validFrom, validFrom, tlp);
        return StixJson.write(
                common,
                json -> {
                    json.writeStringProperty("name", observable.toString());
                    if (!source.isEmpty()) {
                        json.writeStringProperty("description", "Source: " + source);
                    }
                    json.writeStringProperty("pattern", observable.pattern());
                    json.writeStringProperty("pattern_type", "stix");
                    json.writeStringProperty("pattern_version", "2.1");
                    json.writeStringProperty("valid_from", StixJson.time(validFrom));
                });
    }
}
