package org.commonwatch.server.hindsight;

import org.commonwatch.insight.knowledge.Catalogue;
import org.commonwatch.insight.knowledge.Question;
import org.commonwatch.insight.knowledge.Rulings;
import org.commonwatch.insight.knowledge.Side;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Observable.Kind;
import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a report is made of, in numbers, and what the numbers stand for.
 *
 * @param shownSince since when the party's telemetry shows anything by itself
 * @param instead the rulings if the party had another standing; empty if that is not asked
 */
public record Looked(
        Catalogue catalogue,
        Side side,
        Question question,
        Names names,
        Optional<Rulings> instead,
        Optional<Instant> shownSince) {
    /**
     * The kinds by their numbers, which mean the same in all that a party was ever told: a new one
     * comes last.
     */
    public static final List<Kind> KINDS =
            List.of(
                    Kind.IPV4,
                    Kind.IPV6,
                    Kind.CIDR,
                    Kind.DOMAIN,
                    Kind.URL,
                    Kind.URL_PREFIX,
                    Kind.MD5,
                    Kind.SHA1,
                    Kind.SHA256,
                    Kind.EMAIL);

    /** What is taken for a campaign. */
    public static final String CAMPAIGN = Clusters.WORDS;

    /**
     * What numbers stand for.
     *
     * @param things indicators, by their numbers
     * @param parties those that hold or see anything, by their numbers
     * @param words grounds and acts
     * @param good how many of the things are known to be good
     */
    public record Names(List<Observable> things, List<StixId> parties, Words words, int good) {
        public Names {
            things = List.copyOf(things);
            parties = List.copyOf(parties);
        }
    }
}
