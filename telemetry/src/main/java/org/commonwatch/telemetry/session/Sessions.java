package org.commonwatch.telemetry.session;

import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.SessionRule;
import org.commonwatch.telemetry.sensor.SensorReader;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Collects what belongs to the sessions of one sensor, from any number of threads, inputs and
 * chunks in any order, within bounded memory.
 *
 * <p>A session goes on from one input into the next, so there is one collection for all of them.
 * The same event twice is as once.
 */
public final class Sessions {
    /**
     * No thread keeps more intervals at hand; as many more stand in its log, and to sort them takes
     * as much room again: 96 MiB for IPv4, and 144 MiB if there are as many of IPv6 besides.
     */
    public static final int ROW_LIMIT = 1 << 20;

    private static final int LEAST_ROWS = 4;

    private final SessionRule rule;
    private final int rowLimit;
    private final Spill spill;
    // Both are guarded by this object's lock. As many as threads ever came at once.
    private final List<SessionCounter> counters = new ArrayList<>();
    private final Deque<SessionCounter> idle = new ArrayDeque<>();

    /**
     * An empty collection.
     *
     * @param rowLimit a power of two, from 4 to {@link #ROW_LIMIT}
     * @param spill where to keep what is beyond the limit
     */
    public Sessions(SessionRule rule, int rowLimit, Spill spill) {
        if (rowLimit < LEAST_ROWS || rowLimit > ROW_LIMIT || Integer.bitCount(rowLimit) != 1) {
            throw new IllegalArgumentException("no limit for rows: " + rowLimit);
        }
        this.rule = rule;
        this.rowLimit = rowLimit;
        this.spill = spill;
    }

    /** A reader that also hands here what the given one reads. */
    public SensorReader after(SensorReader reader) {
        return (chunk, batch) -> {
            reader.read(chunk, batch);
            add(batch.events());
        };
    }

    /** Takes events, on any thread. If the spill throws, the collection is of no more use. */
    public void add(Events events) {
        SessionCounter counter = taken();
        counter.add(events);
        synchronized (this) {
            idle.push(counter);
        }
    }

    private synchronized SessionCounter taken() {
        if (idle.isEmpty()) {
            counters.add(new SessionCounter(rule, rowLimit, spill));
            return counters.getLast();
        }
        return idle.pop();
    }

    /** All that was taken; nothing may be added any more. */
    public synchronized SessionState finish() {
        if (idle.size() < counters.size()) {
            throw new IllegalStateException("events are being added, or could not be");
        }
        List<SessionRun> runs =
                counters.parallelStream().flatMap(counter -> counter.finish().stream()).toList();
        long without = counters.stream().mapToLong(SessionCounter::withoutAddresses).sum();
        return new SessionState(rule, runs, without);
    }

    /** How many words there is memory for. */
    synchronized long held() {
        return counters.stream().mapToLong(SessionCounter::held).sum();
    }
}
