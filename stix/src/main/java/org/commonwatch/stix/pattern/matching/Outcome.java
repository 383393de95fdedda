package org.commonwatch.stix.pattern.matching;

import java.util.List;

/** What came of matching a pattern. */
public sealed interface Outcome {
    /**
     * It matches.
     *
     * @param observations that satisfy it together, in time order; there may be others
     */
    record Match(List<Observation> observations) implements Outcome {
        public Match {
            observations = List.copyOf(observations);
        }
    }

    /** It does not match. */
    record NoMatch() implements Outcome {}

    /** It cannot be said: a value is not what the pattern takes it for, or a limit was reached. */
    record Undecided(String reason) implements Outcome {}
}
