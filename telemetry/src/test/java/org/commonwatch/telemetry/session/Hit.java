package org.commonwatch.telemetry.session;

import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.SessionRule;
import org.commonwatch.telemetry.event.Unit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event that may belong to a session, and the sessions of such events counted in the plainest
 * way.
 */
record Hit(long micros, Address source, Address target, Unit unit, boolean established) {
    static final String SENSOR = "gate-1";
    private static final CountingRule RULE = CountingRule.ATTACKS;
    private static final int ALERT = RULE.type("eve/alert");
    private static final int FLOW = RULE.type("eve/flow");
    private static final int DNS = RULE.type("eve/dns");

    /** Of 0, 4 or 16 bytes. */
    record Address(int bytes, long high, long low) {
        static final Address NONE = new Address(0, 0, 0);

        static Address four(long low) {
            return new Address(4, 0, low);
        }

        static Address six(long high, long low) {
            return new Address(16, high, low);
        }

        private List<Long> network(SessionRule rule) {
            return bytes == 4
                    ? List.of(4L, low >>> (32 - rule.prefix4()))
                    : List.of(16L, high >>> (64 - rule.prefix6()));
        }
    }

    Kind kind() {
        return unit == Unit.PROBE ? Kind.SCAN : Kind.LOGIN_ATTEMPT;
    }

    private void addTo(Events events) {
        events.begin();
        events.putTime(micros, true);
        switch (source.bytes) {
            case 4 -> events.putSource4((int) source.low);
            case 16 -> events.putSource6(source.high, source.low);
            default -> {}
        }
        switch (target.bytes) {
            case 4 -> events.putTarget4((int) target.low);
            case 16 -> events.putTarget6(target.high, target.low);
            default -> {}
        }
        int shown = established ? Fact.TCP.bit() | Fact.CONNECTED.bit() : 0;
        switch (unit) {
            case ALERT -> events.classify(RULE, ALERT, shown, kind());
            case PROBE -> events.classify(RULE, FLOW, shown | Fact.NEW.bit(), Kind.OTHER);
            case SESSION, CONTEXT -> events.classify(RULE, DNS, shown, Kind.OTHER);
        }
        events.end();
    }

    static Events events(List<Hit> hits) {
        var events = new Events();
        events.clear(new byte[0]);
        hits.forEach(hit -> hit.addTo(events));
        return events;
    }

    /** What is to be counted: sorts, and looks for gaps. */
    static SessionCounts naive(SessionRule rule, List<Hit> hits) {
        Map<List<Object>, List<Hit>> byKey = new HashMap<>();
        long without = 0;
        for (Hit hit : hits) {
            if (!rule.of().contains(hit.unit)) {
                continue;
            }
            if (hit.source.bytes == 0 || hit.target.bytes == 0) {
                without++;
                continue;
            }
            List<Object> key = List.of(hit.source.network(rule), hit.target, hit.kind());
            byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(hit);
        }
        Map<Cell, Long> cells = new TreeMap<>();
        long gap = rule.gap().toNanos() / 1_000;
        for (List<Hit> ofKey : byKey.values()) {
            ofKey.sort(Comparator.comparingLong(Hit::micros));
            int from = 0;
            for (int i = 1; i <= ofKey.size(); i++) {
                if (i == ofKey.size() || ofKey.get(i).micros - ofKey.get(i - 1).micros > gap) {
                    cells.merge(cell(ofKey.subList(from, i)), 1L, Long::sum);
                    from = i;
                }
            }
        }
        return new SessionCounts(cells, without);
    }

    private static Cell cell(List<Hit> session) {
        Hit first = session.getFirst();
        Instant hour =
                Instant.EPOCH.plus(first.micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.HOURS);
        boolean established = session.stream().anyMatch(Hit::established);
        return new Cell(hour, SENSOR, Unit.SESSION, first.kind(), established);
    }
}
