package org.commonwatch.server.api;

import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Surface;
import org.commonwatch.stix.StixId;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code GET /api/v1/collections/{collection}/events}: every version of an object, as it becomes
 * readable to the caller, as server-sent events. Whoever comes back with the id of the last event
 * goes on after it. Each page is an answer of its own, so a stream shows no more than a question
 * at the same moment would.
 */
final class GetEvents implements HandlerFunction<ServerResponse> {
    /** How often it looks for more. */
    static final Duration INTERVAL = Duration.ofMillis(500);

    /** How long a stream is silent at most, and so how soon it learns that nobody listens. */
    static final Duration KEEP_ALIVE = Duration.ofSeconds(1);

    /** After this a stream ends, so that its reader signs in again. */
    static final Duration LIFE = Duration.ofMinutes(15);

    private static final int PAGE = 100;

    // A comment: a client that waits for it knows that there is no more for now.
    private static final String UP_TO_DATE = ": no more for now\n\n";

    private final Asked asked;
    private final Sharing sharing;
    private final Streams streams;

    GetEvents(Asked asked, Sharing sharing, Streams streams) {
        this.asked = asked;
        this.sharing = sharing;
        this.streams = streams;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Match match = Asked.match(request, Match.Versions.ALL);
        Page.Query whole = Asked.whole(request, match);
        Optional<String> last =
                Optional.ofNullable(request.headers().firstHeader("Last-Event-ID"))
                        .filter(id -> !id.isEmpty());
        var query = new Page.Query(match, whole.addedAfter(), last, PAGE);
        Question question = asked.question(request, Surface.EVENTS, query);
        StixId party = question.caller().party();
        streams.open(party);
        try {
            Instant changed = sharing.changed(question.caller());
            var stream = new Stream(new Pages(sharing, question), question, changed);
            byte[] first = stream.pages.read(GetEvents::events); // or refused
            return ServerResponse.ok()
                    .contentType(MediaType.TEXT_EVENT_STREAM)
                    .header("Cache-Control", "no-store")
                    .build((servletRequest, response) -> {
                        try {
                            stream.run(first, response.getOutputStream());
                        } finally {
                            streams.ended(party);
                        }
                        return null;
                    });
        } catch (RuntimeException refused) {
            streams.ended(party);
            throw refused;
        }
    }

    private static byte[] events(Page page) {
        var events = new StringBuilder();
        for (Page.Shown each : page.objects()) {
            events.append("id: ").append(each.place().get()).append("\nevent: object\n");
            each.text()
                    .lines()
                    .forEach(line -> events.append("data: ").append(line).append('\n'));
            events.append('\n');
        }
        if (page.next().isEmpty()) {
            events.append(UP_TO_DATE);
        }
        return bytes(events.toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private final class Stream {
        private final Pages pages;
        private final Question question;
        private final long end = System.nanoTime() + LIFE.toNanos();
        private Instant changed;

        Stream(Pages pages, Question question, Instant changed) {
            this.pages = pages;
            this.question = question;
            this.changed = changed;
        }

        // Ends where the reader has gone, the server ends, or there is no more for it to read.
        void run(byte[] first, OutputStream out) {
            try {
                send(out, first);
                long said = System.nanoTime();
                while (System.nanoTime() < end
                        && !streams.isEnd(pages.hasMore() ? Duration.ZERO : INTERVAL)) {
                    byte[] more = more();
                    boolean silent = System.nanoTime() - said > KEEP_ALIVE.toNanos();
                    if (more.length > 0 || silent) {
                        send(out, more.length > 0 ? more : bytes(UP_TO_DATE));
                        said = System.nanoTime();
                    }
                }
            } catch (IOException | ProblemException over) {
                // a client that is still there asks again, and is told
            }
        }

        private byte[] more() {
            Instant now = sharing.changed(question.caller());
            if (now.equals(changed) && !pages.hasMore()) {
                return new byte[0];
            }
            changed = now;
            return pages.read(GetEvents::events);
        }

        private static void send(OutputStream out, byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }
    }
}
