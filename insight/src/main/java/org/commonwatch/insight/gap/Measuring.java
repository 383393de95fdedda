package org.commonwatch.insight.gap;

import org.commonwatch.insight.knowledge.Catalogue;
import org.commonwatch.insight.knowledge.Knowledge;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Side;
import org.commonwatch.insight.knowledge.Sightings;
import org.commonwatch.insight.knowledge.Times;
import org.commonwatch.insight.resampling.ClusterRatio;
import org.commonwatch.insight.resampling.Estimate;
import org.commonwatch.insight.survival.KaplanMeier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Counts what hit a party, an indicator after another. */
final class Measuring {
    private final Catalogue catalogue;
    private final Side side;
    private final Question question;
    private final Knowledge knowledge;
    private final Blocking blocking;

    // Of each cluster: indicators and sessions, those of the gap and all that hit.
    private final double[] gaps;
    private final double[] hits;
    private final double[] compared;
    private final double[] sessionGaps;
    private final double[] sessions;

    private final List<Integer> found = new ArrayList<>();
    private final Map<List<List<List<Integer>>>, long[]> reasons = new HashMap<>();
    private final Map<List<Integer>, long[]> sets = new HashMap<>();
    private final Map<Integer, long[]> single = new HashMap<>();

    Measuring(Catalogue catalogue, Side side, Question question, Knowledge knowledge) {
        this.catalogue = catalogue;
        this.side = side;
        this.question = question;
        this.knowledge = knowledge;
        this.blocking = new Blocking(catalogue, side, question, knowledge);
        int clusters = Arrays.stream(catalogue.cluster()).max().orElse(-1) + 1;
        this.gaps = new double[clusters];
        this.hits = new double[clusters];
        this.compared = new double[clusters];
        this.sessionGaps = new double[clusters];
        this.sessions = new double[clusters];
    }

    Gap gap() {
        for (int i = 0; i < knowledge.indicators(); i++) {
            if (knowledge.hit(i) != Times.NEVER) {
                add(i);
            }
        }
        Shares shares =
                new Shares(share(gaps, hits), share(sessionGaps, sessions), reverse(), withheld());
        return new Gap(shares, finding(), leads(), reasons(), releases());
    }

    private void add(int i) {
        int cluster = catalogue.cluster()[i];
        Sightings seen = side.sightings();
        long ofGap = 0;
        long last = Times.BEGINNING;
        for (int row = seen.start(i); row < seen.start(i + 1); row++) {
            if (seen.attack(row) && question.window().contains(seen.at(row))) {
                sessions[cluster] += seen.sessions(row);
                if (knowledge.isGap(i, seen.at(row), question.delay())) {
                    ofGap += seen.sessions(row);
                    last = seen.at(row);
                }
            }
        }
        sessionGaps[cluster] += ofGap;
        long hit = knowledge.hit(i);
        if (question.window().contains(hit)) {
            hits[cluster]++;
            compared[cluster] += catalogue.week()[i] == Catalogue.NO_WEEK ? 0 : 1;
            if (knowledge.isGap(i, hit, question.delay())) {
                gaps[cluster]++;
                found.add(i);
                count(reasons, blocking.reasons(i, hit), ofGap);
                List<Integer> releasing = blocking.releasing(i, hit);
                count(sets, releasing, ofGap);
                releasing.forEach(change -> counted(single, change)[0]++);
            }
        }
        if (ofGap > 0) {
            blocking.releasing(i, last)
                    .forEach(change -> counted(single, change)[1] += released(i, change));
        }
    }

    private static <T> long[] counted(Map<T, long[]> rows, T row) {
        return rows.computeIfAbsent(row, key -> new long[2]);
    }

    private static <T> void count(Map<T, long[]> rows, T row, long sessions) {
        long[] counts = counted(rows, row);
        counts[0]++;
        counts[1] += sessions;
    }

    // Sessions of the gap after an act would have released the indicator.
    private long released(int i, int change) {
        long from = blocking.released(i, change);
        Sightings seen = side.sightings();
        long count = 0;
        for (int row = seen.start(i); row < seen.start(i + 1); row++) {
            if (seen.attack(row)
                    && seen.at(row) >= from
                    && question.window().contains(seen.at(row))
                    && knowledge.isGap(i, seen.at(row), question.delay())) {
                count += seen.sessions(row);
            }
        }
        return count;
    }

    private static Share share(double[] counts, double[] of) {
        return new Share((long) Arrays.stream(counts).sum(), (long) Arrays.stream(of).sum());
    }

    private Share withheld() {
        long known = 0;
        long withheld = 0;
        for (int i = 0; i < knowledge.indicators(); i++) {
            if (knowledge.known(i) != Times.NEVER) {
                known++;
                withheld += knowledge.offered(i) == Times.NEVER ? 1 : 0;
            }
        }
        return new Share(withheld, known);
    }

    private Share reverse() {
        Reverse reverse = new Reverse(side, question, knowledge);
        long hit = 0;
        long lost = 0;
        for (int i = 0; i < knowledge.indicators(); i++) {
            hit += reverse.hit(i) ? 1 : 0;
            lost += reverse.lost(i) ? 1 : 0;
        }
        return new Share(lost, hit);
    }

    private Finding finding() {
        int clusters = (int) Arrays.stream(hits).filter(count -> count > 0).count();
        if (clusters < Gap.LEAST_CLUSTERS) {
            return new Finding.TooFewCampaigns(clusters);
        }
        Placebo.Excess over = new Placebo(catalogue, question, knowledge).excess(hits.length);
        ClusterRatio excess = ClusterRatio.of(over.taken(), compared);
        double more = over.total() - Arrays.stream(over.taken()).sum();
        Finding.Estimates estimates =
                new Finding.Estimates(
                        share(ClusterRatio.of(gaps, hits)).orElseThrow(),
                        share(ClusterRatio.of(sessionGaps, sessions)),
                        excess.around(more, question.seed()).map(each -> within(each, -1)),
                        clusters);
        return estimates.excess().isEmpty()
                ? new Finding.NothingToCompare(estimates)
                : estimates.excess().get().low() > 0
                        ? new Finding.Measured(estimates)
                        : new Finding.NoMeasurableGap(estimates);
    }

    private Optional<Estimate> share(ClusterRatio ratio) {
        return ratio.estimate(question.seed()).map(each -> within(each, 0));
    }

    private static Estimate within(Estimate each, double least) {
        return new Estimate(
                each.value(), Math.clamp(each.low(), least, 1), Math.clamp(each.high(), least, 1));
    }

    private Leads leads() {
        int n = found.size();
        double[] before = new double[n];
        double[] waited = new double[n];
        boolean[] all = new boolean[n];
        boolean[] read = new boolean[n];
        Arrays.fill(all, true);
        for (int k = 0; k < n; k++) {
            int i = found.get(k);
            long offered = knowledge.offered(i);
            before[k] = knowledge.hit(i) - knowledge.known(i);
            read[k] = offered != Times.NEVER;
            waited[k] = (read[k] ? offered : question.window().to()) - knowledge.known(i);
        }
        return new Leads(KaplanMeier.of(before, all), KaplanMeier.of(waited, read));
    }

    private List<Reason> reasons() {
        return rows(reasons)
                .map(row -> new Reason(row.getKey(), row.getValue()[0], row.getValue()[1]))
                .toList();
    }

    private Releases releases() {
        return new Releases(
                single.entrySet().stream()
                        .map(row ->
                                new Releases.Single(
                                        row.getKey(), row.getValue()[0], row.getValue()[1]))
                        .sorted(
                                Comparator.comparingLong(Releases.Single::indicators)
                                        .reversed()
                                        .thenComparingInt(Releases.Single::change))
                        .toList(),
                rows(sets)
                        .map(row -> new Releases.AnyOf(row.getKey(), row.getValue()[0]))
                        .toList());
    }

    // The most first; of as many, in the order of what they are.
    private static <T> Stream<Map.Entry<T, long[]>> rows(Map<T, long[]> rows) {
        return rows.entrySet().stream()
                .sorted(
                        Comparator.comparingLong((Map.Entry<T, long[]> row) -> -row.getValue()[0])
                                .thenComparing(row -> row.getKey().toString()));
    }
}
