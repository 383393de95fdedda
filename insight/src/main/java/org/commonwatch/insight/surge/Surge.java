package org.commonwatch.insight.surge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * More than was to be expected, for a time.
 *
 * @param from when the first period of it began
 * @param to when its last period ended, as far as is known
 * @param ratio how many times as much as expected was counted
 * @param ratioInterval around it; too narrow by what was chosen because it stood out
 * @param excess how much more was counted than expected
 * @param kinds which kinds most of the excess is of, the greatest first
 * @param sectors which sectors most of the excess is against, the greatest first
 * @param change when it most likely began
 * @param nearest the dated occasion nearest to its beginning
 * @param reason all of this in plain words
 */
public record Surge(
        Instant from,
        Instant to,
        double ratio,
        Interval ratioInterval,
        double excess,
        List<Share> kinds,
        List<Share> sectors,
        Change change,
        Optional<Occasion> nearest,
        String reason) {

    public Surge {
        kinds = List.copyOf(kinds);
        sectors = List.copyOf(sectors);
    }

    /**
     * A part of the excess.
     *
     * @param share of the whole; above one if other parts fell
     */
    public record Share(String name, long count, double expected, double share) {}

    /** The likeliest beginning, and the earliest and latest ones that the counts leave open. */
    public record Change(Instant likeliest, Instant earliest, Instant latest) {}
}
