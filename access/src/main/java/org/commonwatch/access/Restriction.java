package org.commonwatch.access;

import org.commonwatch.stix.StixId;

import java.util.Optional;

/**
 * What a party may not do in a body although its standing would let it.
 *
 * @param scope what is cut
 * @param reviewer who looks first, and then it may be done; if nobody, it may not
 * @param begunBy the decision it rests on, by its id
 * @param endedBy the decision that lifted it, by its id
 */
public record Restriction(
        String id,
        StixId party,
        BodyId body,
        Scope scope,
        Optional<String> reviewer,
        Span span,
        Optional<String> begunBy,
        Optional<String> endedBy)
        implements Fact {}
