package org.commonwatch.server.retention;

import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code GET /api/v1/retention}: every class of what is kept, and for how many days. */
final class GetRetention implements HandlerFunction<ServerResponse> {
    private final Retention retention;

    /** All of them. */
    record All(List<Kept> classes) {}

    /** One of them; without days it is kept for good. */
    record Kept(String name, String meaning, Optional<Integer> days) {}

    GetRetention(Retention retention) {
        this.retention = retention;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Map<KeptClass, Integer> days = retention.days();
        return Answers.ok(
                new All(Stream.of(KeptClass.values()).map(each -> kept(each, days)).toList()));
    }

    static Kept kept(KeptClass each, Map<KeptClass, Integer> days) {
        return new Kept(each.label(), each.meaning(), Optional.ofNullable(days.get(each)));
    }
}
