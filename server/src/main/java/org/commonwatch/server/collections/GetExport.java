package org.commonwatch.server.collections;

import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Surface;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * {@code GET /api/v1/collections/{collection}/export}: a STIX bundle of all that the caller may
 * read. Only a page of it is in memory at a time; if it cannot be ended, the connection breaks off,
 * so that no part passes for the whole.
 */
final class GetExport implements HandlerFunction<ServerResponse> {
    private static final MediaType BUNDLE =
            MediaType.parseMediaType("application/stix+json;version=2.1");

    private final Asked asked;
    private final Sharing sharing;

    GetExport(Asked asked, Sharing sharing) {
        this.asked = asked;
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Match match = Asked.match(request, Match.Versions.LAST);
        Question question = asked.question(request, Surface.EXPORT, Asked.whole(request, match));
        Pages pages = new Pages(sharing, question);
        byte[] first = pages.read(GetExport::listed); // or refused, before anything is said
        return ServerResponse.ok()
                .contentType(BUNDLE)
                .build((servletRequest, response) -> {
                    write(response.getOutputStream(), first, pages);
                    return null;
                });
    }

    private static void write(OutputStream out, byte[] first, Pages pages) throws Exception {
        out.write(ascii("{\"type\":\"bundle\",\"id\":\"bundle--" + UUID.randomUUID() + "\""));
        if (first.length > 0) { // STIX 2.1 §2.2: no list is empty
            out.write(ascii(",\"objects\":["));
            out.write(first);
            while (pages.hasMore()) {
                byte[] next = pages.read(GetExport::listed);
                if (next.length > 0) {
                    out.write(',');
                    out.write(next);
                }
            }
            out.write(']');
        }
        out.write('}');
        out.flush();
    }

    private static byte[] listed(Page page) {
        return page.objects().stream()
                .map(Page.Shown::text)
                .collect(Collectors.joining(","))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
