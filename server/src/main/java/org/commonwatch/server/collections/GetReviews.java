package org.commonwatch.server.collections;

import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Submissions.Submission;
import org.commonwatch.server.web.Answers;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.core.JsonGenerator;

import java.util.List;

/** {@code GET /api/v1/reviews}: what waits for the office that the caller works in. */
final class GetReviews implements HandlerFunction<ServerResponse> {
    private final Sharing sharing;
    private final Directory directory;

    GetReviews(Sharing sharing, Directory directory) {
        this.sharing = sharing;
        this.directory = directory;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        byte[] body =
                sharing.submissions()
                        .tell(
                                Asked.caller(request),
                                waiting ->
                                        Answers.json(json -> {
                                            json.writeArrayPropertyStart("reviews");
                                            waiting.forEach(each -> write(json, each));
                                            json.writeEndArray();
                                        }));
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    private void write(JsonGenerator json, Submission each) {
        json.writeStartObject();
        json.writeStringProperty("id", each.receipt().toString());
        json.writeStringProperty("party", directory.name(each.party()));
        json.writeStringProperty("body", each.body().name());
        json.writeStringProperty("collection", each.collection().toString());
        json.writeStringProperty("submitted", each.submitted().toString());
        raw(json, "objects", each.objects());
        raw(json, "caveats", each.caveats());
        json.writeEndObject();
    }

    private static void raw(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeRawValue);
        json.writeEndArray();
    }
}
