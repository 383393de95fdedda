package org.commonwatch.access.world;

import org.commonwatch.access.StandingKind;
import org.commonwatch.access.charter.Charter;

import java.util.List;
import java.util.Optional;

/**
 * What a party is to a body at a moment.
 *
 * @param type by the body's own name; {@link Charter#NONE} if nothing
 * @param kind what that amounts to
 * @param scope what it is limited to, if it is
 * @param begunBy the decision it rests on, if one is known
 * @param restrictions what is cut of it, by their ids
 */
public record Held(
        String type,
        StandingKind kind,
        Optional<String> scope,
        Optional<String> begunBy,
        List<String> restrictions) {
    public Held {
        restrictions = List.copyOf(restrictions);
    }

    @Override
    public String toString() {
        return type
                + scope.map(each -> " for " + each).orElse("")
                + begunBy.map(each -> " by " + each).orElse("")
                + (restrictions.isEmpty()
                        ? ""
                        : ", restricted by " + String.join(", ", restrictions));
    }
}
