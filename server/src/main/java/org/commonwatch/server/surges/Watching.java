package org.commonwatch.server.surges;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.level.Budget;
import org.commonwatch.insight.level.Calibration;
import org.commonwatch.insight.level.Calibration.Runs;
import org.commonwatch.insight.level.Calibration.Thresholds;
import org.commonwatch.insight.level.Reading;
import org.commonwatch.insight.level.Watch;
import org.commonwatch.insight.series.Series;
import org.commonwatch.insight.surge.Calendar;
import org.commonwatch.insight.surge.Surge;
import org.commonwatch.insight.surge.Surges;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads series against what was to be expected. Thresholds take a second to find, and are kept as
 * long as the series is the same.
 */
public final class Watching {
    /** How many false alarms are accepted. */
    static final Budget BUDGET = Budget.usual();

    /** What thresholds are simulated with. */
    static final Runs RUNS = new Runs(20, 1);

    /** So many days at most are judged; what is before them is history. */
    static final int JUDGED_DAYS = 365;

    private static final Watch WATCH = Watch.usual();
    private static final int KEPT = 64;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Map<Series, Thresholds> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Series, Thresholds> eldest) {
                    return size() > KEPT;
                }
            };

    /** Nothing is known yet. */
    public Watching() {}

    /** A series, read: the first of the readings is of the period {@code from}. */
    record Read(int from, List<Reading> readings, Thresholds thresholds) {}

    /** Reads the last year of a series, or what there is of it beyond the history that it takes. */
    Read read(Series series) {
        int from = from(series);
        Thresholds thresholds = thresholds(series, from);
        return new Read(from, WATCH.read(series, from, series.size()), thresholds);
    }

    /**
     * The surges of that time.
     *
     * @param read the whole of what was counted, read
     */
    List<Surge> surges(Surges.Counted counted, Read read, Calendar calendar) {
        return new Surges(WATCH, read.thresholds(), BUDGET.calmDays(), calendar)
                .find(counted, read.readings());
    }

    private static int from(Series series) {
        int reach = WATCH.reach(series);
        if (series.size() <= reach) {
            throw new InsightRefusedException(
                    new InsightRefusal.TooShort("history", series.size(), reach + 1));
        }
        int judged = (int) series.cadence().periods(Duration.ofDays(JUDGED_DAYS));
        return Math.max(reach, series.size() - judged);
    }

    // One at a time: each takes a processor.
    private Thresholds thresholds(Series series, int from) {
        lock.lock();
        try {
            Thresholds kept = known.get(series);
            if (kept == null) {
                kept = Calibration.thresholds(series, WATCH, BUDGET, series.size() - from, RUNS);
                known.put(series, kept);
            }
            return kept;
        } finally {
            lock.unlock();
        }
    }
}
