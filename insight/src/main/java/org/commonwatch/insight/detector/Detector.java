package org.commonwatch.insight.detector;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.series.Series;

import java.util.List;

/** Says of each period whether more was counted than is usual. */
public sealed interface Detector permits Ears, Farrington, GlrCusum {
    /** The first period that can be judged, if nothing is missing. */
    int reach();

    /**
     * A verdict for each of the periods from {@code from} to the one before {@code to}. None
     * depends on later periods.
     *
     * @throws InsightRefusedException if there is no such period, or too little before it
     */
    List<Verdict> scan(Series series, int from, int to);

    /** Refuses periods that cannot be judged. */
    static void check(Detector detector, Series series, int from, int to) {
        if (from >= to || to > series.size()) {
            throw new InsightRefusedException(
                    new InsightRefusal.OutOfRange(
                            "range of periods",
                            from + " to " + to,
                            "a first period before a last one, of " + series.size()));
        }
        if (from < detector.reach()) {
            throw new InsightRefusedException(
                    new InsightRefusal.TooShort("history before a period", from, detector.reach()));
        }
    }

    /** Refuses an option that means nothing. */
    static void require(boolean right, String option, Object value, String allowed) {
        if (!right) {
            throw new InsightRefusedException(
                    new InsightRefusal.OutOfRange(option, String.valueOf(value), allowed));
        }
    }
}
