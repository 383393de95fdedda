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

/**
 * {@code POST /api/v1/collections/{collection}/objects}: takes objects in, with what their owner
 * says about them before anybody else can read them.
 */
final class PostObjects implements HandlerFunction<ServerResponse> {
    private final Asked asked;
    private final Sharing sharing;
    private final Intake intake;

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
            return Answers.ok(GetReceipt.Taken.of(receipt));
        }
    }
}
