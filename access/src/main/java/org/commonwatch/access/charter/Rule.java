package org.commonwatch.access.charter;

import org.commonwatch.access.Interval;
import org.commonwatch.access.Scope;

import java.util.Set;

/**
 * Permits actions on classes of data over channels from one standing upwards.
 *
 * @param id how explanations name it, such as {@code R03}
 * @param instrument the text it rests on
 * @param least the lowest standing it is for, or {@link Charter#NONE}
 * @param valid when it is in force
 */
public record Rule(String id, String instrument, String least, Gives gives, Interval valid) {
    /**
     * What a rule gives.
     *
     * @param priorities of the body; empty for any, and for what belongs to none
     * @param hidden properties that are left out
     */
    public record Gives(Scope scope, Set<String> priorities, Set<String> hidden) {
        public Gives {
            priorities = Set.copyOf(priorities);
            hidden = Set.copyOf(hidden);
        }

        private boolean covers(Gives other) {
            return scope.covers(other.scope)
                    && other.hidden.containsAll(hidden)
                    && (priorities.isEmpty()
                            || (!other.priorities.isEmpty()
                                    && priorities.containsAll(other.priorities)));
        }
    }

    /** Whether it permits all that the other does, to parties of the same standing. */
    boolean covers(Rule other) {
        return gives.covers(other.gives) && valid.covers(other.valid);
    }
}
