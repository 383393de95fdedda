package org.commonwatch.server.peers;

import org.commonwatch.server.outbound.OutboundException;
import org.commonwatch.server.peers.Connector.Progress;
import org.commonwatch.server.peers.RemoteCollection.Page;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.StixTime;
import org.commonwatch.stix.Tlp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes what another server has into a collection of ours, page by page. A page is kept before its
 * place is; so a page that comes again changes nothing.
 */
final class Pull {
    private static final Duration OVERLAP = Duration.ofMillis(1);
    private static final int GONE = 410;

    private final Connector connector;
    private final RemoteCollection from;
    private final Into into;
    // Definitions that were looked for in this round.
    private final Set<String> soughtMarkings = new HashSet<>();

    Pull(Connector connector, RemoteCollection from, Into into) {
        this.connector = connector;
        this.from = from;
        this.into = into;
    }

    /** What one page brought, and how far it leads. */
    record Step(Round round, Progress progress) {}

    /** Takes the page that comes next. */
    Step step(Progress progress) {
        Page page;
        try {
            page = from.page(progress.after(), progress.next(), connector.ends().types());
        } catch (OutboundException refused) {
            if (progress.next().isEmpty() || !isLost(refused.status())) {
                throw refused;
            }
            // The place is known there no more: the round is gone on with by date alone.
            return new Step(
                    new Round(0, 0, 0, List.of(), true),
                    new Progress(before(progress), "", progress.reached()));
        }
        Round round = take(page);
        return new Step(round, after(progress, page));
    }

    private static boolean isLost(int status) {
        return status == 400 || status == 404 || status == GONE;
    }

    // What has the same date as the last that was seen may not all have been seen.
    private static String before(Progress progress) {
        return StixTime.isTime(progress.reached())
                ? StixTime.of(StixTime.parse(progress.reached()).instant().minus(OVERLAP)).text()
                : progress.after();
    }

    private Progress after(Progress progress, Page page) {
        String reached = later(progress.reached(), page.lastAdded());
        if (!page.more()) {
            return new Progress(reached.isEmpty() ? progress.after() : reached, "", reached);
        }
        if (!page.next().isEmpty() && !page.next().equals(progress.next())) {
            return new Progress(progress.after(), page.next(), reached);
        }
        if (page.next().isEmpty() && !reached.equals(progress.after()) && !reached.isEmpty()) {
            return new Progress(reached, "", reached);
        }
        throw new OutboundException(
                from.address().getHost() + " says there is more, and brings nothing that is new.",
                "This is an error of that server: tell its operator.");
    }

    // Never back, whatever the other clock does.
    private static String later(String one, String other) {
        if (!StixTime.isTime(other)) {
            return one;
        }
        return !StixTime.isTime(one) || StixTime.parse(one).compareTo(StixTime.parse(other)) < 0
                ? other
                : one;
    }

    private Round take(Page page) {
        List<String> reasons = new ArrayList<>(page.broken());
        List<StixObject> read = new ArrayList<>();
        for (byte[] each : page.objects()) {
            try {
                read.add(StixObject.read(each));
            } catch (RefusedException e) {
                reasons.add(e.refusal().message());
            }
        }
        List<StixObject> all = new ArrayList<>(definitions(read));
        all.addAll(read);
        int fresh = into.keep(all, page.lastAdded(), reasons);
        int broken = page.objects().size() - read.size() + page.broken().size();
        long came = (long) all.size() + broken;
        return new Round(came, fresh, reasons.size(), reasons, page.more());
    }

    // A definition that stands on another page is asked for, since without it nobody may read.
    private List<StixObject> definitions(List<StixObject> objects) {
        Set<String> there = new HashSet<>();
        objects.forEach(each -> there.add(each.id().toString()));
        Set<String> wanted = new HashSet<>();
        for (StixObject object : objects) {
            for (StixId marking : Sharing.markings(object)) {
                if (Tlp.ofMarking(marking).isEmpty() && !there.contains(marking.toString())) {
                    wanted.add(marking.toString());
                }
            }
        }
        wanted.removeIf(each -> !soughtMarkings.add(each));
        List<StixObject> found = new ArrayList<>();
        for (byte[] each : from.named(wanted)) {
            try {
                found.add(StixObject.read(each));
            } catch (RefusedException unreadable) {
                // then what bears it stays closed
            }
        }
        return found;
    }
}
