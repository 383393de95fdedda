package org.commonwatch.access.marking;

import org.commonwatch.stix.Tlp;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * What is attached to an object about its use: a marking of a scheme, or a caveat in the owner's
 * own words. Only the owner changes it.
 *
 * @param id how explanations name it
 * @param scheme {@code TLP}, {@code PAP}, {@code IEP}, {@code ACS}, {@code MISP}, {@code REL} or
 *     {@link #CAVEAT}
 * @param original exactly as it came, to be given on so
 * @param means all of which must hold
 */
public record Marking(String id, String scheme, String original, List<Condition> means) {
    /** The scheme of what an owner says in its own words. */
    public static final String CAVEAT = "caveat";

    public Marking {
        means = List.copyOf(means);
    }

    /** The official marking of a level of the Traffic Light Protocol 2.0. */
    public static Marking of(Tlp tlp) {
        return new Marking(
                tlp.marking().toString(), "TLP", tlp.label(), List.of(new Condition.Level(tlp)));
    }

    /** A caveat. */
    public static Marking caveat(String id, Condition says) {
        return new Marking(id, CAVEAT, says.text(), List.of(says));
    }

    /** The same with one condition replaced, or removed by a list without it. */
    public Marking meaning(List<Condition> other) {
        return new Marking(id, scheme, original, other);
    }

    /** What it and others demand together. */
    public static Conditions meet(List<Marking> markings) {
        return markings.stream()
                .map(marking -> new Conditions(new LinkedHashSet<>(marking.means)))
                .reduce(Conditions.NONE, Conditions::meet);
    }
}
