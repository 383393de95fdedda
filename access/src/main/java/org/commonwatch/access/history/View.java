package org.commonwatch.access.history;

import java.util.List;
import java.util.Set;

/**
 * Whom somebody believes.
 *
 * @param sources who is listened to; of several that speak about one matter the first is believed.
 *     If there are none, everybody is, and nobody more than others
 * @param contested organs that this view does not take for competent, as {@code body/organ}
 */
public record View(String name, List<String> sources, Set<String> contested) {
    /** Everybody is listened to, and nobody believed more than others. */
    public static final View EVERYBODY = new View("everybody", List.of(), Set.of());

    public View {
        sources = List.copyOf(sources);
        contested = Set.copyOf(contested);
    }
}
