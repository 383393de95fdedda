package org.commonwatch.server.matching;

import org.commonwatch.access.BodyId;
import org.commonwatch.archive.indicators.IndicatorList;
import org.commonwatch.archive.indicators.PastedText;
import org.commonwatch.archive.indicators.PastedText.Piece;
import org.commonwatch.server.intel.Indicators;
import org.commonwatch.stix.Indicator;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Takes in what people say is to be looked for, in texts or as lists, and has it looked for at
 * once.
 */
public final class Entries {
    private static final int REJECTED_TOLD = 20;

    private final Indicators indicators;
    private final Matching matching;
    private final BodyId body;
    private final InstantSource clock;

    /**
     * How it is meant.
     *
     * @param owner whose word it is
     * @param source where it is from, in a few words; may be empty
     */
    public record Meant(StixId owner, Tlp tlp, String source, Optional<Instant> validUntil) {}

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

    public Entries(Indicators indicators, Matching matching, BodyId body, InstantSource clock) {
        this.indicators = indicators;
        this.matching = matching;
        this.body = body;
        this.clock = clock;
    }

    /** What would be taken of a text, and why the rest would not. */
    public List<Piece> look(String text) {
        return PastedText.pieces(text).stream().map(this::judged).toList();
    }

    private Piece judged(Piece piece) {
        return piece.isTaken()
                ? piece.observable()
                        .flatMap(matching.knownGood()::listWith)
                        .map(list -> piece.without("it is known to be good: " + list))
                        .orElse(piece)
                : piece;
    }

    /** Takes in what was found to be taken. Returns how much of it is new to its owner. */
    public int take(List<Piece> pieces, Meant meant) {
        List<Observable> things =
                pieces.stream()
                        .filter(Piece::isTaken)
                        .flatMap(each -> each.observable().stream())
                        .toList();
        return takeAll(things, meant);
    }

    int takeAll(List<Observable> things, Meant meant) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        List<Indicator> said =
                things.stream()
                        .map(thing ->
                                new Indicator(
                                        meant.owner(),
                                        thing,
                                        meant.source(),
                                        meant.tlp(),
                                        now,
                                        meant.validUntil()))
                        .toList();
        return add(said, now);
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
        return new Imported(
                list.rows().all(),
                list.rows().kept(),
                add(good, now),
                list.rows().duplicates(),
                list.rows().rejected(),
                list.firstRejected().stream()
                        .limit(REJECTED_TOLD)
                        .map(row -> "line " + row.line() + ": " + row.reason())
                        .toList());
    }

    private int add(List<Indicator> said, Instant now) {
        int added = indicators.add(said, body, now);
        matching.refresh();
        return added;
    }
}
