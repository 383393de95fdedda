package org.commonwatch.access;

import org.commonwatch.stix.Tlp;

import java.util.Set;

/**
 * Permits reading to some standings at some levels. What no rule permits is withheld.
 *
 * @param id how explanations name it, such as {@code R03}
 * @param instrument the text it rests on
 * @param standings who may read
 * @param levels what they may read
 */
public record Rule(String id, String instrument, Set<StandingKind> standings, Set<Tlp> levels) {
    public Rule {
        standings = Set.copyOf(standings);
        levels = Set.copyOf(levels);
    }

    boolean permits(StandingKind standing, Tlp level) {
        return standings.contains(standing) && levels.contains(level);
    }
}
