package org.commonwatch.server.connectors;

import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.membership.Party;
import org.commonwatch.server.notices.Notice;
import org.commonwatch.server.notices.Notices;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** {@code GET /api/v1/notices}: what was told to whom, and what could not be. */
final class GetNotices implements HandlerFunction<ServerResponse> {
    private final Notices notices;
    private final Parties parties;

    /** One of them. */
    record Told(
            String id,
            String kind,
            String at,
            String party,
            String said,
            String link,
            List<One> sendings) {}

    /** A connector by which it goes; {@code state} is waiting, sent or dead. */
    record One(String connector, String state, int attempts, String done, String outcome) {}

    /** The last, the newest first. */
    record All(List<Told> notices) {}

    GetNotices(Notices notices, Parties parties) {
        this.notices = notices;
        this.parties = parties;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(new All(notices.all().stream().map(this::told).toList()));
    }

    private Told told(Notice.Told each) {
        Notice notice = each.notice();
        return new Told(
                notice.id().toString(),
                notice.kind(),
                notice.at().toString(),
                parties.withId(notice.party()).map(Party::name).orElse(notice.party().toString()),
                notice.said(),
                notice.link(),
                each.sendings().stream().map(GetNotices::one).toList());
    }

    private static One one(Notice.Sending sending) {
        return new One(
                sending.connector(),
                sending.state().name().toLowerCase(Locale.ROOT),
                sending.attempts(),
                sending.done().map(Instant::toString).orElse(""),
                sending.outcome());
    }
}
