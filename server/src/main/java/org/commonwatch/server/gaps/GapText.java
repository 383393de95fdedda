package org.commonwatch.server.gaps;

import org.commonwatch.insight.gap.Finding;
import org.commonwatch.insight.resampling.Estimate;
import org.commonwatch.server.hindsight.Looked;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A gap report as it is told; null is what is not told, or cannot be. */
record GapText(
        String knownAt,
        Party party,
        String scope,
        String from,
        String to,
        long delayHours,
        String title,
        Found finding,
        Own own,
        @Nullable Counted gap,
        List<Reason> reasons,
        List<Kind> kinds,
        List<Act> acts,
        List<Acts> sets,
        Leads leads,
        @Nullable Share reverse,
        @Nullable Share withheld,
        @Nullable Instead instead,
        List<Source> sources,
        List<Example> examples,
        List<Party> notStated,
        Method method) {
    /** What is counted as a session. */
    static final String SESSION = "an hour in which a sensor saw the indicator";

    private static final int HUNDRED = 100;

    /** A party. */
    record Party(String id, String name) {}

    /** What may be said beyond what was counted. */
    record Found(
            String kind,
            String text,
            @Nullable Estimate exposure,
            @Nullable Estimate sessions,
            @Nullable Estimate excess,
            @Nullable Integer campaigns) {
        static Found of(Finding finding) {
            return switch (finding) {
                case Finding.TooFewCampaigns few ->
                        new Found(
                                "too-few-campaigns", few.text(), null, null, null, few.clusters());
                case Finding.NothingToCompare nothing ->
                        of("nothing-to-compare", nothing, nothing.estimates());
                case Finding.NoMeasurableGap none ->
                        of("no-measurable-gap", none, none.estimates());
                case Finding.Measured gap -> of("measured", gap, gap.estimates());
            };
        }

        /** In whole hundredths. */
        Found rounded() {
            return new Found(
                    kind, text, rounded(exposure), rounded(sessions), rounded(excess), campaigns);
        }

        private static @Nullable Estimate rounded(@Nullable Estimate exact) {
            return exact == null
                    ? null
                    : new Estimate(
                            rounded(exact.value()), rounded(exact.low()), rounded(exact.high()));
        }

        private static double rounded(double share) {
            return Math.round(share * HUNDRED) / (double) HUNDRED;
        }

        private static Found of(String kind, Finding finding, Finding.Estimates estimates) {
            return new Found(
                    kind,
                    finding.text(),
                    estimates.exposure(),
                    estimates.sessions().orElse(null),
                    estimates.excess().orElse(null),
                    estimates.clusters());
        }
    }

    /** What the party could count itself. */
    record Own(long hits, long readInTime, long readSince) {}

    /** The gap in numbers. */
    record Counted(
            long indicators,
            long of,
            double share,
            long hidden,
            @Nullable Long sessions,
            @Nullable Long ofSessions) {}

    /** By what withheld it. */
    record Reason(
            boolean rest,
            List<List<List<String>>> ways,
            long indicators,
            @Nullable Long sessions) {}

    /** By what it is. */
    record Kind(boolean rest, String kind, long indicators, @Nullable Long sessions) {}

    /** What one act would have released. */
    record Act(String act, long indicators, @Nullable Long sessions) {}

    /** What any of some acts, and no other, would have released alone. */
    record Acts(boolean rest, List<String> acts, long indicators) {}

    /** Times in days. */
    record Leads(@Nullable Quantiles beforeHit, @Nullable Quantiles untilReadable) {}

    /** The median and the first to the ninth decile. */
    record Quantiles(@Nullable Double median, List<@Nullable Double> deciles) {}

    /** So many of so many. */
    record Share(long indicators, @Nullable Long of, @Nullable Double share) {
        static Share of(org.commonwatch.insight.gap.Share share) {
            return new Share(
                    share.count(),
                    share.of(),
                    share.of() == 0 ? null : share.value().getAsDouble());
        }
    }

    /** What another standing would have changed. */
    record Instead(
            String standing,
            String body,
            @Nullable String since,
            long gained,
            long lost,
            Bounds warned,
            Bounds falseAlarms,
            double cost,
            Bounds net) {}

    /** From the least to the most. */
    record Bounds(double low, double high) {
        static Bounds of(org.commonwatch.insight.gap.Bounds bounds) {
            return new Bounds(bounds.low(), bounds.high());
        }
    }

    /** What a source held. */
    record Source(Party party, long held, long exclusive, long shared) {}

    /** An indicator of the gap. */
    record Example(
            String kind,
            String value,
            String known,
            String hit,
            @Nullable String readable,
            long sessions,
            List<Party> owners) {}

    /** How it was worked out. */
    record Method(
            String session,
            String campaign,
            @Nullable String seenSince,
            @Nullable Integer looked,
            @Nullable Integer leftOut) {
        Method untold() {
            return new Method(session, campaign, seenSince, null, null);
        }

        static Method of(Looked looked) {
            Optional<Instant> since = looked.shownSince();
            return new Method(
                    SESSION,
                    Looked.CAMPAIGN,
                    since.map(Instant::toString).orElse(null),
                    looked.names().things().size(),
                    looked.names().good());
        }
    }

    static String kind(int number) {
        return Looked.KINDS.get(number).label();
    }

    static String time(long second) {
        return Instant.ofEpochSecond(second).toString();
    }
}
