package org.commonwatch.server.retention;

import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;
import java.util.Optional;

/**
 * {@code GET /api/v1/retention/preview}: what would go now; or what would go of a class if it were
 * kept for so many days.
 */
final class GetPreview implements HandlerFunction<ServerResponse> {
    private final Retention retention;

    GetPreview(Retention retention) {
        this.retention = retention;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Optional<String> kept = request.param("class");
        if (kept.isEmpty()) {
            return Answers.ok(Told.of(retention.preview(), retention.holds()));
        }
        KeptClass one = Requests.word(KeptClass.class, "class", kept.get());
        Requests.needed(request, "days");
        long days = Requests.number(request, "days").orElseThrow();
        var gone = retention.preview(one, (int) Math.clamp(days, 0, Retention.DAYS_LIMIT + 1L));
        return Answers.ok(Told.of(List.of(gone), retention.holds()));
    }
}
