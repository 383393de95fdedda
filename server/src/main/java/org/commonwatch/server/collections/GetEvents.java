package org.commonwatch.server.collections;

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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code GET /api/v1/collections/{collection}/events}: every version of an object, as it becomes
 * readable to the caller, as server-sent events. Whoever comes back with the id of the last event
 * goes on after it; if that place is lost, the stream begins with an event {@code gap} and then
 * everything again. Each page is an answer of its own, so a stream shows no more than a question at
 * the same moment would. A reader that is slow loses nothing: nothing is held ready for it.
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
    private static final byte[] UP_TO_DATE = bytes(": no more for now\n\n");

    private static final byte[] GAP =
            bytes(
                    """
                    event: gap
                    data: {"reason":"The place after which to go on is not known here: everything \
                    follows from the beginning."}

                    """);

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
        boolean lost = last.isPresent() && !sharing.knows(last.get());
        Optional<String> place = lost ? Optional.empty() : last;
        var query = new Page.Query(match, whole.addedAfter(), place, PAGE);
        Question question = asked.question(request, Surface.EVENTS, query);
        StixId party = question.caller().party();
        streams.open(party);
        try {
            Instant changed = sharing.changed(question.caller());
            var stream = new Stream(new Pages(sharing, question), question, changed);
            byte[] first = // or refused
                    stream.pages.read(page -> lost ? afterGap(page) : events(page));
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

    private static byte[] afterGap(Page page) {
        var events = new ByteArrayOutputStream();
        events.writeBytes(GAP);
        events.writeBytes(events(page));
        return events.toByteArray();
    }

    private static byte[] events(Page page) {
        var events = new ByteArrayOutputStream();
        for (Page.Shown each : page.objects()) {
            events.writeBytes(bytes("id: " + each.place().get() + "\nevent: object\n"));
            each.text().lines().forEach(line -> events.writeBytes(bytes("data: " + line + "\n")));
            events.write('\n');
        }
        if (page.next().isEmpty()) {
            events.writeBytes(UP_TO_DATE);
        }
        return events.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private final class Stream {
        private final Pages pages;
        private final Question question;
        private final long end = System.nanoTime() + LIFE.toNanos();
        private final Instant changed;

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
                Instant then = changed;
                while (System.nanoTime() < end
                        && !streams.isEnd(pages.hasMore() ? Duration.ZERO : INTERVAL)) {
                    Instant now = sharing.changed(question.caller());
                    boolean maybe = pages.hasMore() || !now.equals(then);
                    byte[] more = maybe ? pages.read(GetEvents::events) : UP_TO_DATE;
                    then = now;
                    // What the reader may not see must not even interrupt the silence.
                    boolean silent = more.length <= UP_TO_DATE.length;
                    if (!silent || System.nanoTime() - said > KEEP_ALIVE.toNanos()) {
                        send(out, more);
                        said = System.nanoTime();
                    }
                }
            } catch (IOException | ProblemException over) {
                // a client that is still there asks again, and is told
            }
        }

        private static void send(OutputStream out, byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }
    }
}
