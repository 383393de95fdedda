package org.commonwatch.telemetry.session;

import org.commonwatch.telemetry.counting.Cell;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many sessions opened in which hour.
 *
 * @param cells exact numbers of sessions, in the order of the cells
 * @param withoutAddresses how many events are in no session because source or target are not known
 */
public record SessionCounts(Map<Cell, Long> cells, long withoutAddresses) {
    /** Sessions may open in no more different hours. */
    public static final int HOUR_LIMIT = 200_000;

    public SessionCounts {
        cells = Collections.unmodifiableMap(new TreeMap<>(cells));
    }

    /** How many sessions there are. */
    public long total() {
        return cells.values().stream().mapToLong(Long::longValue).sum();
    }
}
