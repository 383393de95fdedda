package org.commonwatch.server.surges;

import org.commonwatch.server.occasions.Elections;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/** {@code GET /api/v1/elections}: elections and other dated occasions, by date. */
final class GetElections implements HandlerFunction<ServerResponse> {
    private final Elections elections;

    /** All of them. */
    record Listed(List<ElectionText> elections) {}

    GetElections(Elections elections) {
        this.elections = elections;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(
                request,
                new Listed(
                        elections.calendar().occasions().stream().map(ElectionText::of).toList()));
    }
}
