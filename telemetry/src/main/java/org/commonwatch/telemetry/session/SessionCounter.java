package org.commonwatch.telemetry.session;

import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.SessionRule;
import org.commonwatch.telemetry.event.Unit;

import java.util.ArrayList;
import java.util.List;

/** What one thread at a time knows of sessions. */
final class SessionCounter {
    private final boolean ofProbes;
    private final boolean ofAlerts;
    private final long mask4;
    private final long mask6;
    private final IntervalTable narrow;
    private final IntervalTable wide;
    private long withoutAddresses;

    // Rows of IPv4 of the events that are being added.
    private long[] mixeds = {};
    private long[] metas = {};
    private long[] times = {};
    private int rows;

    // Written only so that the compiler does not take the fetching for useless.
    @SuppressWarnings("UnusedVariable")
    private long fetched;

    SessionCounter(SessionRule rule, int rowLimit, Spill spill) {
        ofProbes = rule.of().contains(Unit.PROBE);
        ofAlerts = rule.of().contains(Unit.ALERT);
        mask4 = -1L << (SessionRule.PREFIX4_LIMIT - rule.prefix4());
        mask6 = -1L << (SessionRule.PREFIX6_LIMIT - rule.prefix6());
        long gap = rule.gapMicros();
        narrow = new IntervalTable(Rows.NARROW, gap, rowLimit, spill);
        wide = new IntervalTable(Rows.WIDE, gap, rowLimit, spill);
    }

    void add(Events events) {
        rows = 0;
        if (events.count() > mixeds.length) {
            mixeds = new long[events.count()];
            metas = new long[events.count()];
            times = new long[events.count()];
        }
        for (int i = 0; i < events.count(); i++) {
            if (isCounted(events.unit(i))) {
                add(events, i);
            }
        }
        fetched = narrow.fetch(mixeds, rows);
        for (int i = 0; i < rows; i++) {
            narrow.add(mixeds[i], metas[i], times[i]);
        }
    }

    private boolean isCounted(Unit unit) {
        return switch (unit) {
            case PROBE -> ofProbes;
            case ALERT -> ofAlerts;
            case SESSION, CONTEXT -> false;
        };
    }

    private void add(Events events, int i) {
        boolean source6 = events.isSource6(i);
        boolean target6 = events.isTarget6(i);
        if (!(source6 || events.isSource4(i)) || !(target6 || events.isTarget4(i))) {
            withoutAddresses++;
            return;
        }
        int families = (source6 ? 2 : 0) | (target6 ? 1 : 0);
        long meta = Rows.meta(events.classification(i), families);
        long low = events.targetLow(i);
        if (families == 0) {
            long addresses = (events.sourceLow(i) & mask4) << Integer.SIZE | low;
            mixeds[rows] = Rows.mixed(addresses, meta);
            metas[rows] = meta;
            times[rows++] = events.time(i);
        } else {
            long network = source6 ? events.sourceHigh(i) & mask6 : events.sourceLow(i) & mask4;
            long high = events.targetHigh(i);
            long mixed = Rows.mixed(network, meta, high, low);
            wide.add(mixed, meta, events.time(i), high, low);
        }
    }

    /** All it knows; nothing may be added any more. */
    List<SessionRun> finish() {
        List<SessionRun> runs = new ArrayList<>(narrow.finish());
        runs.addAll(wide.finish());
        return runs;
    }

    /** How many events had no source or no target. */
    long withoutAddresses() {
        return withoutAddresses;
    }

    /** How many words there is memory for. */
    int held() {
        return narrow.held() + wide.held();
    }
}
