package org.commonwatch.cli;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Delivers an input segment by segment, each until the server has acknowledged it. */
final class Courier {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** What became of an input: sums of the server's receipts. */
    record Delivered(
            long segments,
            long repeated,
            long lines,
            long counted,
            long context,
            long skipped,
            long rejected) {
        static final Delivered NOTHING = new Delivered(0, 0, 0, 0, 0, 0, 0);

        String text() {
            return "%,d lines = %,d counted + %,d context + %,d skipped + %,d rejected"
                            .formatted(lines, counted, context, skipped, rejected)
                    + "; %,d of %,d segments were known".formatted(repeated, segments);
        }

        Delivered and(JsonNode receipt) {
            return new Delivered(
                    segments + 1,
                    repeated + (receipt.path("repeated").asBoolean() ? 1 : 0),
                    lines + receipt.path("lines").asLong(),
                    counted + receipt.path("counted").asLong(),
                    context + receipt.path("context").asLong(),
                    skipped + receipt.path("skipped").asLong(),
                    rejected + receipt.path("rejected").asLong());
        }
    }

    /** Is told what becomes of an input while it is delivered. */
    @FunctionalInterface
    interface Watcher {
        /** After every acknowledged segment. */
        void acknowledged(long bytes, Delivered soFar);

        /** For the first lines of each segment that could not be read, by place in the input. */
        default void rejected(long line, long offset, String reason) {}
    }

    private final Client client;
    private final int segmentBytes;

    Courier(Client client) {
        this(client, SegmentCutter.USUAL_BYTES);
    }

    Courier(Client client, int segmentBytes) {
        this.client = client;
        this.segmentBytes = segmentBytes;
    }

    /**
     * Delivers all of an input. Throws a stop when the server refuses, or stays away for a minute:
     * the same call again goes on where this one ended.
     */
    Delivered deliver(InputStream in, Watcher watcher) throws IOException {
        SegmentCutter segments = new SegmentCutter(in, segmentBytes);
        Delivered delivered = Delivered.NOTHING;
        long bytes = 0;
        Optional<SegmentCutter.Segment> next = segments.next();
        while (next.isPresent()) {
            SegmentCutter.Segment segment = next.get();
            JsonNode receipt = Client.json(send(segment));
            for (JsonNode rejected : receipt.path("firstRejected")) {
                watcher.rejected(
                        delivered.lines() + rejected.path("line").asLong(),
                        bytes + rejected.path("offset").asLong(),
                        rejected.path("reason").asString());
            }
            delivered = delivered.and(receipt);
            bytes += segment.bytes().length;
            watcher.acknowledged(bytes, delivered);
            next = segments.next();
        }
        return delivered;
    }

    private HttpResponse<byte[]> send(SegmentCutter.Segment segment) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                HttpResponse<byte[]> response = client.postSegment(segment.id(), segment.bytes());
                boolean passing = response.statusCode() == 429 || response.statusCode() == 503;
                if (!passing || System.nanoTime() > giveUp) {
                    return response;
                }
            } catch (IOException away) {
                if (System.nanoTime() > giveUp) {
                    throw new Stop(
                            ExitCode.FAILED,
                            "The server has not answered for a minute (" + away.getMessage() + ").",
                            "Start it, and give the same command again: what it has"
                                    + " acknowledged is not counted twice.");
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stop(130, "Interrupted.", "Give the same command again to go on.");
        }
    }
}
