package org.commonwatch.insight.gap;

import org.commonwatch.insight.disclosure.Edition;
import org.commonwatch.insight.disclosure.Label;
import org.commonwatch.insight.knowledge.Catalogue;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Side;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a party is told of its gap: its own side, and of what is hidden from it totals of the owners
 * who granted them, where they are large enough to tell of nothing single.
 *
 * @param hidden empty if the gap that is still hidden is of fewer than ten indicators or of fewer
 *     than three owners; which of both, and whether it is none, is not told
 * @param reverse how many indicators hit others that the party had known and could not give; empty
 *     if they are fewer than ten, or hit fewer than three
 * @param notStated the owners who granted nothing: what they hold may be nothing or anything
 */
public record ToldGap(
        OwnSide own, Optional<Hidden> hidden, OptionalLong reverse, List<Integer> notStated) {
    /**
     * What the party could count itself.
     *
     * @param hits indicators that hit it in the window
     * @param readInTime those that it held or could read when they hit
     * @param readSince those of the gap that it could read by the end of the window
     */
    public record OwnSide(long hits, long readInTime, long readSince) {}

    /**
     * The gap that is still hidden.
     *
     * @param shareInHundred all of the gap, what could be read since included, of what hit the
     *     party, in whole hundredths
     */
    public record Hidden(
            Row all, long shareInHundred, Tables tables, Finding finding, LeadDays leads) {}

    /**
     * The hidden gap by one thing after another; of a table that cannot be told there are no rows.
     *
     * @param releases by acts that alone would have released; an act may be in several rows
     */
    public record Tables(List<Row> reasons, List<Row> kinds, List<Row> releases) {
        public Tables {
            reasons = List.copyOf(reasons);
            kinds = List.copyOf(kinds);
            releases = List.copyOf(releases);
        }

        /**
         * How many indicators one act would have released at the least: more may be in the rest.
         */
        public long releasedBy(int change) {
            return releases.stream()
                    .filter(row ->
                            row.label().stream()
                                    .flatMap(label -> label.ways().stream())
                                    .anyMatch(way -> way.contains(List.of(change))))
                    .mapToLong(Row::indicators)
                    .sum();
        }
    }

    /**
     * A row of a table.
     *
     * @param label empty for the rest
     * @param sessions to the nearest ten; empty if they would tell of one indicator
     */
    public record Row(Optional<Label> label, long indicators, OptionalLong sessions) {}

    /**
     * How many days others knew what is hidden before it hit the party.
     *
     * @param median in whole days
     * @param deciles the first to the ninth; none if there are fewer than a hundred indicators
     */
    public record LeadDays(long median, List<Long> deciles) {
        public LeadDays {
            deciles = List.copyOf(deciles);
        }
    }

    /** What was told of hidden things, and what it was made of; the latter must be kept secret. */
    public record Kept(Edition edition, Optional<Hidden> hidden, OptionalLong reverse) {}

    /**
     * What is told, and what is to be kept beside all that was kept of this reader before.
     *
     * @param kept empty if nothing new was told
     */
    public record Telling(ToldGap told, Optional<Kept> kept) {}

    public ToldGap {
        notStated = List.copyOf(notStated);
    }

    /**
     * Tells a party of its gap.
     *
     * @param earlier all that this party was ever told of hidden things, in order
     */
    public static Telling tell(
            Catalogue catalogue, Side side, Question question, List<Kept> earlier) {
        return new Disclosing(catalogue, side, question).tell(earlier);
    }
}
