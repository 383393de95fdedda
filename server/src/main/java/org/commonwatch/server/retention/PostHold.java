package org.commonwatch.server.retention;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code POST /api/v1/holds}: places a legal hold. */
final class PostHold implements HandlerFunction<ServerResponse> {
    private final Holds holds;

    /** What is asked for; whatever is left out narrows nothing. */
    record Wanted(
            String reference,
            String reason,
            Optional<List<String>> classes,
            Optional<String> from,
            Optional<String> to,
            Optional<List<String>> about,
            Optional<String> until) {}

    PostHold(Holds holds) {
        this.holds = holds;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Wanted wanted = Requests.body(request, Wanted.class);
        Credential operator = request.principal().map(Credential::signedIn).orElseThrow();
        List<String> classes =
                wanted.classes().orElse(List.of()).stream()
                        .map(each -> Requests.word(KeptClass.class, "classes", each).label())
                        .toList();
        return Answers.ok(
                holds.place(
                        new Hold(
                                0,
                                wanted.reference(),
                                wanted.reason(),
                                classes,
                                time("from", wanted.from()),
                                time("to", wanted.to()),
                                wanted.about().orElse(List.of()),
                                Instant.EPOCH,
                                operator.name(),
                                time("until", wanted.until()))));
    }

    private static @Nullable Instant time(String name, Optional<String> text) {
        return text.map(each -> Requests.time(name, each)).orElse(null);
    }
}
