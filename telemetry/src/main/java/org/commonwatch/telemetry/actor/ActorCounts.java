package org.commonwatch.telemetry.actor;

import org.commonwatch.telemetry.event.Addresses;
import org.commonwatch.telemetry.event.Classification;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.geography.Sectors;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * {@link Actors} of one sensor while they are counted. Not for use by several threads at once; give
 * each its own, and add up what they make.
 */
public final class ActorCounts {
    private static final long MICROS_PER_HOUR = 3_600_000_000L;
    private static final int HOURS_PER_DAY = 24;
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final int CLASSIFICATION_MASK = (1 << Classification.BITS) - 1;
    private static final int PORT_BITS = 16;
    private static final long MAPPED = 0xFFFFL << 32; // RFC 4291 §2.5.5.2

    /** Of one scope. */
    private static final class PartyCounts {
        private final DistinctCount sources = new DistinctCount();
        private final DistinctCount targets = new DistinctCount();

        Actors.Parties parties() {
            return new Actors.Parties(sources.distinct(), targets.distinct());
        }
    }

    /** Of one day. */
    private static final class DayCounts {
        private final LeaderCount sources = new LeaderCount();
        private final LeaderCount targets = new LeaderCount();
        private final LeaderCount signatures = new LeaderCount();
        private final LeaderCount claimants = new LeaderCount();

        Actors.DayLeaders leaders() {
            return new Actors.DayLeaders(
                    sources.leaders(ActorCounts::address),
                    targets.leaders(ActorCounts::address),
                    signatures.leaders(ActorCounts::text),
                    claimants.leaders(Question::claimant));
        }
    }

    /** Of one service. */
    private static final class RequestCounts {
        private final DistinctCount sources = new DistinctCount();
        private long count;
    }

    private final String sensor;
    private final Sectors sectors;
    private final long[] lately = new long[1 << 12];
    private final ByLong<PartyCounts> hours = new ByLong<>(Actors.SCOPE_LIMIT, PartyCounts::new);
    private final ByLong<PartyCounts> days = new ByLong<>(Actors.SCOPE_LIMIT, PartyCounts::new);
    private final ByLong<DayCounts> leaders = new ByLong<>(Actors.DAY_LIMIT, DayCounts::new);
    private final ByLong<RequestCounts> requests =
            new ByLong<>(Actors.REQUEST_LIMIT, RequestCounts::new);
    private final Question question = new Question();

    /** Starts with nobody. */
    public ActorCounts(String sensor, Sectors sectors) {
        this.sensor = sensor;
        this.sectors = sectors;
    }

    /** Takes who took part in the probes and alerts among the events. */
    public void add(Events events) {
        for (int i = 0; i < events.count(); i++) {
            Unit unit = events.unit(i);
            if (unit != Unit.CONTEXT) {
                long hour = Math.floorDiv(events.time(i), MICROS_PER_HOUR);
                addParties(events, i, hour);
                if (Reflection.isRequest(events, i)) {
                    addRequest(events, i, hour);
                }
                if (unit == Unit.ALERT) {
                    addAlert(events, i, leaders.get(Math.floorDiv(hour, HOURS_PER_DAY)));
                }
            }
        }
    }

    private void addParties(Events events, int i, long hour) {
        int classification = events.classification(i);
        long ofHour = hour << Classification.BITS | Classification.withoutKind(classification);
        long day = Math.floorDiv(hour, HOURS_PER_DAY);
        long ofDay =
                (day << Classification.BITS | classification) << Sectors.BITS
                        | sectors.ofTarget(events, i);
        if (hasSource(events, i)) {
            long hash = Hashes.of(events.sourceHigh(i), sourceLow(events, i));
            if (isNew(hash, ofHour, ofDay)) {
                hours.get(ofHour).sources.add(hash);
                days.get(ofDay).sources.add(hash);
            }
        }
        if (hasTarget(events, i)) {
            long hash = Hashes.of(events.targetHigh(i), targetLow(events, i));
            if (isNew(~hash, ofHour, ofDay)) {
                hours.get(ofHour).targets.add(hash);
                days.get(ofDay).targets.add(hash);
            }
        }
    }

    // Most events are of somebody met a moment ago, who changes no number of different ones.
    private boolean isNew(long hash, long ofHour, long ofDay) {
        long met = hash + Hashes.of(ofHour, ofDay);
        int slot = (int) met & (lately.length - 1);
        boolean isNew = lately[slot] != met;
        lately[slot] = met;
        return isNew;
    }

    private void addRequest(Events events, int i, long hour) {
        long ofKind = hour << Classification.BITS | events.classification(i);
        question.take(events, i);
        long ofService = ofKind << PORT_BITS | events.targetPort(i);
        RequestCounts asked = requests.get(ofService << Question.SORT_BITS | question.sort());
        asked.count++;
        if (hasSource(events, i)) {
            asked.sources.add(Hashes.of(events.sourceHigh(i), sourceLow(events, i)));
        }
    }

    private void addAlert(Events events, int i, DayCounts day) {
        if (hasSource(events, i)) {
            if (events.established(i)) {
                day.sources.add(events.sourceHigh(i), sourceLow(events, i));
            } else if (Reflection.isRequest(events, i)) {
                question.take(events, i);
                question.addTo(
                        day.claimants,
                        events.targetPort(i),
                        events.sourceHigh(i),
                        sourceLow(events, i));
            }
        }
        if (hasTarget(events, i)) {
            day.targets.add(events.targetHigh(i), targetLow(events, i));
        }
        for (int j = events.textsFrom(i); j < events.textsFrom(i + 1); j++) {
            if (events.text(j) == Text.SIGNATURE) {
                int from = events.textStart(j);
                day.signatures.add(events.textBytes(j), from, from + events.textLength(j));
            }
        }
    }

    /** Who took part so far. */
    public Actors actors() {
        Map<Actors.HourScope, Actors.Parties> ofHours = new HashMap<>();
        hours.forEach((key, counts) -> ofHours.put(hourScope(key), counts.parties()));
        Map<Actors.DayScope, Actors.Parties> ofDays = new HashMap<>();
        days.forEach((key, counts) -> ofDays.put(dayScope(key), counts.parties()));
        Map<Instant, Actors.DayLeaders> ofLeaders = new HashMap<>();
        leaders.forEach(
                (day, counts) -> ofLeaders.put(hour(day * HOURS_PER_DAY), counts.leaders()));
        Map<Actors.PortScope, Actors.Requests> asked = new HashMap<>();
        requests.forEach((key, counts) ->
                asked.put(
                        service(key),
                        new Actors.Requests(counts.count, counts.sources.distinct())));
        return new Actors(ofHours, ofDays, ofLeaders, asked);
    }

    private Actors.HourScope hourScope(long key) {
        int classification = (int) key & CLASSIFICATION_MASK;
        return new Actors.HourScope(
                hour(key >> Classification.BITS),
                sensor,
                Classification.unit(classification),
                Classification.established(classification));
    }

    private Actors.DayScope dayScope(long key) {
        long ofKind = key >> Sectors.BITS;
        int classification = (int) ofKind & CLASSIFICATION_MASK;
        return new Actors.DayScope(
                hour((ofKind >> Classification.BITS) * HOURS_PER_DAY),
                Classification.unit(classification),
                Classification.kind(classification),
                Classification.established(classification),
                sectors.name((int) key & ((1 << Sectors.BITS) - 1)));
    }

    private Actors.PortScope service(long key) {
        long ofService = key >> Question.SORT_BITS;
        long ofKind = ofService >> PORT_BITS;
        int classification = (int) ofKind & CLASSIFICATION_MASK;
        return new Actors.PortScope(
                hour(ofKind >> Classification.BITS),
                sensor,
                Classification.unit(classification),
                Classification.kind(classification),
                (int) ofService & ((1 << PORT_BITS) - 1),
                (int) key & ((1 << Question.SORT_BITS) - 1));
    }

    private static Instant hour(long number) {
        return Instant.ofEpochSecond(number * SECONDS_PER_HOUR);
    }

    private static boolean hasSource(Events events, int i) {
        return events.isSource4(i) || events.isSource6(i);
    }

    private static boolean hasTarget(Events events, int i) {
        return events.isTarget4(i) || events.isTarget6(i);
    }

    // IPv4 as IPv6 maps it, so that no two addresses are the same bits.
    private static long sourceLow(Events events, int i) {
        return events.isSource4(i) ? events.sourceLow(i) | MAPPED : events.sourceLow(i);
    }

    private static long targetLow(Events events, int i) {
        return events.isTarget4(i) ? events.targetLow(i) | MAPPED : events.targetLow(i);
    }

    static String address(long high, long low, byte[] none) {
        boolean four = high == 0 && low >>> 32 == MAPPED >>> 32;
        return Addresses.text(four, high, four ? low & 0xFFFF_FFFFL : low);
    }

    private static String text(long hash, long none, byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }
}
