package org.commonwatch.server.collections;

import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Surface;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.core.JsonGenerator;

/**
 * {@code GET /api/v1/collections/{collection}/objects?q=…}: what has all the words, one page at a
 * time.
 */
final class GetObjects implements HandlerFunction<ServerResponse> {
    private final Asked asked;
    private final Sharing sharing;

    GetObjects(Asked asked, Sharing sharing) {
        this.asked = asked;
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Page.Query query = Asked.query(request, Asked.match(request, Match.Versions.LAST));
        Question question = asked.question(request, Surface.SEARCH, query);
        return Answers.ok(request, sharing.read(question, GetObjects::written).body());
    }

    /** A page as this API has it. */
    static byte[] written(Page page) {
        return Answers.json(json -> {
            json.writeArrayPropertyStart("objects");
            page.objects()
                    .forEach(each -> {
                        json.writeStartObject();
                        write(json, each);
                        json.writeEndObject();
                    });
            json.writeEndArray();
            page.next().ifPresent(next -> json.writeStringProperty("next", next));
        });
    }

    /** One object as this API has it, with the bytes it came in. */
    static void write(JsonGenerator json, Page.Shown shown) {
        json.writeStringProperty("id", shown.id());
        json.writeStringProperty("dateAdded", shown.dateAdded().toString());
        json.writeStringProperty("version", shown.version().toString());
        json.writeName("object");
        json.writeRawValue(shown.text());
    }
}
