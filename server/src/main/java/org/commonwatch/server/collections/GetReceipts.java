package org.commonwatch.server.collections;

import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code GET /api/v1/receipts}: what became of all that the caller's party posted, last first. */
final class GetReceipts implements HandlerFunction<ServerResponse> {
    private final Sharing sharing;

    GetReceipts(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Sharing.Posted some =
                sharing.receipts(
                        Asked.caller(request), request.param("cursor"), Asked.limit(request));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("receipts", some.receipts().stream().map(GetReceipt.Taken::of).toList());
        some.next().ifPresent(next -> answer.put("next", next));
        return Answers.ok(request, answer);
    }
}
