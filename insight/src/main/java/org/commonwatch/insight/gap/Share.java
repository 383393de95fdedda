package org.commonwatch.insight.gap;

import java.util.OptionalDouble;

/** So many of so many. */
public record Share(long count, long of) {
    public Share {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException(count + " of " + of);
        }
    }

    /** As a number between zero and one; empty of nothing. */
    public OptionalDouble value() {
        return of == 0 ? OptionalDouble.empty() : OptionalDouble.of(count / (double) of);
    }
}
