package org.commonwatch.access.ruling;

import org.commonwatch.access.AccessRefusal;
import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.marking.Condition.Level;
import org.commonwatch.access.marking.Condition.Permissible;
import org.commonwatch.access.marking.Marking;
import org.commonwatch.access.marking.Pap;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that a ruling needs to know about an object. Many objects share one handling, and one ruling
 * serves them all.
 *
 * @param owner identity of the party whose object it is
 * @param body the body within which it is shared
 * @param dataClass what sort of data it is, as the body's charter lists them
 * @param priority which of the body's priorities it belongs to, or empty
 * @param markings what the owner says about it, caveats among them
 */
public record Handling(
        StixId owner, BodyId body, String dataClass, String priority, List<Marking> markings) {
    /** No object's markings demand more. */
    public static final int CONDITIONS_LIMIT = 256;

    public Handling {
        markings = List.copyOf(markings);
        if (markings.stream().mapToInt(each -> each.means().size()).sum() > CONDITIONS_LIMIT) {
            throw new AccessRefusedException(
                    new AccessRefusal.TooMany("conditions of one object", CONDITIONS_LIMIT));
        }
        Set<String> ids = new HashSet<>();
        for (Marking marking : markings) {
            if (!ids.add(marking.id())) {
                throw new AccessRefusedException(new AccessRefusal.Twice("marking", marking.id()));
            }
        }
    }

    /** Of an object that bears a level of the Traffic Light Protocol and nothing else. */
    public static Handling of(StixId owner, Tlp tlp, BodyId body) {
        return new Handling(owner, body, Charter.INTELLIGENCE, "", List.of(Marking.of(tlp)));
    }

    /** The narrowest level that any of its markings has, if one has any. */
    public Optional<Tlp> tlp() {
        Tlp narrowest = null;
        for (Marking marking : markings) {
            for (var condition : marking.means()) {
                if (condition instanceof Level level) {
                    narrowest = narrowest == null ? level.tlp() : narrowest.narrower(level.tlp());
                }
            }
        }
        return Optional.ofNullable(narrowest);
    }

    /** The narrowest level of the Permissible Actions Protocol, if one of its markings has one. */
    public Optional<Pap> pap() {
        return markings.stream()
                .flatMap(marking -> marking.means().stream())
                .filter(Permissible.class::isInstance)
                .map(each -> ((Permissible) each).pap())
                .max(Comparator.naturalOrder());
    }

    /** The same with other markings. */
    public Handling marked(List<Marking> others) {
        return new Handling(owner, body, dataClass, priority, others);
    }
}
