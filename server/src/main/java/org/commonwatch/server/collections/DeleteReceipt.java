package org.commonwatch.server.collections;

import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.UUID;

/** {@code DELETE /api/v1/receipts/{receipt}}: takes back what still waits to be looked at. */
final class DeleteReceipt implements HandlerFunction<ServerResponse> {
    private final Sharing sharing;

    DeleteReceipt(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        UUID id = Requests.uuid("receipt", request.pathVariable("receipt"));
        return Answers.ok(
                GetReceipt.Taken.of(sharing.submissions().withdraw(Asked.caller(request), id)));
    }
}
