package org.commonwatch.server.connectors;

import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.membership.Party;
import org.commonwatch.server.recalls.Recall;
import org.commonwatch.server.recalls.Recall.Way;
import org.commonwatch.server.recalls.Recalls;
import org.commonwatch.server.web.Answers;
import org.commonwatch.stix.StixId;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Instant;
import java.util.List;

/** {@code GET /api/v1/recalls}: what was taken back or narrowed, and where it still is. */
final class GetRecalls implements HandlerFunction<ServerResponse> {
    private final Recalls recalls;
    private final Parties parties;

    /** One of them. */
    record Told(String object, String owner, String reason, String begun, Concerned concerned) {}

    /** Whom it concerns; how many of them may still have it. */
    record Concerned(long exposed, List<One> parties) {}

    /** A party that was given it; {@code done} is empty while it may still have it. */
    record One(String party, String way, String done, int attempts, String said) {}

    /** What a party may still have, and since when at the longest. */
    record Exposed(String party, String way, long objects, String since) {}

    /** The last, the newest first; and what all of them left behind. */
    record All(List<Told> recalls, List<Exposed> exposed) {}

    GetRecalls(Recalls recalls, Parties parties) {
        this.recalls = recalls;
        this.parties = parties;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(
                new All(
                        recalls.all().stream().map(this::told).toList(),
                        recalls.exposed().stream().map(this::exposed).toList()));
    }

    private Exposed exposed(Recall.Exposed each) {
        return new Exposed(
                name(each.party()), each.way().label(), each.objects(), each.since().toString());
    }

    private Told told(Recall recall) {
        List<One> all = recall.followed().targets().stream().map(this::one).toList();
        long exposed = all.stream().filter(each -> each.done().isEmpty()).count();
        return new Told(
                recall.object(),
                name(recall.owner()),
                recall.followed().reason(),
                recall.begun().toString(),
                new Concerned(exposed, all));
    }

    private One one(Recall.Target target) {
        Way way = target.way();
        return new One(
                name(target.party()),
                way.label(),
                target.done().map(Instant::toString).orElse(""),
                target.attempts(),
                target.said());
    }

    private String name(StixId party) {
        return parties.withId(party).map(Party::name).orElse(party.toString());
    }
}
