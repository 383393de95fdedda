package org.commonwatch.server.notices;

import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a party should know.
 *
 * @param kind such as {@code silent-sensor}
 * @param party for whom
 * @param said in one or more lines
 * @param link where it is seen, below the server's address
 */
public record Notice(UUID id, String kind, Instant at, StixId party, String said, String link) {
    /**
     * What goes on for a while, and is told once.
     *
     * @param matter what it is about, such as a sensor's name
     */
    public record Episode(StixId party, String kind, String matter) {}

    /** What became of it by a connector. */
    public enum State {
        /** It is sent, or sent again. */
        WAITING,
        /** It has left, and was taken as far as the way can tell. */
        SENT,
        /** It could not be sent for so long that nobody tries any more. */
        DEAD
    }

    /**
     * A connector by which it goes.
     *
     * @param outcome what came of it last; empty if it was not tried
     */
    public record Sending(
            String connector, State state, int attempts, Optional<Instant> done, String outcome) {}

    /** One with all by which it goes. */
    public record Told(Notice notice, List<Sending> sendings) {
        public Told {
            sendings = List.copyOf(sendings);
        }
    }
}
