package org.commonwatch.insight.gap;

import org.commonwatch.insight.knowledge.Catalogue;
import org.commonwatch.insight.knowledge.Holdings;
import org.commonwatch.insight.knowledge.Knowledge;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Rulings;
import org.commonwatch.insight.knowledge.Side;
import org.commonwatch.insight.knowledge.Times;

import java.util.BitSet;
import java.util.List;

/** Why what was known of an indicator could not be read, and what alone would have released it. */
final class Blocking {
    private final Holdings holdings;
    private final Rulings rulings;
    private final Side side;
    private final Question question;
    private final Knowledge knowledge;

    Blocking(Catalogue catalogue, Side side, Question question, Knowledge knowledge) {
        this.holdings = catalogue.holdings();
        this.rulings = side.rulings();
        this.side = side;
        this.question = question;
        this.knowledge = knowledge;
    }

    private boolean counts(int row, long until) {
        int owner = holdings.owner(row);
        return holdings.since(row) <= until
                && owner != side.party()
                && question.granted().get(owner);
    }

    /** The blocking sets of all rulings that withheld it when it was seen. */
    List<List<List<Integer>>> reasons(int indicator, long seen) {
        BitSet reasons = new BitSet();
        for (int row = holdings.start(indicator); row < holdings.start(indicator + 1); row++) {
            if (counts(row, seen - question.delay())) {
                int state = rulings.state(holdings.handling(row), seen);
                reasons.set(rulings.blocks().reason(state));
            }
        }
        return rulings.blocks().blocking(reasons);
    }

    /** The owners that held it in time. */
    List<Integer> owners(int indicator, long seen) {
        BitSet owners = new BitSet();
        for (int row = holdings.start(indicator); row < holdings.start(indicator + 1); row++) {
            if (counts(row, seen - question.delay())) {
                owners.set(holdings.owner(row));
            }
        }
        return list(owners);
    }

    /** Acts that alone would have made it readable by when it was seen. */
    List<Integer> releasing(int indicator, long seen) {
        BitSet changes = new BitSet();
        for (int row = holdings.start(indicator); row < holdings.start(indicator + 1); row++) {
            if (counts(row, seen)) {
                rulings.addReleasing(holdings.handling(row), holdings.since(row), seen, changes);
            }
        }
        return list(changes);
    }

    /** When it could first have been read, had an act been done before all of this. */
    long released(int indicator, int change) {
        long first = knowledge.readable(indicator);
        for (int row = holdings.start(indicator); row < holdings.start(indicator + 1); row++) {
            if (counts(row, Times.NEVER)) {
                first =
                        Math.min(
                                first,
                                rulings.released(
                                        holdings.handling(row), holdings.since(row), change));
            }
        }
        return first;
    }

    private static List<Integer> list(BitSet set) {
        return set.stream().boxed().toList();
    }
}
