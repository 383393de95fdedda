package org.commonwatch.access;

import org.commonwatch.stix.StixId;

import java.util.List;

/**
 * What a party asks of a body.
 *
 * @param seeks the type of standing, as the body's charter lists it
 * @param session for which, or empty
 * @param drafted when it was written; it is sent by correspondence or a step
 */
public record Request(
        String id,
        StixId party,
        BodyId body,
        String seeks,
        String session,
        Support support,
        Moment drafted)
        implements Fact {
    /**
     * What speaks for it.
     *
     * @param grounds what the party says for it
     * @param supporters who else speaks for it
     */
    public record Support(List<String> grounds, List<StixId> supporters) {
        public Support {
            grounds = List.copyOf(grounds);
            supporters = List.copyOf(supporters);
        }
    }

    @Override
    public Span span() {
        return Span.since(drafted);
    }
}
