package org.commonwatch.insight.level;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;

/**
 * How many false alarms are accepted: so many episodes in so many days, where alarms with fewer
 * than {@code calmDays} quiet days between them are one episode.
 */
public record Budget(double episodes, int days, int calmDays) {
    public Budget {
        if (!(episodes > 0) || days < 1 || calmDays < 1) {
            throw new InsightRefusedException(
                    new InsightRefusal.OutOfRange(
                            "budget of false alarms",
                            episodes + " in " + days + " days, " + calmDays + " calm days",
                            "more than zero episodes, and one day or more"));
        }
    }

    /** One false episode in ninety days; a week of calm ends an episode. */
    public static Budget usual() {
        return new Budget(1, 90, 7);
    }

    /** The same days for so many times the episodes. */
    public Budget share(double factor) {
        return new Budget(episodes * factor, days, calmDays);
    }

    /** How many episodes a threshold makes of daily statistics. */
    public int episodes(double[] statistics, double threshold) {
        int episodes = 0;
        int calm = calmDays;
        for (double statistic : statistics) {
            if (statistic >= threshold) {
                episodes += calm >= calmDays ? 1 : 0;
                calm = 0;
            } else {
                calm++;
            }
        }
        return episodes;
    }
}
