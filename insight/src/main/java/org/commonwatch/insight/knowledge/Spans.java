package org.commonwatch.insight.knowledge;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;

import java.util.List;

/** Times when something was allowed, in order, each from a second to the one before another. */
public record Spans(List<Window> all) {
    /** At no time. */
    public static final Spans NONE = new Spans(List.of());

    public Spans {
        all = List.copyOf(all);
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).from() < all.get(i - 1).to()) {
                throw new InsightRefusedException(
                        new InsightRefusal.BadRow(
                                "span",
                                i,
                                all.get(i).toString(),
                                "spans in order, of which none overlap"));
            }
        }
    }

    /** The first second at or after a time at which it was allowed. */
    public long first(long since) {
        for (Window each : all) {
            if (since < each.to()) {
                return Math.max(since, each.from());
            }
        }
        return Times.NEVER;
    }
}
