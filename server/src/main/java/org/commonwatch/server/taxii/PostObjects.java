package org.commonwatch.server.taxii;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Offered;
import org.commonwatch.server.sharing.Receipt;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.web.Intake;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.io.InputStream;

/**
 * {@code POST /{root}/collections/{collection}/objects/}: takes objects in; the answer is given
 * when they are safe (TAXII 2.1 §5.5).
 */
final class PostObjects implements HandlerFunction<ServerResponse> {
    private final Addressed addressed;
    private final Sharing sharing;
    private final Intake intake;

    PostObjects(Addressed addressed, Sharing sharing, Intake intake) {
        this.addressed = addressed;
        this.sharing = sharing;
        this.intake = intake;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Offered to = addressed.collection(request);
        sharing.checkAdding(Addressed.caller(request), to); // before all of it is read
        String type = String.join(", ", request.headers().header("Content-Type"));
        if (!MediaTypes.isRead(type)) {
            throw new ProblemException(new Problem.UnsupportedMedia(type, TaxiiMedia.TYPE));
        }
        try (InputStream body = intake.open(request)) {
            Receipt receipt = sharing.post(Addressed.caller(request), to, Envelope.read(body));
            return TaxiiMedia.answer(202, json -> GetStatus.properties(json, receipt));
        }
    }
}
