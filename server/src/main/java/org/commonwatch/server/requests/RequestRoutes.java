package org.commonwatch.server.requests;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.procedure.Drafts;
import org.commonwatch.server.procedure.Mailroom;
import org.commonwatch.server.procedure.Registry;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.InstantSource;

/** The endpoints of requests, letters and drafts. */
public final class RequestRoutes {
    private RequestRoutes() {}

    /** The routes; what there is behind them is looked up for who asks. */
    public static RouterFunction<ServerResponse> of(
            Registry registry, Drafts drafts, Mailroom mailroom, InstantSource clock) {
        Asked asked = new Asked(clock);
        String letter = "/api/v1/letters/{letter}";
        String draft = "/api/v1/drafts/{draft}";
        return route().GET("/api/v1/requests", new GetRequests(asked, registry))
                .GET("/api/v1/requests/{request}", new GetRequest(asked, registry))
                .GET("/api/v1/overdue", new GetOverdue(asked, registry))
                .GET("/api/v1/inbox", new GetInbox(asked, drafts, registry))
                .GET("/api/v1/letters", new GetLetters(registry))
                .POST("/api/v1/letters", new PostLetter(registry, mailroom))
                .GET(letter, new GetLetter(registry))
                .POST(letter + "/receipt", new PostReceipt(registry, mailroom))
                .GET("/api/v1/drafts", new GetDrafts(drafts))
                .POST("/api/v1/drafts", new PostDraft(drafts))
                .GET(draft, new GetDraft(drafts))
                .POST(draft + "/sign", new PostSign(drafts))
                .POST(draft + "/withdraw", new PostWithdraw(drafts))
                .build();
    }
}
