package org.commonwatch.server.misp;

import org.commonwatch.server.sharing.Surface;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.misp.MispWriter;
import org.commonwatch.stix.misp.StixToMisp;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET …/misp/{event}}: one event. Only its objects are held until its attributes are
 * written.
 */
final class GetEvent implements HandlerFunction<ServerResponse> {
    private final Feed feed;

    GetEvent(Feed feed) {
        this.feed = feed;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Feed.Asked asked = feed.asked(request);
        String file = request.pathVariable("event");
        FeedEvent event = Feed.event(asked, file);
        Feed.Day day = feed.days(asked).get(event.day());
        if (day == null) {
            throw Feed.none(file);
        }
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .build((servletRequest, response) -> {
                    write(asked, event, day, response.getOutputStream());
                    return null;
                });
    }

    private void write(Feed.Asked asked, FeedEvent event, Feed.Day day, OutputStream out)
            throws IOException {
        MispWriter writer = new MispWriter(bytes -> write(out, bytes));
        List<JsonObject> objects = new ArrayList<>();
        StixToMisp conversion =
                new StixToMisp(
                        false,
                        new StixToMisp.Receiver() {
                            @Override
                            public void attribute(JsonObject attribute) {
                                writer.attribute(attribute);
                            }

                            @Override
                            public void object(JsonObject object) {
                                objects.add(object);
                            }
                        });
        Instant end = event.before().plusNanos(1_000).plus(1, ChronoUnit.DAYS);
        feed.walk(
                asked,
                Surface.EXPORT,
                Optional.of(event.before()),
                end,
                (shown, object) -> conversion.take(object));
        conversion.end();
        objects.forEach(writer::object);
        writer.end(event.head(asked.collection().title(), day.last(), day.levels()));
        out.flush();
    }

    private static void write(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
