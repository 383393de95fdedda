package org.commonwatch.server.procedure;

import org.commonwatch.stix.json.JsonObject;

import java.time.Instant;
import java.util.Optional;

/**
 * What one person wrote and another is to sign.
 *
 * @param drafter the name that wrote it
 * @param text facts in the form of a world's file
 * @param end how it ended, unless it waits
 */
public record Draft(
        String id, String drafter, Instant drafted, JsonObject text, Optional<End> end) {
    /**
     * How a draft ended.
     *
     * @param outcome {@code signed} or {@code withdrawn}
     * @param by the name that did
     */
    public record End(String outcome, String by, Instant at) {}
}
