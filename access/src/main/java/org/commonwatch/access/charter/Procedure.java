package org.commonwatch.access.charter;

import java.util.List;
import java.util.Set;

/**
 * How a body decides on requests for some types of standing. Where a number is 0 the body knows no
 * such thing.
 *
 * @param seeks the types
 * @param organs that may decide; a decision of any other closes nothing
 */
public record Procedure(
        Set<String> seeks, List<String> organs, Demands demands, Days days, String instrument) {
    /**
     * What a request needs.
     *
     * @param threshold the share of votes, such as {@code 2/3}, or how else it is decided
     * @param sponsors how many speak for it
     * @param refusalLimit after how many refusals a further request is rejected without review
     */
    public record Demands(String threshold, int sponsors, int refusalLimit) {}

    /**
     * How long things take.
     *
     * @param answer after which silence means that the request has lapsed
     * @param objection in which members may object
     * @param reapply after a refusal before the next request
     */
    public record Days(int answer, int objection, int reapply) {}

    public Procedure {
        seeks = Set.copyOf(seeks);
        organs = List.copyOf(organs);
    }
}
