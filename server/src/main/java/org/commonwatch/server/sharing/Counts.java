package org.commonwatch.server.sharing;

import org.commonwatch.server.intel.Cells;
import org.commonwatch.server.intel.Cells.Counted;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The counts, for the operator of the deployment only: no rule yet says who else may read them. */
public final class Counts {
    /**
     * One cell in words.
     *
     * @param hour start of the hour, by event time
     * @param source {@code established} or {@code claimed}
     * @param country two letters, empty if not known or not looked up; weak evidence
     * @param asn of the autonomous system, 0 if not known or not looked up
     * @param sector of the targets, empty if they are in none
     * @param rule the counting rule and its version
     */
    public record Count(
            String hour,
            String sensor,
            String unit,
            String kind,
            String source,
            String country,
            long asn,
            String sector,
            String rule,
            long count) {}

    /** Exact counts, as known at an instant. */
    public record Published(String knownAt, boolean exact, List<Count> cells) {}

    private final Cells cells;
    private final InstantSource clock;

    public Counts(Cells cells, InstantSource clock) {
        this.cells = cells;
        this.clock = clock;
    }

    /** Every cell from an hour on, included, to another, not included; by hour. */
    public Published between(Instant from, Instant to) {
        String knownAt = clock.instant().toString();
        return new Published(
                knownAt, true, cells.between(from, to).stream().map(Counts::words).toList());
    }

    private static Count words(Counted counted) {
        return new Count(
                counted.hour().toString(),
                counted.sensor(),
                counted.unit(),
                counted.kind(),
                counted.established() ? "established" : "claimed",
                counted.country(),
                counted.asn(),
                counted.sector(),
                counted.rule(),
                counted.count());
    }
}
