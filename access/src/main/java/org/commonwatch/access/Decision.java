package org.commonwatch.access;

import org.commonwatch.stix.StixId;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an organ of a body decided.
 *
 * @param vote as it was counted, such as {@code 75-24-34}; empty if none is told
 */
public record Decision(
        String id,
        BodyId body,
        String organ,
        Kind kind,
        Moment taken,
        About about,
        String vote,
        String effect)
        implements Fact {
    /**
     * What it is about.
     *
     * @param party whom it concerns, if it concerns one party
     * @param request which request it answers, by its id
     * @param cites the older decisions it names, by their ids
     */
    public record About(Optional<StixId> party, Optional<String> request, List<String> cites) {
        public About {
            cites = List.copyOf(cites);
        }
    }

    /** What it does. */
    public enum Kind {
        GRANT,
        REFUSE,
        SUSPEND,
        LIFT,
        RESTRICT,
        REVOKE,
        INTERPRET,
        DEFER;

        /** The word for it, such as {@code refuse}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Span span() {
        return Span.since(taken);
    }

    @Override
    public Optional<String> begunBy() {
        return Optional.of(id);
    }
}
