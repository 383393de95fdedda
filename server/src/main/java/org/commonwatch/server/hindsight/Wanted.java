package org.commonwatch.server.hindsight;

import org.commonwatch.access.BodyId;
import org.commonwatch.insight.knowledge.Window;
import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.util.Optional;

/**
 * What is asked.
 *
 * @param delaySeconds that the party takes to make use of what it reads
 * @param instead another standing that it might have had
 */
public record Wanted(StixId party, Window window, long delaySeconds, Optional<Supposed> instead) {
    /** A standing of a body's own types, since a time. */
    public record Supposed(BodyId body, String type, Optional<Instant> since) {}

    Instant from() {
        return Instant.ofEpochSecond(window.from());
    }

    Instant to() {
        return Instant.ofEpochSecond(window.to());
    }
}
