package org.commonwatch.server.surges;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.level.Budget;
import org.commonwatch.insight.level.Calibration;
import org.commonwatch.insight.level.Calibration.Runs;
import org.commonwatch.insight.level.Calibration.Thresholds;
import org.commonwatch.insight.level.EarlyWatch;
import org.commonwatch.insight.level.Reading;
import org.commonwatch.insight.level.Watch;
import org.commonwatch.insight.series.Cadence;
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
 * Reads series against what was to be expected. Thresholds take a second to find, and readings and
 * surges some tenths of one: all are kept as long as the counts are the same, for one page asks for
 * them several times at once.
 */
public final class Watching {
    /** How many false alarms are accepted. */
    static final Budget BUDGET = Budget.usual();

    /** What thresholds are simulated with. */
    static final Runs RUNS = new Runs(20, 1);

    /** So many days at most are judged; what is before them is history. */
    static final int JUDGED_DAYS = 365;

    private static final Watch WATCH = Watch.usual();
    private static final EarlyWatch EARLY = EarlyWatch.usual();
    // A run of weeks takes next to nothing.
    private static final Runs EARLY_RUNS = new Runs(200, 1);
    private static final int KEPT = 64;
    // A year of hours has 8,760 readings.
    private static final int KEPT_READS = 16;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Map<Sought, Thresholds> known = latest(KEPT);
    private final Map<Sought, Read> reads = latest(KEPT_READS);
    private final Map<Risen, List<Surge>> risen = latest(KEPT_READS);

    private record Sought(Series series, Budget budget) {}

    private record Risen(Surges.Counted counted, Thresholds thresholds, Calendar calendar) {}

    private static <K, V> Map<K, V> latest(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Nothing is known yet. */
    public Watching() {}

    /** What was to be expected is told from. */
    enum Method {
        /** A level that the series' own history makes likely. */
        LEVEL,
        /** The week that ended two days before, where there is too little history for a level. */
        EARS
    }

    /**
     * A series, read: the first of the readings is of the period {@code from}.
     *
     * @param runs that thresholds were simulated with
     */
    record Read(
            Method method, int from, List<Reading> readings, Thresholds thresholds, Runs runs) {}

    /**
     * Reads the last year of a series, or what there is of it beyond the history that it takes;
     * days of less than twelve weeks by EARS.
     */
    Read read(Series series) {
        return read(series, BUDGET);
    }

    /** The same, with as many false alarms as that. */
    Read read(Series series, Budget budget) {
        if (series.cadence() == Cadence.DAY
                && series.size() <= WATCH.reach(series)
                && series.size() > EARLY.reach()) {
            return early(series, budget);
        }
        return level(new Sought(series, budget), from(series));
    }

    private static Read early(Series series, Budget budget) {
        Thresholds thresholds = EARLY.thresholds(series, budget, EARLY_RUNS);
        List<Reading> readings = EARLY.read(series, EARLY.reach(), series.size());
        return new Read(Method.EARS, EARLY.reach(), readings, thresholds, EARLY_RUNS);
    }

    /**
     * The surges of that time.
     *
     * @param read the whole of what was counted, read
     */
    List<Surge> surges(Surges.Counted counted, Read read, Calendar calendar) {
        lock.lock();
        try {
            return risen.computeIfAbsent(
                    new Risen(counted, read.thresholds(), calendar),
                    asked ->
                            new Surges(WATCH, asked.thresholds, BUDGET.calmDays(), calendar)
                                    .find(counted, read.readings()));
        } finally {
            lock.unlock();
        }
    }

    private static int from(Series series) {
        int reach = WATCH.reach(series);
        if (series.size() <= reach) {
            int least = series.cadence() == Cadence.DAY ? EARLY.reach() : reach;
            throw new InsightRefusedException(
                    new InsightRefusal.TooShort("history", series.size(), least + 1));
        }
        int judged = (int) series.cadence().periods(Duration.ofDays(JUDGED_DAYS));
        return Math.max(reach, series.size() - judged);
    }

    // One at a time: each takes all processors.
    private Read level(Sought asked, int from) {
        lock.lock();
        try {
            Read kept = reads.get(asked);
            if (kept == null) {
                Series series = asked.series;
                List<Reading> readings = WATCH.read(series, from, series.size());
                kept = new Read(Method.LEVEL, from, readings, thresholds(asked, from), RUNS);
                reads.put(asked, kept);
            }
            return kept;
        } finally {
            lock.unlock();
        }
    }

    private Thresholds thresholds(Sought asked, int from) {
        Thresholds kept = known.get(asked);
        if (kept == null) {
            int judged = asked.series.size() - from;
            kept = Calibration.thresholds(asked.series, WATCH, asked.budget, judged, RUNS);
            known.put(asked, kept);
        }
        return kept;
    }
}
