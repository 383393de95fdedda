package org.commonwatch.server.pipeline;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.pipeline.Delivery.Offsets;
import org.commonwatch.server.pipeline.Delivery.Receipt;
import org.commonwatch.server.pipeline.Segments.Segment;
import org.commonwatch.telemetry.counting.Tally;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A delivery that was counted in memory and is to be committed.
 *
 * @param mark what it is known by: a segment, or offsets, or nothing as with syslog
 * @param bytes its length as it came
 * @param lookedFor number of what was looked for
 * @param raw what is to be kept of it as it came
 * @param done completes when it is safe, or fails with the reason why it is not
 */
record Taken(
        Credential sensor,
        Mark mark,
        long bytes,
        Tally tally,
        long lookedFor,
        Receipt receipt,
        Optional<RawSegments.Kept> raw,
        CompletableFuture<Receipt> done) {
    /** By what a delivery is known, so that it is counted once. */
    record Mark(Optional<Segment> segment, Optional<Offsets> offsets) {}

    Optional<Segment> segment() {
        return mark.segment();
    }
}
