package org.commonwatch.archive.events;

import org.commonwatch.telemetry.event.Text;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event as the archive has it.
 *
 * @param unit as it was counted when it was archived, with the kind and whether the source was
 *     established
 * @param source its address and port as {@code 198.18.0.1:53}, or what of it is known
 * @param target the same of what was acted upon
 * @param protocol number in IANA's registry, 0 if unknown
 * @param severity from 1 (gravest), 0 if there is none
 * @param texts what the record names, of each kind one or several
 * @param file of the part that has the event
 * @param segment number of its segment in the part's run
 * @param lineOffset where its line begins in the segment, if raw lines are kept
 */
public record ArchivedEvent(
        Instant time,
        String sensor,
        String type,
        String facts,
        String unit,
        String kind,
        boolean established,
        Endpoint source,
        Endpoint target,
        int protocol,
        int severity,
        Map<Text, List<String>> texts,
        String file,
        int segment,
        Optional<Long> lineOffset) {
    /**
     * One side of what happened.
     *
     * @param address in canonical form, empty if unknown
     * @param port 0 if unknown
     */
    public record Endpoint(String address, int port) {}

    public ArchivedEvent {
        texts = Map.copyOf(texts);
    }
}
