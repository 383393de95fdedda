package org.commonwatch.access.history;

import org.commonwatch.access.Fact;

import java.time.Instant;
import java.util.Optional;

/**
 * A claim: who says what, where, and since when that is known here.
 *
 * @param matter what it is about: claims of several sources about one matter contradict each other
 *     if they differ
 * @param source who says so
 * @param document where
 * @param recorded since when it is known here
 * @param supersedes the earlier assertion of the same source that it takes the place of
 * @param fact what is claimed; empty if the source says that it was not so, or, where it
 *     supersedes, takes back what it claimed
 */
public record Assertion(
        String id,
        String matter,
        String source,
        String document,
        Instant recorded,
        Optional<String> supersedes,
        Optional<Fact> fact) {
    /** Whether it says that something others claim was not so. */
    boolean denies() {
        return fact.isEmpty() && supersedes.isEmpty();
    }
}
