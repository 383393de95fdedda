package org.commonwatch.server.peers;

import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.notices.Notice;
import org.commonwatch.server.notices.Notices;
import org.commonwatch.server.peers.Connector.Progress;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Surface;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.json.JsonString;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Makes one notice in a round of what has become readable to a party in a collection since the
 * last. It is read as if the party had asked, and recorded so; what was there before the first
 * round is not told.
 */
final class Telling {
    private static final int PAGE = 1_000;
    private static final int PAGES = 100;
    private static final int NAMED = 20;
    private static final int NAME = 100;

    private final Connector connector;
    private final Collection from;
    private final Sharing sharing;
    private final Notices notices;
    private final InstantSource clock;

    Telling(
            Connector connector,
            Collection from,
            Sharing sharing,
            Notices notices,
            InstantSource clock) {
        this.connector = connector;
        this.from = from;
        this.sharing = sharing;
        this.notices = notices;
        this.clock = clock;
    }

    /** Tells what is new. */
    Pull.Step step(Progress progress) {
        if (progress.reached().isEmpty()) {
            String now = clock.instant().toString();
            return new Pull.Step(Round.NOTHING, new Progress("", "", now));
        }
        Map<String, Integer> counts = new TreeMap<>();
        List<String> names = new ArrayList<>();
        String place = progress.after();
        boolean more = true;
        for (int page = 0; more && page < PAGES; page++) {
            Page read = read(place, Instant.parse(progress.reached()));
            for (Page.Shown each : read.objects()) {
                counts.merge(each.id().substring(0, each.id().indexOf("--")), 1, Integer::sum);
                if (names.size() < NAMED) {
                    names.add(name(each));
                }
                place = each.place().get();
            }
            more = read.next().isPresent();
        }
        int all = counts.values().stream().mapToInt(each -> each).sum();
        if (all > 0) {
            notices.tell(notice(place, all, counts, names), connector.name());
        }
        Progress then = new Progress(place, "", progress.reached());
        return new Pull.Step(new Round(all, all, 0, List.of(), more), then);
    }

    private Notice notice(String place, int all, Map<String, Integer> counts, List<String> names) {
        String types =
                counts.entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining(", "));
        StringBuilder said =
                new StringBuilder("%d new in %s: %s".formatted(all, from.title(), types));
        names.forEach(each -> said.append('\n').append(each));
        if (all > names.size()) {
            said.append("\nand ").append(all - names.size()).append(" more");
        }
        // The same again, if the round ends before its place is kept.
        String what = connector.name() + " " + place;
        return new Notice(
                UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)),
                "new-objects",
                clock.instant(),
                connector.party(),
                said.toString(),
                "/api/v1/collections/" + from.id() + "/objects");
    }

    private static String name(Page.Shown shown) {
        StixObject object = StixObject.read(shown.text().getBytes(StandardCharsets.UTF_8));
        String name =
                object.properties().get("name") instanceof JsonString text ? text.value() : "";
        String plain = name.replaceAll("\\p{Cntrl}+", " ");
        String some = plain.length() > NAME ? plain.substring(0, NAME) + "…" : plain;
        return shown.id() + (some.isBlank() ? "" : "  " + some);
    }

    private Page read(String place, Instant reached) {
        Optional<String> next = Optional.of(place).filter(each -> !each.isEmpty());
        Match match =
                new Match(
                        Set.of(), connector.ends().types(), Set.of(), Match.Versions.ALL, Set.of());
        Question question =
                new Question(
                        new Caller(connector.party(), "connector:" + connector.name()),
                        Surface.NOTICE,
                        from,
                        new Page.Query(
                                match,
                                next.isPresent() ? Optional.empty() : Optional.of(reached),
                                next,
                                PAGE),
                        Optional.empty());
        AtomicReference<Page> read = new AtomicReference<>(new Page(List.of(), Optional.empty()));
        sharing.read(
                question,
                page -> {
                    read.set(page);
                    return page.objects().stream()
                            .map(Page.Shown::id)
                            .collect(Collectors.joining(" "))
                            .getBytes(StandardCharsets.UTF_8);
                });
        return read.get();
    }
}
