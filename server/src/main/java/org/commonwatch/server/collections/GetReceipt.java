package org.commonwatch.server.collections;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Receipt;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/** {@code GET /api/v1/receipts/{receipt}}: what became of what the caller's party posted. */
final class GetReceipt implements HandlerFunction<ServerResponse> {
    private final Sharing sharing;

    /** What became of each object. */
    record Taken(
            String id,
            String requested,
            List<Item> successes,
            List<Item> failures,
            List<Item> pendings) {
        static Taken of(Receipt receipt) {
            return new Taken(
                    receipt.id().toString(),
                    receipt.requested().toString(),
                    receipt.successes().stream().map(Item::of).toList(),
                    receipt.failures().stream().map(Item::of).toList(),
                    receipt.pendings().stream().map(Item::of).toList());
        }
    }

    /** One of them; the message says why it was refused or what it waits for. */
    record Item(String id, String version, String message) {
        static Item of(Receipt.Item item) {
            return new Item(item.id(), item.version().toString(), item.message());
        }
    }

    GetReceipt(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        String id = request.pathVariable("receipt");
        Receipt receipt =
                sharing.status(Asked.caller(request), Requests.uuid("receipt", id))
                        .orElseThrow(
                                () -> new ProblemException(new Problem.NotFound("receipt", id)));
        return Answers.ok(request, Taken.of(receipt));
    }
}
