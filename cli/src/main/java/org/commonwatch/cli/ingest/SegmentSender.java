package org.commonwatch.cli.ingest;

import org.commonwatch.archive.LineFile;
import org.commonwatch.archive.segments.SegmentCutter;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Delivers finished files segment by segment, each until the server has acknowledged it. */
public final class SegmentSender {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int LONGEST_PAUSE = 600;
    private static final int CONFLICT = 409;
    private static final int TOO_MUCH = 429;
    private static final int UNAVAILABLE = 503;

    /** What became of an input: sums of the server's receipts. */
    public record Delivered(
            long segments,
            long repeated,
            long lines,
            long counted,
            long context,
            long skipped,
            long rejected) {
        static final Delivered NOTHING = new Delivered(0, 0, 0, 0, 0, 0, 0);

        /** For a person. */
        public String text() {
            return "%,d lines = %,d counted + %,d context + %,d skipped + %,d rejected"
                            .formatted(lines, counted, context, skipped, rejected)
                    + "; %,d of %,d segments were known".formatted(repeated, segments);
        }

        Delivered andKnown() {
            return new Delivered(
                    segments + 1, repeated + 1, lines, counted, context, skipped, rejected);
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
    public interface Watcher {
        /** Everything up to a place was acknowledged, and came to this. */
        void acknowledged(Acknowledged.Place place, Delivered soFar);

        /** For the first lines of each segment that could not be read, by place in the input. */
        default void rejected(long line, long offset, String reason) {}

        /** How much of an input was acknowledged before, if that is known here. */
        default Optional<Acknowledged.Place> known(String name) {
            return Optional.empty();
        }
    }

    /** What to tell the server of the lines that they do not say themselves. */
    public record Form(Optional<String> format, Optional<Integer> year) {
        /** Nothing: the lines tell. */
        public static final Form TOLD = new Form(Optional.empty(), Optional.empty());

        private String query() {
            String query =
                    Stream.of(
                                    format.map(label -> "format=" + Client.encoded(label)),
                                    year.map(each -> "year=" + each))
                            .flatMap(Optional::stream)
                            .collect(Collectors.joining("&"));
            return query.isEmpty() ? "" : "?" + query;
        }
    }

    /** A segment on its way. */
    private record Sent(SegmentCutter.Segment segment, Future<HttpResponse<byte[]>> answer) {}

    private final Client client;
    private final int segmentBytes;
    private final int atOnce;

    /**
     * Sends as a sensor.
     *
     * @param atOnce how many segments are on their way at the same time
     */
    public SegmentSender(Client client, int atOnce) {
        this(client, SegmentCutter.USUAL_BYTES, atOnce);
    }

    /** The same with shorter segments. */
    public SegmentSender(Client client, int segmentBytes, int atOnce) {
        this.client = client;
        this.segmentBytes = segmentBytes;
        this.atOnce = atOnce;
    }

    /** The same for files whose lines cannot be told apart, each in one segment. */
    SegmentSender ofWholeFiles() {
        return new SegmentSender(client, SegmentCutter.WHOLE, atOnce);
    }

    /**
     * Delivers all of a finished file. Throws a stop when the server refuses, as it does if the
     * file has changed since, or stays away for a minute: the same call again goes on where this
     * one ended.
     *
     * @param name what to call the file in a message
     * @param in its unpacked bytes
     */
    public Delivered deliver(String name, InputStream in, Form form, Watcher watcher)
            throws IOException {
        SegmentCutter segments = new SegmentCutter(name, in, segmentBytes);
        Progress progress = new Progress(name, watcher, watcher.known(name));
        Deque<Sent> sent = new ArrayDeque<>();
        try (ExecutorService sending = Executors.newFixedThreadPool(atOnce)) {
            try {
                for (var next = segments.next(); next.isPresent(); next = segments.next()) {
                    SegmentCutter.Segment segment = next.get();
                    if (progress.passes(segment)) {
                        continue;
                    }
                    if (sent.size() == atOnce) {
                        progress.take(sent.removeFirst());
                    }
                    sent.add(new Sent(segment, sending.submit(() -> send(segment, form.query()))));
                }
                while (!sent.isEmpty()) {
                    progress.take(sent.removeFirst());
                }
            } catch (IOException | RuntimeException e) {
                sending.shutdownNow();
                throw e;
            }
        }
        return progress.delivered.get();
    }

    /** How far an input was delivered. */
    private static final class Progress {
        private final String name;
        private final Watcher watcher;
        private final Optional<Acknowledged.Place> known;
        private final AtomicReference<Delivered> delivered =
                new AtomicReference<>(Delivered.NOTHING);
        private final AtomicLong bytes = new AtomicLong();

        Progress(String name, Watcher watcher, Optional<Acknowledged.Place> known) {
            this.name = name;
            this.watcher = watcher;
            this.known = known;
        }

        /** Whether a segment was acknowledged in an earlier run, which kept so. */
        boolean passes(SegmentCutter.Segment segment) {
            long end = bytes.get() + segment.bytes().length;
            if (known.isEmpty() || end > known.get().bytes()) {
                return false;
            }
            if (end == known.get().bytes() && !segment.digest().equals(known.get().sha256())) {
                throw changed(name, bytes.get());
            }
            bytes.set(end);
            delivered.set(delivered.get().andKnown());
            return true;
        }

        void take(Sent sent) throws IOException {
            HttpResponse<byte[]> answer = answer(sent.answer);
            if (answer.statusCode() == CONFLICT) {
                throw changed(name, bytes.get());
            }
            JsonNode receipt = Client.json(answer);
            for (JsonNode rejected : receipt.path("firstRejected")) {
                watcher.rejected(
                        delivered.get().lines() + rejected.path("line").asLong(),
                        bytes.get() + rejected.path("offset").asLong(),
                        rejected.path("reason").asString());
            }
            delivered.set(delivered.get().and(receipt));
            long end = bytes.addAndGet(sent.segment.bytes().length);
            watcher.acknowledged(
                    new Acknowledged.Place(end, sent.segment.digest()), delivered.get());
        }

        private static HttpResponse<byte[]> answer(Future<HttpResponse<byte[]>> answer)
                throws IOException {
            try {
                return answer.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException reason) {
                    throw reason;
                }
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw interrupted();
            }
        }
    }

    private static Stop changed(String name, long offset) {
        return new Stop(
                ExitCode.REFUSED,
                "The file '%s' has grown or changed since it was delivered (after byte %,d)."
                        .formatted(name, offset),
                "Deliver finished files only, which the sensor writes to no more; what was"
                        + " delivered of this one stays counted, once.");
    }

    private HttpResponse<byte[]> send(SegmentCutter.Segment segment, String query) {
        byte[] bytes = client.isHere() ? segment.bytes() : LineFile.packed(segment.bytes());
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Duration pause = PAUSE;
            try {
                HttpResponse<byte[]> response = client.postSegment(segment.id(), query, bytes);
                // Who says when to come again is not away.
                boolean later = response.statusCode() == TOO_MUCH;
                boolean passing = response.statusCode() == UNAVAILABLE;
                if (!later && (!passing || System.nanoTime() > giveUp)) {
                    return response;
                }
                pause =
                        response.headers()
                                .firstValue("Retry-After")
                                .map(SegmentSender::seconds)
                                .orElse(PAUSE);
                giveUp = later ? System.nanoTime() + PATIENCE.toNanos() : giveUp;
            } catch (IOException away) {
                if (System.nanoTime() > giveUp) {
                    throw new Stop(
                            ExitCode.FAILED,
                            "The server has not answered for a minute (" + away.getMessage() + ").",
                            "Start it, and give the same command again: what it has"
                                    + " acknowledged is not counted twice.");
                }
            }
            sleep(pause);
        }
    }

    private static Duration seconds(String text) {
        try {
            return Duration.ofSeconds(Math.clamp(Long.parseLong(text), 1, LONGEST_PAUSE));
        } catch (NumberFormatException e) {
            return PAUSE; // a date, which this server does not give
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    private static Stop interrupted() {
        return new Stop(130, "Interrupted.", "Give the same command again to go on.");
    }
}
