package org.commonwatch.access;

import java.util.Optional;

/**
 * When and where people meet or vote.
 *
 * @param body whose session it is; empty of a public event, such as an election
 */
public record Session(String name, Optional<BodyId> body, String place, Span span)
        implements Fact {}
