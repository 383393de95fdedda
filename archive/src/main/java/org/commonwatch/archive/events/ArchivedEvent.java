package org.commonwatch.archive.events;

import org.commonwatch.telemetry.event.Text;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event as the archive has it.
 *
 * @param source who acted, or was named as if
 * @param target what was acted upon
 */
public record ArchivedEvent(
        Instant time,
        String sensor,
        Said said,
        Counted counted,
        Endpoint source,
        Endpoint target,
        Place place) {
    /**
     * What its record says.
     *
     * @param type of the record, such as {@code eve/alert}; empty if it has none
     * @param facts names of what the record shows, with spaces between
     * @param protocol number in IANA's registry, 0 if unknown
     * @param severity from 1 (gravest), 0 if there is none
     * @param texts what the record names, of each kind one or several
     */
    public record Said(
            String type, String facts, int protocol, int severity, Map<Text, List<String>> texts) {
        public Said {
            texts = Map.copyOf(texts);
        }
    }

    /**
     * What it was counted as when it was archived.
     *
     * @param unit label of the unit
     * @param kind label of the kind
     * @param established whether the source certainly took part
     */
    public record Counted(String unit, String kind, boolean established) {}

    /**
     * One side of what happened.
     *
     * @param address in canonical form, empty if unknown
     * @param port 0 if unknown
     */
    public record Endpoint(String address, int port) {}

    /**
     * Where it is kept, and where it came from.
     *
     * @param file the part that has it
     * @param segment number of its segment in the part's run
     * @param lineOffset where its line begins in the segment, if raw lines are kept
     */
    public record Place(String file, int segment, Optional<Long> lineOffset) {}
}
