package org.commonwatch.server.misp;

import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Surface;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.Tlp;
import org.springframework.web.servlet.function.ServerRequest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads a collection for a feed, page by page, as its reader may see it. */
final class Feed {
    private final Sharing sharing;

    Feed(Sharing sharing) {
        this.sharing = sharing;
    }

    /** Who asks, and for which collection. */
    record Asked(Caller caller, Collection collection) {}

    /** What is asked for; refused if there is no such collection for who asks. */
    Asked asked(ServerRequest request) {
        Credential credential = request.principal().map(Credential::signedIn).orElseThrow();
        Caller caller = new Caller(credential.party(), credential.name());
        return new Asked(
                caller,
                sharing.collection(caller, request.pathVariable("collection")).collection());
    }

    /** What a day holds: how late the last of it is, and the levels it bears. */
    static final class Day {
        private final Set<String> levels = new TreeSet<>();
        private final List<Instant> last = new ArrayList<>(List.of(Instant.EPOCH));

        private void add(Page.Shown shown, StixObject object) {
            last.set(
                    0,
                    shown.dateAdded().isAfter(last.getFirst())
                            ? shown.dateAdded()
                            : last.getFirst());
            for (StixId each : object.markings()) {
                Tlp.ofMarking(each)
                        .ifPresent(level -> levels.add(level.label().toLowerCase(Locale.ROOT)));
            }
        }

        Instant last() {
            return last.getFirst();
        }

        Set<String> levels() {
            return levels;
        }
    }

    /** Every day on which something became readable. */
    Map<LocalDate, Day> days(Asked asked) {
        Map<LocalDate, Day> days = new TreeMap<>();
        walk(
                asked,
                Surface.MANIFEST,
                Optional.empty(),
                (shown, object) ->
                        days.computeIfAbsent(FeedEvent.day(shown.dateAdded()), day -> new Day())
                                .add(shown, object));
        return days;
    }

    /** Takes an object, and says when it became readable. */
    @FunctionalInterface
    interface Objects {
        void take(Page.Shown shown, StixObject object);
    }

    /** Hands out all that became readable after a moment, in order. */
    void walk(Asked asked, Surface surface, Optional<Instant> after, Objects objects) {
        walk(asked, surface, after, Instant.MAX, objects);
    }

    /** The same up to a moment. */
    void walk(Asked asked, Surface surface, Optional<Instant> after, Instant end, Objects objects) {
        Optional<String> next = Optional.empty();
        boolean more = true;
        while (more) {
            Page.Query query = new Page.Query(Match.ALL, after, next, Page.Query.LIMIT);
            Question question =
                    new Question(
                            asked.caller(), surface, asked.collection(), query, Optional.empty());
            Page page = read(question);
            for (Page.Shown each : page.objects()) {
                if (!each.dateAdded().isBefore(end)) {
                    return;
                }
                objects.take(each, StixObject.read(each.text().getBytes(StandardCharsets.UTF_8)));
            }
            next = page.next();
            more = next.isPresent();
        }
    }

    private Page read(Question question) {
        List<Page> read = new ArrayList<>();
        Consumer<Page> keep =
                page -> {
                    read.clear();
                    read.add(page);
                };
        sharing.read(
                question,
                page -> {
                    keep.accept(page);
                    return page.objects().stream()
                            .map(Page.Shown::text)
                            .collect(Collectors.joining(","))
                            .getBytes(StandardCharsets.UTF_8);
                });
        return read.getFirst();
    }

    /** The event of a file's name; refused as one that is not there if it is of nobody. */
    static FeedEvent event(Asked asked, String file) {
        String name = file.endsWith(".json") ? file.substring(0, file.length() - 5) : "";
        try {
            return FeedEvent.find(asked.caller(), asked.collection().id(), UUID.fromString(name))
                    .orElseThrow(() -> none(file));
        } catch (IllegalArgumentException noUuid) {
            throw none(file);
        }
    }

    static ProblemException none(String file) {
        return new ProblemException(new Problem.NotFound("event", file));
    }
}
