package org.commonwatch.access;

/**
 * That a request came into a state otherwise than by an organ's decision.
 *
 * @param request by its id
 * @param evidence by which it is shown
 */
public record RequestStep(String request, RequestState to, Moment at, String evidence)
        implements Fact {
    @Override
    public Span span() {
        return Span.since(at);
    }
}
