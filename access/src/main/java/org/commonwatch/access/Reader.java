package org.commonwatch.access;

import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.util.List;

/**
 * A party that asks to read.
 *
 * @param party its identity
 * @param standings all it ever had, in every body
 */
public record Reader(StixId party, List<Standing> standings) {
    public Reader {
        standings = List.copyOf(standings);
    }

    /** The highest standing in the body at that moment; none if nobody recorded one. */
    StandingKind standing(BodyId body, Instant at) {
        return standings.stream()
                .filter(standing -> standing.body().equals(body))
                .filter(standing -> standing.valid().contains(at))
                .map(Standing::kind)
                .min(StandingKind::compareTo)
                .orElse(StandingKind.NONE);
    }
}
