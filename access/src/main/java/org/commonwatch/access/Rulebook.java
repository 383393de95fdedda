package org.commonwatch.access;

import static org.commonwatch.access.StandingKind.ASSOCIATE;
import static org.commonwatch.access.StandingKind.MEMBER;
import static org.commonwatch.access.StandingKind.OBSERVER;

import org.commonwatch.stix.Tlp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules in force: what they do not permit is withheld. */
public record Rulebook(List<Rule> rules) {
    public Rulebook {
        rules = List.copyOf(rules);
    }

    /** The definitions of TLP 2.0 (FIRST, August 2022), read for the standings of one body. */
    public static Rulebook trafficLight() {
        return new Rulebook(
                List.of(
                        new Rule(
                                "R01",
                                "TLP 2.0, TLP:CLEAR: no limit on disclosure",
                                EnumSet.allOf(StandingKind.class),
                                Set.of(Tlp.CLEAR)),
                        new Rule(
                                "R02",
                                "TLP 2.0, TLP:GREEN: within the community",
                                Set.of(MEMBER, ASSOCIATE, OBSERVER),
                                Set.of(Tlp.GREEN)),
                        new Rule(
                                "R03",
                                "TLP 2.0, TLP:AMBER: need to know, within the organisation",
                                Set.of(MEMBER),
                                Set.of(Tlp.AMBER, Tlp.AMBER_STRICT))));
    }

    /** Rules on one handling for one reader at one moment. */
    public Ruling rule(Reader reader, Handling handling, Instant at) {
        StandingKind standing = reader.standing(handling.body(), at);
        List<Ground> grounds = new ArrayList<>();
        if (reader.party().equals(handling.owner())) {
            grounds.add(new Ground.OwnObject());
        }
        for (Rule rule : rules) {
            if (rule.permits(standing, handling.tlp())) {
                grounds.add(new Ground.Permitted(rule, standing, handling.body()));
            }
        }
        if (!grounds.isEmpty()) {
            return new Ruling.Permit(grounds);
        }
        var ground = new Ground.NotPermitted(handling.tlp(), standing, handling.body());
        return new Ruling.Withhold(List.of(ground), flips(standing, handling));
    }

    /** Those of the handlings that the reader may read; one ruling each. */
    public Set<Handling> readable(Reader reader, Collection<Handling> handlings, Instant at) {
        return handlings.stream()
                .filter(handling ->
                        switch (rule(reader, handling, at)) {
                            case Ruling.Permit permit -> true;
                            case Ruling.Withhold withhold -> false;
                        })
                .collect(Collectors.toUnmodifiableSet());
    }

    // The least standing, and the narrowest marking, that would do.
    private List<Change> flips(StandingKind standing, Handling handling) {
        var granted =
                Stream.of(StandingKind.values())
                        .filter(kind -> kind.compareTo(standing) < 0)
                        .filter(kind -> permitted(kind, handling.tlp()))
                        .max(StandingKind::compareTo)
                        .map(kind -> new Change.Grant(handling.body(), kind));
        var lowered =
                Stream.of(Tlp.values())
                        .filter(level -> level.compareTo(handling.tlp()) < 0)
                        .filter(level -> permitted(standing, level))
                        .max(Tlp::compareTo)
                        .map(level -> new Change.Lower(handling.owner(), level));
        return Stream.<Optional<? extends Change>>of(granted, lowered)
                .<Change>flatMap(Optional::stream)
                .toList();
    }

    private boolean permitted(StandingKind standing, Tlp level) {
        return rules.stream().anyMatch(rule -> rule.permits(standing, level));
    }
}
