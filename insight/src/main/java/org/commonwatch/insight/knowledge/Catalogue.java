package org.commonwatch.insight.knowledge;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;

/**
 * What is known of indicators, the same for all parties.
 *
 * @param kind of each indicator, a number from zero on
 * @param week in which it came up in telemetry, whoever saw it and whatever was known of it, a
 *     number from zero on; {@link #NO_WEEK} for what was looked for only because somebody held it
 * @param cluster what each indicator belongs to, a number from zero on: a campaign or, where none
 *     is known, what shares a source prefix, a kind and a week. For a reader's report clusters must
 *     be made of what that reader may know of
 */
@SuppressWarnings("ArrayRecordComponent") // millions of rows, which nobody compares
public record Catalogue(Holdings holdings, int[] kind, int[] week, int[] cluster) {
    /** No kind or cluster has a number as high. */
    public static final int KINDS_LIMIT = 1_000;

    /** No week has a number as high: it is a century of them. */
    public static final int WEEKS_LIMIT = 5_300;

    /** Of what telemetry does not show by itself. */
    public static final int NO_WEEK = -1;

    public Catalogue {
        Rows.same("kinds", kind.length, "indicators", holdings.indicators());
        Rows.same("weeks", week.length, "indicators", holdings.indicators());
        Rows.same("clusters", cluster.length, "indicators", holdings.indicators());
        Rows.within("kind", kind, KINDS_LIMIT);
        Rows.within("week", week, NO_WEEK, WEEKS_LIMIT);
        Rows.within("cluster", cluster, Math.max(1, holdings.indicators()));
    }

    public int indicators() {
        return holdings.indicators();
    }

    /** Refuses a side that is not of these indicators, owners and handlings. */
    public void check(Side side) {
        int party = side.party();
        if (party < 0 || party >= holdings.owners()) {
            throw new InsightRefusedException(
                    new InsightRefusal.OutOfRange(
                            "party",
                            Integer.toString(party),
                            "a number from 0 to " + (holdings.owners() - 1)));
        }
        Rows.same(
                "sightings' indicators", side.sightings().indicators(), "indicators", indicators());
        Rows.same("others' indicators", side.others().indicators(), "indicators", indicators());
        Rows.same("rulings", side.rulings().handlings(), "handlings", holdings.handlings());
    }
}
