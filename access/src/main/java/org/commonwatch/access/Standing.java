package org.commonwatch.access;

import org.commonwatch.stix.StixId;

import java.util.Optional;

/**
 * What a party is to a body, and when.
 *
 * @param type one of the body's own, as its charter lists them
 * @param scope what it is limited to, such as one session; empty if to nothing
 * @param begunBy the decision it rests on, by its id
 * @param endedBy the decision that ended it, by its id
 */
public record Standing(
        StixId party,
        BodyId body,
        String type,
        Span span,
        Optional<String> scope,
        Optional<String> begunBy,
        Optional<String> endedBy)
        implements Fact {
    /** A standing for everything, of which no decision is known. */
    public Standing(StixId party, BodyId body, String type, Span span) {
        this(party, body, type, span, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
