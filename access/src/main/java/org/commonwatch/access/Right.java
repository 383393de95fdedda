package org.commonwatch.access;

import org.commonwatch.stix.StixId;

import java.util.Optional;

/**
 * What a body lets one party do beyond what its charter gives to the party's standing.
 *
 * @param via the party through which alone, if not directly
 * @param begunBy the decision it rests on, by its id
 */
public record Right(
        String id,
        StixId party,
        BodyId body,
        Scope scope,
        Optional<StixId> via,
        Span span,
        Optional<String> begunBy)
        implements Fact {}
