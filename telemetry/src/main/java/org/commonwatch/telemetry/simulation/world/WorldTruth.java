package org.commonwatch.telemetry.simulation.world;

import org.commonwatch.telemetry.event.Unit;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/**
 * What a world really is.
 *
 * @param months how much is counted in each month, by the unit
 * @param risen what rose, in the order of the plan
 * @param campaigns who attacks
 */
public record WorldTruth(
        Map<YearMonth, Map<Unit, Long>> months, List<Risen> risen, List<Campaign> campaigns) {
    /**
     * What rose.
     *
     * @param to the day after the last
     * @param growing whether it grew day by day
     * @param alerts how many were counted in that time
     * @param without how many there would have been
     */
    public record Risen(
            String name, LocalDate from, LocalDate to, boolean growing, long alerts, long without) {
        /** How many times as much was counted. */
        public double ratio() {
            return (double) alerts / without;
        }
    }
}
