package org.commonwatch.insight.knowledge;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;

import java.util.BitSet;

/**
 * What is asked.
 *
 * @param delay how many seconds a party needs to make use of what it reads
 * @param granted the owners whose holdings may be counted; of others nothing is counted, and
 *     nothing in the answer depends on them beyond what the party itself can read
 * @param seed of what is drawn by chance
 */
public record Question(Window window, long delay, BitSet granted, long seed) {
    private static final long YEAR = 366L * 86_400;

    public Question {
        if (delay < 0 || delay > YEAR) {
            throw new InsightRefusedException(
                    new InsightRefusal.OutOfRange(
                            "delay", delay + " seconds", "0 seconds to a year"));
        }
        granted = (BitSet) granted.clone();
    }
}
