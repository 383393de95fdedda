package org.commonwatch.server.peers;

import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.peers.Connector.Progress;
import org.commonwatch.server.peers.Provenance.Version;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Surface;
import org.commonwatch.stix.StixObject;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Brings what another party may read of a collection of ours into one of its server's. It is read
 * as if the party had asked, and recorded so, before it is sent.
 */
final class Push {
    private static final int PAGE = 500;
    // What is around the objects of an envelope.
    private static final int AROUND = 64;

    private final Connector connector;
    private final Collection from;
    private final RemoteCollection to;
    private final Sharing sharing;
    private final Provenance provenance;

    Push(
            Connector connector,
            Collection from,
            RemoteCollection to,
            Sharing sharing,
            Provenance provenance) {
        this.connector = connector;
        this.from = from;
        this.to = to;
        this.sharing = sharing;
        this.provenance = provenance;
    }

    /** Sends what comes next. */
    Pull.Step step(Progress progress) {
        Optional<String> place =
                Optional.of(progress.after())
                        .filter(each -> !each.isEmpty() && sharing.knows(each));
        Page page = read(place);
        if (page.objects().isEmpty()) {
            return new Pull.Step(Round.NOTHING, progress);
        }
        Round round = send(page);
        String last = page.objects().getLast().place().get();
        return new Pull.Step(round, new Progress(last, "", ""));
    }

    private Page read(Optional<String> place) {
        Match match =
                new Match(
                        Set.of(), connector.ends().types(), Set.of(), Match.Versions.ALL, Set.of());
        Question question =
                new Question(
                        new Caller(connector.party(), "connector:" + connector.name()),
                        Surface.PUSH,
                        from,
                        new Page.Query(match, Optional.empty(), place, PAGE),
                        Optional.empty());
        AtomicReference<Page> read = new AtomicReference<>(new Page(List.of(), Optional.empty()));
        sharing.read(
                question,
                page -> {
                    read.set(page);
                    return page.objects().stream()
                            .map(Page.Shown::text)
                            .collect(Collectors.joining(","))
                            .getBytes(StandardCharsets.UTF_8);
                });
        return read.get();
    }

    private Round send(Page page) {
        List<StixObject> objects =
                page.objects().stream()
                        .map(each -> StixObject.read(each.text().getBytes(StandardCharsets.UTF_8)))
                        .toList();
        List<Version> versions = objects.stream().map(Version::of).toList();
        Set<Version> done = new HashSet<>(provenance.wentBy(connector.name(), versions));
        done.addAll(provenance.cameFrom(connector.party(), versions));
        List<StixObject> batch = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        long size = AROUND;
        int sent = 0;
        for (StixObject each : objects) {
            if (done.contains(Version.of(each))) {
                continue;
            }
            if (!batch.isEmpty() && size + each.bytes().length > to.contentBytes()) {
                reasons.addAll(post(batch));
                batch.clear();
                size = AROUND;
            }
            batch.add(each);
            size += each.bytes().length + 1;
            sent++;
        }
        if (!batch.isEmpty()) {
            reasons.addAll(post(batch));
        }
        return new Round(
                objects.size(),
                (long) sent - reasons.size(),
                reasons.size(),
                reasons,
                page.next().isPresent());
    }

    private List<String> post(List<StixObject> batch) {
        Map<String, String> failures = to.post(batch.stream().map(StixObject::bytes).toList());
        provenance.went(
                connector.name(),
                batch.stream()
                        .filter(each -> !failures.containsKey(each.id().toString()))
                        .map(Version::of)
                        .toList(),
                "");
        List<String> reasons = new ArrayList<>();
        for (StixObject each : batch) {
            String why = failures.get(each.id().toString());
            if (why != null) {
                provenance.went(connector.name(), List.of(Version.of(each)), why);
                reasons.add(each.id() + ": " + why);
            }
        }
        return reasons;
    }
}
