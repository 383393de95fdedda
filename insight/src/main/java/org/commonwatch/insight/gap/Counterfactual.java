package org.commonwatch.insight.gap;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.knowledge.Catalogue;
import org.commonwatch.insight.knowledge.Holdings;
import org.commonwatch.insight.knowledge.Knowledge;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Rulings;
import org.commonwatch.insight.knowledge.Side;
import org.commonwatch.insight.knowledge.Sightings;
import org.commonwatch.insight.knowledge.Times;

import java.util.Arrays;

/**
 * What another standing would have changed.
 *
 * <p>How many attacks a warning would have prevented is not known. At least one session of each
 * indicator and asset would have been warned of; at most all that came after it could be read.
 *
 * @param objects how many more the party could read by the end of the window, and how many fewer
 * @param warned sessions that would have been warned of and were not
 * @param falseAlarms sessions that were no attacks and would have been warned of
 * @param net sessions warned of less what the false alarms cost, at the least and at the most
 */
public record Counterfactual(Objects objects, Bounds warned, Bounds falseAlarms, Bounds net) {
    /** Objects gained and lost. */
    public record Objects(long gained, long lost) {}

    /**
     * The other standing.
     *
     * @param rulings as they would have been
     * @param falseAlarmCost how many warned sessions a false alarm is worth
     */
    public record Instead(Rulings rulings, double falseAlarmCost) {
        public Instead {
            if (!(falseAlarmCost >= 0) || falseAlarmCost > 1e6) {
                throw new InsightRefusedException(
                        new InsightRefusal.OutOfRange(
                                "cost of a false alarm",
                                Double.toString(falseAlarmCost),
                                "a number from 0 to 1000000, in sessions warned of"));
            }
        }
    }

    /** Works it out. */
    public static Counterfactual of(
            Catalogue catalogue, Side side, Question question, Instead instead) {
        Knowledge is = Knowledge.of(catalogue, side, question);
        Side other =
                new Side(
                        side.party(),
                        side.sightings(),
                        side.others(),
                        instead.rulings,
                        side.mayGive());
        catalogue.check(other);
        Tally tally = new Tally(catalogue.holdings(), other, question);
        for (int i = 0; i < catalogue.indicators(); i++) {
            tally.add(i, side.rulings(), is);
        }
        Bounds warned = new Bounds(tally.warned[0], tally.warned[1]);
        Bounds falseAlarms = new Bounds(tally.falseAlarms[0], tally.falseAlarms[1]);
        double cost = instead.falseAlarmCost;
        return new Counterfactual(
                new Objects(tally.objects[0], tally.objects[1]),
                warned,
                falseAlarms,
                new Bounds(
                        warned.low() - cost * falseAlarms.high(),
                        warned.high() - cost * falseAlarms.low()));
    }

    /** Counts an indicator after another. Of each pair the first is the least. */
    private static final class Tally {
        private final Holdings holdings;
        private final Side other;
        private final Question question;
        private final long[] objects = new long[2];
        private final long[] warned = new long[2];
        private final long[] falseAlarms = new long[2];

        Tally(Holdings holdings, Side other, Question question) {
            this.holdings = holdings;
            this.other = other;
            this.question = question;
        }

        void add(int i, Rulings rulings, Knowledge is) {
            long end = question.window().to();
            long then = Times.NEVER;
            for (int row = holdings.start(i); row < holdings.start(i + 1); row++) {
                long since = holdings.since(row);
                int owner = holdings.owner(row);
                if (since < end && owner != other.party() && question.granted().get(owner)) {
                    int handling = holdings.handling(row);
                    long now = other.rulings().readable(handling, since);
                    boolean was = rulings.readable(handling, since) < end;
                    objects[0] += now < end && !was ? 1 : 0;
                    objects[1] += now >= end && was ? 1 : 0;
                    then = Math.min(then, now);
                }
            }
            if (then < is.readable(i) && is.stated(i)) {
                long from = Times.later(then, question.delay());
                count(i, from, is.readable(i), true, warned);
                count(i, from, is.readable(i), false, falseAlarms);
            }
        }

        private void count(int i, long from, long to, boolean attack, long[] counts) {
            Sightings seen = other.sightings();
            int[] assets = new int[seen.start(i + 1) - seen.start(i)];
            int n = 0;
            for (int row = seen.start(i); row < seen.start(i + 1); row++) {
                long at = seen.at(row);
                if (seen.attack(row) == attack
                        && from <= at
                        && at < to
                        && question.window().contains(at)) {
                    assets[n++] = seen.asset(row);
                    counts[1] += seen.sessions(row);
                }
            }
            Arrays.sort(assets, 0, n);
            for (int k = 0; k < n; k++) {
                counts[0] += k == 0 || assets[k] != assets[k - 1] ? 1 : 0;
            }
        }
    }
}
