package org.commonwatch.insight.gap;

import org.commonwatch.insight.resampling.Estimate;

import java.util.Locale;
import java.util.Optional;

/** What may be said of the process that made the campaigns, beyond what was counted. */
public sealed interface Finding {
    /** In one sentence. */
    String text();

    /**
     * Estimates of shares, by resampling clusters.
     *
     * @param exposure the share of indicators that hit the party, known before and unreadable
     * @param sessions the same of attack sessions; empty if there were none
     * @param excess the exposure less what it would be, had the same been known of other indicators
     *     of the same kind that came up in the same week; empty if telemetry shows none by itself
     * @param clusters how many campaigns hit the party
     */
    record Estimates(
            Estimate exposure,
            Optional<Estimate> sessions,
            Optional<Estimate> excess,
            int clusters) {}

    /** Too few campaigns hit the party. */
    record TooFewCampaigns(int clusters) implements Finding {
        @Override
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "Too few campaigns: %d hit the party, and intervals are right from %d on.",
                    clusters,
                    Gap.LEAST_CLUSTERS);
        }
    }

    /** Nothing that hit the party came up in telemetry by itself. */
    record NothingToCompare(Estimates estimates) implements Finding {
        @Override
        public String text() {
            return "Nothing to compare with: "
                    + exposure(estimates)
                    + "; how much chance would have is not known.";
        }
    }

    /** What was known of that which hit the party is no more than was known of anything. */
    record NoMeasurableGap(Estimates estimates) implements Finding {
        @Override
        public String text() {
            return "No measurable gap: " + excess(estimates);
        }
    }

    /** More was known of what hit the party, and unreadable, than chance would have it. */
    record Measured(Estimates estimates) implements Finding {
        @Override
        public String text() {
            return "A gap: " + excess(estimates);
        }
    }

    private static String excess(Estimates estimates) {
        Estimate excess = estimates.excess.orElseThrow();
        return exposure(estimates)
                + String.format(
                        Locale.ROOT,
                        "; over what chance would have it, %.0f points (%.0f to %.0f), from %d"
                                + " campaigns.",
                        100 * excess.value(),
                        100 * excess.low(),
                        100 * excess.high(),
                        estimates.clusters);
    }

    private static String exposure(Estimates estimates) {
        return String.format(
                Locale.ROOT,
                "of what hit the party %.0f %% (95 %% interval %.0f to %.0f) was known before and"
                        + " unreadable",
                100 * estimates.exposure.value(),
                100 * estimates.exposure.low(),
                100 * estimates.exposure.high());
    }
}
