package org.commonwatch.access;

import java.util.Set;

/**
 * Actions on classes of data over channels.
 *
 * @param classes as the body's charter lists them; empty for all
 * @param channels the same
 */
public record Scope(Set<Action> actions, Set<String> classes, Set<String> channels) {
    public Scope {
        actions = Set.copyOf(actions);
        classes = Set.copyOf(classes);
        channels = Set.copyOf(channels);
    }

    /** Whether an action on data of a class over a channel lies within. */
    public boolean has(Action action, String dataClass, String channel) {
        return actions.contains(action)
                && (classes.isEmpty() || classes.contains(dataClass))
                && (channels.isEmpty() || channels.contains(channel));
    }

    /** Whether all of the other lies within. */
    public boolean covers(Scope other) {
        return actions.containsAll(other.actions)
                && covers(classes, other.classes)
                && covers(channels, other.channels);
    }

    private static boolean covers(Set<String> some, Set<String> others) {
        return some.isEmpty() || (!others.isEmpty() && some.containsAll(others));
    }
}
