package org.commonwatch.access;

import java.util.List;

/** The answer to "may this reader read what is handled so, at this moment?" */
public sealed interface Ruling {
    /** Every reason that applies, never only the first found. */
    List<Ground> grounds();

    /** The reader sees the object. */
    record Permit(List<Ground> grounds) implements Ruling {
        public Permit {
            if (grounds.isEmpty()) {
                throw new IllegalArgumentException("a permit without a ground");
            }
            grounds = List.copyOf(grounds);
        }
    }

    /**
     * The reader neither sees the object nor learns that it exists.
     *
     * @param wouldFlip each change that alone would make it readable; empty if none would
     */
    record Withhold(List<Ground> grounds, List<Change> wouldFlip) implements Ruling {
        public Withhold {
            grounds = List.copyOf(grounds);
            wouldFlip = List.copyOf(wouldFlip);
        }
    }
}
