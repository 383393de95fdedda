package org.commonwatch.access;

import java.util.Optional;

/** What somebody may claim about institutions: that it was so, over a time. */
public sealed interface Fact
        permits Designation,
                Standing,
                Decision,
                Agreement,
                Right,
                Restriction,
                Affiliation,
                Correspondence,
                Request,
                RequestStep,
                Session,
                Figure {
    /** When it holds; of what happens at a moment, from then on. */
    Span span();

    /** The decision that made it begin, by its id: it began when that was taken. */
    default Optional<String> begunBy() {
        return Optional.empty();
    }

    /** The decision that made it end, by its id. */
    default Optional<String> endedBy() {
        return Optional.empty();
    }
}
