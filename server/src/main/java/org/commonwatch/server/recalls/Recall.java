package org.commonwatch.server.recalls;

import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * That an object is followed to whom it was given.
 *
 * @param owner whose word it was
 */
public record Recall(UUID id, StixId owner, String object, Instant begun, Followed followed) {
    /**
     * Why, and to whom.
     *
     * @param reason {@code withdrawn}, {@code narrowed} or {@code recalled} by whom it came from
     */
    public record Followed(String reason, List<Target> targets) {
        public Followed {
            targets = List.copyOf(targets);
        }
    }

    /** How a party is told. */
    public enum Way {
        /** By a signed notice, which is answered. */
        NOTICE,
        /** By the object itself, revoked. */
        REVOCATION,
        /** Not at all: it is beyond recall. */
        NONE;

        /** The word for it. */
        public String label() {
            return this == NONE ? "beyond recall" : name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A party that was given it.
     *
     * @param done since when it is known to be gone there
     * @param said what came of it last
     */
    public record Target(
            StixId party, Way way, Optional<Instant> done, int attempts, String said) {}

    /**
     * What a party may still have.
     *
     * @param objects how many
     * @param since the earliest of them was recalled
     */
    public record Exposed(StixId party, Way way, long objects, Instant since) {}
}
