/**
 * Counts one input: how much of what happened in which hour, which indicators were sighted, and
 * what became of every line.
 *
 * <p>Telemetry never becomes one row per event. It becomes cells, and the cells of two inputs, or
 * of two halves of one, add up to the cells of both: {@link
 * org.commonwatch.telemetry.counting.Tally#and}. Counts are exact, and no line is lost: those read,
 * skipped and rejected always make up all.
 *
 * <p>Start with {@code SegmentCounter}, then {@code Tally} and {@code Cell}.
 */
@NullMarked
package org.commonwatch.telemetry.counting;

import org.jspecify.annotations.NullMarked;
