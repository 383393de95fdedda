package org.commonwatch.server.misp;

import org.commonwatch.server.sharing.Surface;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.misp.StixToMisp;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code GET …/misp/hashes.csv}: the MD5 of each value, as MISP looks them up, and the event it is
 * in.
 */
final class GetHashes implements HandlerFunction<ServerResponse> {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final Feed feed;

    GetHashes(Feed feed) {
        this.feed = feed;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Feed.Asked asked = feed.asked(request);
        return ServerResponse.ok()
                .contentType(CSV)
                .build((servletRequest, response) -> {
                    write(asked, response.getOutputStream());
                    return null;
                });
    }

    private void write(Feed.Asked asked, OutputStream out) throws IOException {
        AtomicReference<Instant> added = new AtomicReference<>(Instant.EPOCH);
        StixToMisp conversion =
                new StixToMisp(
                        false,
                        new StixToMisp.Receiver() {
                            @Override
                            public void attribute(JsonObject attribute) {
                                line(asked, out, added.get(), attribute);
                            }

                            @Override
                            public void object(JsonObject object) {
                                // its attributes are looked up in its event
                            }
                        });
        feed.walk(
                asked,
                Surface.EXPORT,
                Optional.empty(),
                (shown, object) -> {
                    added.set(shown.dateAdded());
                    conversion.take(object);
                });
        conversion.end();
        out.flush();
    }

    private static void line(
            Feed.Asked asked, OutputStream out, Instant added, JsonObject attribute) {
        FeedEvent event =
                FeedEvent.of(asked.caller(), asked.collection().id(), FeedEvent.day(added));
        String value = attribute.get("value") instanceof JsonString text ? text.value() : "";
        try {
            out.write((md5(value) + "," + event.uuid() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String md5(String value) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
