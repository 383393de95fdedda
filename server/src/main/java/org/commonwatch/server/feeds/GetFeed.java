package org.commonwatch.server.feeds;

import org.commonwatch.server.feeds.Feeds.Made;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Caller;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Optional;

/**
 * {@code GET /api/v1/feeds/{feed}}: the indicators that the caller may read, as sensors take them.
 */
final class GetFeed implements HandlerFunction<ServerResponse> {
    private final Feeds feeds;

    GetFeed(Feeds feeds) {
        this.feeds = feeds;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential reader = request.principal().map(Credential::signedIn).orElseThrow();
        Caller caller = new Caller(reader.party(), reader.name());
        String name = request.pathVariable("feed");
        Feed feed =
                Feed.named(name)
                        .orElseThrow(
                                () -> new ProblemException(new Problem.NotFound("feed", name)));
        Wish wish = Wish.of(request, feed);
        Optional<ServerResponse> known = feeds.tag(caller, wish).flatMap(request::checkNotModified);
        if (known.isPresent()) {
            return known.get();
        }
        Made made = feeds.make(caller, wish);
        Optional<ServerResponse> same = request.checkNotModified(made.tag());
        if (same.isPresent()) {
            made.file().close();
            return same.get();
        }
        return ServerResponse.ok()
                .contentType(MediaType.parseMediaType(feed.media()))
                .contentLength(made.file().size())
                .eTag(made.tag())
                .build((servletRequest, response) -> {
                    try (FeedFile file = made.file()) {
                        file.copyTo(response.getOutputStream());
                    }
                    return null;
                });
    }
}
