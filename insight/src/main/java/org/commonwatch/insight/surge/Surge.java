package org.commonwatch.insight.surge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * More than was to be expected, for a time.
 *
 * @param nearest the dated occasion nearest to its beginning
 * @param reason all of this in plain words
 */
public record Surge(
        Extent extent, Size size, Parts parts, Optional<Occasion> nearest, String reason) {

    /**
     * When it was.
     *
     * @param from when its first period began
     * @param to when its last period ended, as far as is known
     * @param earliest beginning that the counts leave open
     * @param latest beginning that they leave open
     */
    public record Extent(Instant from, Instant to, Instant earliest, Instant latest) {}

    /**
     * How much it was.
     *
     * @param ratio how many times as much as expected was counted
     * @param interval around the ratio; too narrow by what was chosen because it stood out
     * @param excess how much more was counted than expected
     */
    public record Size(double ratio, Interval interval, double excess) {}

    /**
     * What it was made of.
     *
     * @param kinds which kinds most of the excess is of, the greatest first
     * @param sectors which sectors most of the excess is against, the greatest first
     */
    public record Parts(List<Share> kinds, List<Share> sectors) {
        public Parts {
            kinds = List.copyOf(kinds);
            sectors = List.copyOf(sectors);
        }
    }

    /**
     * A part of the excess.
     *
     * @param share of the whole; above one if other parts fell
     */
    public record Share(String name, long count, double expected, double share) {}
}
