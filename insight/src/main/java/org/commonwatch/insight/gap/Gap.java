package org.commonwatch.insight.gap;

import org.commonwatch.insight.knowledge.Catalogue;
import org.commonwatch.insight.knowledge.Knowledge;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Side;

import java.util.List;

/**
 * What others knew of that which hit a party, and could not tell it.
 *
 * <p>It counts whatever the question's owners granted, however small the numbers: it is for those
 * who may know them all. What a reader may be told is a {@link ToldGap}.
 *
 * @param finding what may be said beyond what was counted
 * @param reasons the gap by why it was withheld, the most first
 * @param releases what single acts would have released
 */
public record Gap(
        Shares shares, Finding finding, Leads leads, List<Reason> reasons, Releases releases) {
    /**
     * How many campaigns must have hit the party: from so many on the intervals were found to hold
     * what they say ({@code GapStudyTest}).
     */
    public static final int LEAST_CLUSTERS = 20;

    public Gap {
        reasons = List.copyOf(reasons);
    }

    /** Measures it. */
    public static Gap of(Catalogue catalogue, Side side, Question question) {
        Knowledge knowledge = Knowledge.of(catalogue, side, question);
        return new Measuring(catalogue, side, question, knowledge).gap();
    }
}
