package org.commonwatch.telemetry.simulation;

import org.commonwatch.stix.Sighting;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.counting.LineAccount;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a simulation really contains, by the rule {@code CountingRule.ATTACKS}.
 *
 * @param lines what must become of every line
 * @param cells numbers of events, in the order of the cells
 * @param hits how often and when indicators are to be seen
 * @param claimed how often and when an indicator's address is only claimed to be a source
 */
public record Truth(
        LineAccount lines,
        Map<Cell, Long> cells,
        Map<Hit, Sighting.Seen> hits,
        Map<Hit, Sighting.Seen> claimed) {
    public Truth {
        cells = Collections.unmodifiableMap(new TreeMap<>(cells));
        hits = Map.copyOf(hits);
        claimed = Map.copyOf(claimed);
    }
}
