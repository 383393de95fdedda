package org.commonwatch.insight.world;

import org.commonwatch.insight.gap.Gap;
import org.commonwatch.insight.knowledge.Catalogue;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Side;

/** What there is, what party 0 saw of it, and the question what others knew. */
public record World(Catalogue catalogue, Side side, Question question) {
    public Gap gap() {
        return Gap.of(catalogue, side, question);
    }
}
