package org.commonwatch.server.misp;

import org.commonwatch.server.web.Answers;
import org.commonwatch.stix.json.JsonObject;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.nio.charset.StandardCharsets;

/** {@code GET …/misp/manifest.json}: which events there are, and when each last changed. */
final class GetManifest implements HandlerFunction<ServerResponse> {
    private final Feed feed;

    GetManifest(Feed feed) {
        this.feed = feed;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Feed.Asked asked = feed.asked(request);
        JsonObject.Builder manifest = JsonObject.builder();
        feed.days(asked)
                .forEach((day, of) -> {
                    FeedEvent event = FeedEvent.of(asked.caller(), asked.collection().id(), day);
                    manifest.put(
                            event.uuid().toString(),
                            event.head(asked.collection().title(), of.last(), of.levels()));
                });
        byte[] body = manifest.build().toString().getBytes(StandardCharsets.UTF_8);
        return Answers.ok(request, body);
    }
}
