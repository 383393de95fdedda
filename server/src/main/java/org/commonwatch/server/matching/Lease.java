package org.commonwatch.server.matching;

import org.commonwatch.telemetry.matching.IndicatorTable;

/**
 * What is looked for now, for as long as somebody matches with it. Whoever holds it commits what it
 * found, and that its events were matched by this {@link #generation}, before it is closed: what is
 * looked for later is matched with these events only then.
 */
public final class Lease implements AutoCloseable {
    private final long generation;
    private final IndicatorTable table;
    private final Runnable closing;

    Lease(long generation, IndicatorTable table, Runnable closing) {
        this.generation = generation;
        this.table = table;
        this.closing = closing;
    }

    /** The number of what is looked for; it grows with every change. */
    public long generation() {
        return generation;
    }

    /** What is looked for. */
    public IndicatorTable table() {
        return table;
    }

    @Override
    public void close() {
        closing.run();
    }
}
