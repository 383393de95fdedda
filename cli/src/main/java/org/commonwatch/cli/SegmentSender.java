package org.commonwatch.cli;

import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Delivers finished files segment by segment, each until the server has acknowledged it. */
final class SegmentSender {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int CONFLICT = 409;

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

    SegmentSender(Client client) {
        this(client, SegmentCutter.USUAL_BYTES);
    }

    SegmentSender(Client client, int segmentBytes) {
        this.client = client;
        this.segmentBytes = segmentBytes;
    }

    /**
     * Delivers all of a finished file. Throws a stop when the server refuses, as it does if the
     * file has changed since, or stays away for a minute: the same call again goes on where this
     * one ended.
     *
     * @param name what to call the file in a message
     * @param in its unpacked bytes
     */
    Delivered deliver(String name, InputStream in, Watcher watcher) throws IOException {
        SegmentCutter segments = new SegmentCutter(in, segmentBytes);
        Delivered delivered = Delivered.NOTHING;
        long bytes = 0;
        Optional<SegmentCutter.Segment> next = segments.next();
        while (next.isPresent()) {
            SegmentCutter.Segment segment = next.get();
            HttpResponse<byte[]> answer = send(segment);
            if (answer.statusCode() == CONFLICT) {
                throw changed(name, bytes);
            }
            JsonNode receipt = Client.json(answer);
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

    private static Stop changed(String name, long offset) {
        return new Stop(
                ExitCode.REFUSED,
                "The file '%s' has grown or changed since it was delivered (after byte %,d)."
                        .formatted(name, offset),
                "Deliver finished files only, which the sensor writes to no more; what was"
                        + " delivered of this one stays counted, once.");
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
