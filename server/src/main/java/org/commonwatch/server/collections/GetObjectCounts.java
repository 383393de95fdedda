package org.commonwatch.server.collections;

import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Surface;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code GET /api/v1/collections/{collection}/counts}: how many objects of each type the caller may
 * read. Beyond a limit, or if anything changes meanwhile, it says that they are not exact. With
 * {@code of=ID,ID}, by how many parties these were seen and how often, as far as that may be read.
 */
final class GetObjectCounts implements HandlerFunction<ServerResponse> {
    /** More objects are not counted. */
    private static final int LIMIT = 100_000;

    /** What tells by whom something was seen. */
    private static final Set<String> SEEN = Set.of("sighting", "relationship");

    private final Asked asked;
    private final Sharing sharing;

    GetObjectCounts(Asked asked, Sharing sharing) {
        this.asked = asked;
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Set<String> of = Asked.of(request);
        Match match =
                of.isEmpty()
                        ? Asked.match(request, Match.Versions.LAST)
                        : new Match(Set.of(), SEEN, Set.of(), Match.Versions.LAST, Set.of());
        Question question = asked.question(request, Surface.COUNTS, Asked.whole(request, match));
        Pages pages = new Pages(sharing, question);
        Instant before = sharing.changed(question.caller());
        Tally tally = new Tally(of);
        byte[] body = pages.read(page -> tally.add(page, true));
        while (pages.hasMore() && tally.total() < LIMIT) {
            // One page is of one moment, and so are several if nothing changed meanwhile.
            boolean still = sharing.changed(question.caller()).equals(before);
            body = pages.read(page -> tally.add(page, still));
        }
        return Answers.ok(request, body);
    }

    private static final class Tally {
        private final Map<String, Integer> types = new TreeMap<>();
        private final Set<String> of;
        private final Seen seen;

        Tally(Set<String> of) {
            this.of = of;
            this.seen = new Seen(of);
        }

        int total() {
            return types.values().stream().mapToInt(Integer::intValue).sum();
        }

        // What is so far, which is the answer if this is the last page.
        byte[] add(Page page, boolean still) {
            for (Page.Shown each : page.objects()) {
                String type = each.id().substring(0, each.id().indexOf("--"));
                types.merge(type, 1, Integer::sum);
            }
            if (!of.isEmpty()) {
                seen.add(page);
            }
            boolean last = page.next().isEmpty() || total() >= LIMIT;
            boolean exact = still && page.next().isEmpty();
            return Answers.json(json -> {
                json.writeBooleanProperty("exact", exact);
                json.writeNumberProperty("atLeast", total());
                json.writeObjectPropertyStart("types");
                types.forEach(json::writeNumberProperty);
                json.writeEndObject();
                if (last && !of.isEmpty()) {
                    seen.write(json);
                }
            });
        }
    }
}
