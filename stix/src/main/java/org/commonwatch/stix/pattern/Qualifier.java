package org.commonwatch.stix.pattern;

import java.math.BigDecimal;

/** What narrows an observation expression (STIX 2.1 §9.5.1). */
public sealed interface Qualifier {
    /** All its observations lie within this many seconds, more than none. */
    record Within(BigDecimal seconds) implements Qualifier {
        public Within {
            if (seconds.signum() <= 0) {
                throw new IllegalArgumentException("WITHIN takes a positive number of seconds");
            }
        }
    }

    /** It is satisfied this often, at least once, each time by other observations. */
    record Repeats(int times) implements Qualifier {
        public Repeats {
            if (times < 1) {
                throw new IllegalArgumentException("REPEATS takes a positive number");
            }
        }
    }

    /** All its observations are made at {@code start} or later, and before {@code stop}. */
    record StartStop(Constant.Timestamp start, Constant.Timestamp stop) implements Qualifier {}
}
