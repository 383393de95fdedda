package org.commonwatch.server.retention;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Optional;
import java.util.OptionalInt;

/** {@code PUT /api/v1/retention/{class}}: sets for how many days a class is kept. */
final class PutRetention implements HandlerFunction<ServerResponse> {
    private final Retention retention;

    /** For how many days; without, for good, or as long as the settings say. */
    record Wanted(Optional<Integer> days) {}

    PutRetention(Retention retention) {
        this.retention = retention;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        KeptClass kept = Requests.word(KeptClass.class, "class", request.pathVariable("class"));
        Wanted wanted = Requests.body(request, Wanted.class);
        Credential operator = request.principal().map(Credential::signedIn).orElseThrow();
        OptionalInt days = wanted.days().map(OptionalInt::of).orElseGet(OptionalInt::empty);
        retention.keep(kept, days, operator.name());
        return Answers.ok(GetRetention.kept(kept, retention.days()));
    }
}
