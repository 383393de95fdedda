package org.commonwatch.server.sharing;

import org.commonwatch.server.intel.Mended;
import org.commonwatch.server.intel.Row;
import org.commonwatch.server.intel.Selection;
import org.commonwatch.server.intel.Selection.Audible;
import org.commonwatch.server.intel.Selection.Position;
import org.commonwatch.server.intel.Selection.Stretch;
import org.commonwatch.server.intel.Selection.Which;
import org.commonwatch.server.intel.StixObjects;
import org.commonwatch.server.intel.StixObjects.Found;
import org.commonwatch.server.sharing.Readership.Read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Goes through the order as one reader has it: up to each release what it could read before, then
 * what is released, and so on.
 */
final class Walk {
    // Reading on is cheap; looking up each audience costs about as much as so many rows.
    private static final int LOOK_UP = 8;

    private final StixObjects objects;
    private final Readership reader;
    private final List<Read> reads;
    private final Which which;
    private final List<Placed> found = new ArrayList<>();
    private final BitSet rivals;
    private final BitSet parts;
    private boolean stale;
    private boolean asked;

    /** A row and where it is to this reader. */
    record Placed(Place place, Row row) {}

    Walk(StixObjects objects, Readership reader, List<Read> reads, Which which) {
        this.objects = objects;
        this.reader = reader;
        this.reads = reads;
        this.which = which;
        this.rivals = bits(each -> true);
        this.parts = bits(each -> !each.hidden().isEmpty());
    }

    /** Whether anything it went through was no longer what the readership was made from. */
    boolean isStale() {
        return stale;
    }

    /** At most so many rows after a place. */
    List<Placed> after(Place start, int limit) {
        found.clear();
        NavigableSet<Instant> releases = new TreeSet<>();
        reads.forEach(each -> releases.add(each.since()));
        releases.addAll(reader.again().dates());
        Place place = start;
        if (place.isRelease()) {
            place = released(place, limit);
        }
        while (found.size() < limit && !stale) {
            Instant here = place.placed();
            Instant next = releases.higher(here);
            BitSet before = bits(each -> !each.since().isAfter(here));
            Instant end = next == null ? Stretch.END : next;
            Stretch added = new Stretch(place.position(), end);
            for (Row row : rows(before, added, again(Instant.EPOCH, false), limit)) {
                found.add(new Placed(new Place(row.position().dateAdded(), row.position()), row));
            }
            if (next == null || found.size() >= limit) {
                break;
            }
            place = released(new Place(next, Position.START), limit);
        }
        if (!asked) {
            stale |= !objects.state().equals(reader.state());
        }
        return found;
    }

    // What was added before it was released, then on to what was added at that instant or later.
    private Place released(Place place, int limit) {
        Instant since = place.placed();
        Stretch earlier = new Stretch(place.position(), since);
        BitSet then = bits(each -> each.since().equals(since));
        List<Row> released = new ArrayList<>(rows(then, earlier, again(since, false), limit));
        if (reader.again().dates().contains(since)) {
            BitSet before = bits(each -> !each.since().isAfter(since));
            released.addAll(rows(before, earlier, again(since, true), limit));
            released.sort(Comparator.comparing(Row::position));
        }
        for (Row row : released.subList(0, Math.min(released.size(), limit - found.size()))) {
            found.add(new Placed(new Place(since, row.position()), row));
        }
        return new Place(since, new Position(since, Long.MIN_VALUE));
    }

    private Optional<Selection.Again> again(Instant at, boolean only) {
        Mended.Again again = reader.again();
        return again.dates().isEmpty()
                ? Optional.empty()
                : Optional.of(new Selection.Again(again.party(), at, only));
    }

    private BitSet bits(Predicate<Read> wanted) {
        BitSet bits = new BitSet();
        for (Read read : reads) {
            if (wanted.test(read)) {
                bits.set(read.audience().number());
            }
        }
        return bits;
    }

    private List<Row> rows(
            BitSet audiences, Stretch from, Optional<Selection.Again> again, int limit) {
        int room = limit - found.size();
        if (audiences.isEmpty() || room <= 0) {
            return List.of();
        }
        asked = true;
        var audible = new Audible(audiences, rivals, parts, isRare(audiences, room));
        Found rows = objects.find(new Selection(audible, from, which, again, room));
        stale |= !rows.state().equals(reader.state());
        return rows.rows();
    }

    private boolean isRare(BitSet audiences, int room) {
        long of = 0;
        for (Read read : reads) {
            if (audiences.get(read.audience().number())) {
                of += read.audience().objects();
            }
        }
        double readOn = (double) room * Math.max(1, reader.offered().total()) / Math.max(1, of);
        double lookUp = (double) audiences.cardinality() * (LOOK_UP + Math.min(room, of));
        return lookUp < readOn;
    }
}
