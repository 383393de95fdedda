package org.commonwatch.server.pipeline;

import org.commonwatch.access.BodyId;
import org.commonwatch.archive.indicators.IndicatorList;
import org.commonwatch.server.intel.Indicators;
import org.commonwatch.server.matching.Matching;
import org.commonwatch.stix.Indicator;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Takes lists of indicators in and has them looked for at once. */
public final class IndicatorImport {
    private static final int REJECTED_TOLD = 20;

    /**
     * What became of a list. Rows = kept + rejected.
     *
     * @param added how many of the kept are new to their owner
     * @param duplicates how many of the kept the list had before
     * @param firstRejected the first bad rows, each with its line and reason
     */
    public record Imported(
            long rows,
            long kept,
            long added,
            long duplicates,
            long rejected,
            List<String> firstRejected) {}

    private final Indicators indicators;
    private final Matching matching;
    private final BodyId body;
    private final InstantSource clock;

    public IndicatorImport(
            Indicators indicators, Matching matching, BodyId body, InstantSource clock) {
        this.indicators = indicators;
        this.matching = matching;
        this.body = body;
        this.clock = clock;
    }

    /** Reads a CSV list to its end and adds what is good in it, as its owner's word. */
    public Imported take(StixId owner, Tlp tlp, InputStream csv) {
        IndicatorList list = IndicatorList.read("the list", csv);
        Instant now = Instant.ofEpochMilli(clock.millis());
        List<Indicator> good =
                list.indicators().stream()
                        .map(entry ->
                                new Indicator(owner, entry.observable(), entry.source(), tlp, now))
                        .toList();
        int added = indicators.add(good, body, now);
        matching.refresh();
        return new Imported(
                list.rows().all(),
                list.rows().kept(),
                added,
                list.rows().duplicates(),
                list.rows().rejected(),
                list.firstRejected().stream()
                        .limit(REJECTED_TOLD)
                        .map(row -> "line " + row.line() + ": " + row.reason())
                        .toList());
    }
}
