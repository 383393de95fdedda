package org.commonwatch.insight.gap;

import org.commonwatch.insight.knowledge.Knowledge;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Side;
import org.commonwatch.insight.knowledge.Times;

/** What the party knew of that which hit others, and could not give. */
final class Reverse {
    private final Side side;
    private final Question question;
    private final Knowledge knowledge;

    Reverse(Side side, Question question, Knowledge knowledge) {
        this.side = side;
        this.question = question;
        this.knowledge = knowledge;
    }

    /** Whether it hit others in the window. */
    boolean hit(int indicator) {
        return knowledge.stated(indicator)
                && question.window().contains(side.others().saw(indicator));
    }

    // The party knows what hit it or what it holds; others what any of them holds.
    boolean lost(int indicator) {
        long first = Math.min(knowledge.hit(indicator), knowledge.own(indicator));
        if (!hit(indicator) || first == Times.NEVER) {
            return false;
        }
        long saw = side.others().saw(indicator);
        long given = Math.min(knowledge.known(indicator), side.mayGive().first(first));
        return Times.later(first, question.delay()) <= saw && saw < given;
    }
}
