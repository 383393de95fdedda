package org.commonwatch.server.collections;

import org.commonwatch.server.sharing.Offered;
import org.commonwatch.server.sharing.Receipt;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Intake;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.io.InputStream;
import java.util.List;

/**
 * {@code POST /api/v1/collections/{collection}/objects}: takes objects in, with what their owner
 * says about them before anybody else can read them.
 */
final class PostObjects implements HandlerFunction<ServerResponse> {
    private final Asked asked;
    private final Sharing sharing;
    private final Intake intake;

    /** What became of each of them. */
    record Taken(String id, String requested, List<Item> successes, List<Item> failures) {
        static Taken of(Receipt receipt) {
            return new Taken(
                    receipt.id().toString(),
                    receipt.requested().toString(),
                    receipt.successes().stream().map(Item::of).toList(),
                    receipt.failures().stream().map(Item::of).toList());
        }
    }

    /** One of them; the message says why it was refused. */
    record Item(String id, String version, String message) {
        static Item of(Receipt.Item item) {
            return new Item(item.id(), item.version().toString(), item.message());
        }
    }

    PostObjects(Asked asked, Sharing sharing, Intake intake) {
        this.asked = asked;
        this.sharing = sharing;
        this.intake = intake;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Offered to = asked.collection(request);
        sharing.checkAdding(Asked.caller(request), to); // before all of it is read
        try (InputStream body = intake.open(request)) {
            Posted posted = Posted.read(body);
            Receipt receipt =
                    sharing.post(Asked.caller(request), to, posted.objects(), posted.caveats());
            return Answers.ok(Taken.of(receipt));
        }
    }
}
