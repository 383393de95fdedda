package org.commonwatch.server.retention;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What is not let go of, however old it is.
 *
 * @param reference of the case
 * @param classes labels; empty for all
 * @param from of what is from then on; null for whenever
 * @param to and before then; null for whenever
 * @param about ids of objects, deliveries or parties, names of sensors; empty for whatever it is
 * @param until when it is over by itself; null if by nothing but being lifted
 */
record Hold(
        long number,
        String reference,
        String reason,
        List<String> classes,
        @Nullable Instant from,
        @Nullable Instant to,
        List<String> about,
        Instant placed,
        String placedBy,
        @Nullable Instant until) {}
