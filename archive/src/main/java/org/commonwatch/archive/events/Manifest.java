package org.commonwatch.archive.events;

import java.time.Instant;
import java.util.List;

/**
 * What one run archived: the only thing that makes its parts exist.
 *
 * @param run its name
 * @param made when it was begun
 * @param origin what it was made from
 * @param parts files of events
 * @param raw files of lines as they were read
 */
public record Manifest(String run, Instant made, Origin origin, List<Part> parts, List<Part> raw) {
    /** A run has no more segments. */
    public static final int SEGMENT_LIMIT = 65_535;

    /**
     * What a run archived.
     *
     * @param sensor whose lines they were
     * @param rule what decided the units as archived, written {@code attacks/1}
     * @param context whether records that count as nothing were archived too
     * @param segments what was read, in order; also of what was pruned since
     * @param replaces runs whose events it has, and which do not count beside it
     */
    public record Origin(
            String sensor,
            String rule,
            boolean context,
            List<Segment> segments,
            List<String> replaces) {
        public Origin {
            segments = List.copyOf(segments);
            replaces = List.copyOf(replaces);
        }

        /** Of lines that were read. */
        Origin(String sensor, String rule, boolean context, List<Segment> segments) {
            this(sensor, rule, context, segments, List.of());
        }
    }

    /**
     * A file that was read.
     *
     * @param number its number in the run, from 1
     * @param name as it was called then, for people
     * @param bytes its length
     * @param sha256 of its bytes: segments are the same if they have the same
     */
    public record Segment(int number, String name, long bytes, String sha256) {}

    /**
     * A file that was written.
     *
     * @param file its name in the directory
     * @param count how many events or raw lines it has
     * @param bytes its length
     * @param sha256 of its bytes
     * @param first time of its first event
     * @param last time of its last event
     */
    public record Part(
            String file, long count, long bytes, String sha256, Instant first, Instant last) {}

    public Manifest {
        parts = List.copyOf(parts);
        raw = List.copyOf(raw);
    }

    /** How many events there are. */
    public long events() {
        return parts.stream().mapToLong(Part::count).sum();
    }

    /** The same run, when those that it replaces are gone. */
    Manifest alone() {
        var alone =
                new Origin(origin.sensor, origin.rule, origin.context, origin.segments, List.of());
        return new Manifest(run, made, alone, parts, raw);
    }

    /** The same run without some of its parts. */
    Manifest with(List<Part> keptParts, List<Part> keptRaw) {
        return new Manifest(run, made, origin, keptParts, keptRaw);
    }
}
