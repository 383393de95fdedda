package org.commonwatch.server.rulings;

import org.commonwatch.access.BodyId;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Rulings;
import org.commonwatch.server.sharing.Rulings.Share;
import org.commonwatch.server.sharing.Rulings.Supposed;
import org.commonwatch.server.sharing.Rulings.WhatIf;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Optional;

/**
 * {@code GET /api/v1/parties/{party}/what-if?standing=…&body=…&agreement=…&without=…}: what the
 * party would read, of what the caller may know, if it were so.
 */
final class GetWhatIf implements HandlerFunction<ServerResponse> {
    private final Asker asker;
    private final Rulings rulings;

    /** What would be. */
    record Answer(
            String party,
            String validAt,
            String knownAt,
            String supposed,
            Share gained,
            Share lost,
            Share otherwise) {
        static Answer of(WhatIf told) {
            return new Answer(
                    told.about().toString(),
                    told.asOf().validAt().toString(),
                    told.asOf().knownAt().toString(),
                    told.supposed(),
                    told.gained(),
                    told.lost(),
                    told.otherwise());
        }
    }

    GetWhatIf(Asker asker, Rulings rulings) {
        this.asker = asker;
        this.rulings = rulings;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        byte[] body =
                rulings.whatIf(
                        asker.inquiry(request),
                        supposed(request),
                        told -> Answers.bytes(Answer.of(told)));
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    private static Supposed supposed(ServerRequest request) {
        Optional<String> standing = request.param("standing");
        var supposed =
                new Supposed(
                        standing,
                        standing.map(each -> body(Requests.needed(request, "body"))),
                        request.param("agreement"),
                        request.param("without"));
        if (supposed.isNothing()) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "Nothing is supposed.",
                            "Give 'standing' with 'body', 'agreement', or 'without'."));
        }
        return supposed;
    }

    private static BodyId body(String name) {
        try {
            return new BodyId(name);
        } catch (IllegalArgumentException notAName) {
            throw new ProblemException(new Problem.NotFound("API root", name));
        }
    }
}
