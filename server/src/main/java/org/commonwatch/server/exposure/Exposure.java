package org.commonwatch.server.exposure;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.intel.Recalled;
import org.commonwatch.server.intel.Recalled.Of;
import org.commonwatch.server.intel.StixObjects;
import org.commonwatch.server.record.Delivery;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who has more of an object than it may read. */
public final class Exposure {
    private static final int ROWS = 2_000;

    private final Transactions transactions;
    private final StixObjects objects;
    private final Sharing sharing;
    private final Record record;
    private final InstantSource clock;

    /** Of what was shared, as the record has it. */
    public Exposure(
            Transactions transactions,
            StixObjects objects,
            Sharing sharing,
            Record record,
            InstantSource clock) {
        this.transactions = transactions;
        this.objects = objects;
        this.sharing = sharing;
        this.record = record;
        this.clock = clock;
    }

    /** Who was given an object of a source, and may not read all of it now. */
    public Set<StixId> of(StixId owner, String object) {
        Set<StixId> parties = new HashSet<>();
        for (long sequence : objects.given(owner, object).keySet()) {
            List<Delivery> some = record.deliveries(sequence, 0);
            while (!some.isEmpty()) {
                some.forEach(each -> parties.add(each.party()));
                some =
                        some.size() < Record.DELIVERIES
                                ? List.of()
                                : record.deliveries(sequence, some.getLast().entry());
            }
        }
        parties.remove(owner);
        parties.removeIf(each -> reads(each, owner, object) == Part.WHOLE);
        return parties;
    }

    /** How much of an object may be read. */
    public enum Part {
        /** All of it. */
        WHOLE,
        /** Not all of it. */
        SOME,
        /** Nothing. */
        NONE
    }

    /** How much a party may read now of what a source said of an object. */
    public Part reads(StixId party, StixId owner, String object) {
        Sharing.Reads reads = sharing.reads(party);
        if (objects.isReadable(owner, object, reads.whole())) {
            return Part.WHOLE;
        }
        return objects.isReadable(owner, object, reads.any()) ? Part.SOME : Part.NONE;
    }

    /** What a source said of an object. */
    public record Given(StixId owner, String object) {}

    /** A place in an audience. */
    public record Place(Instant added, long sequence) {
        /** Before the first. */
        public static final Place BEGIN = new Place(Instant.EPOCH, 0);
    }

    /**
     * What is in a stretch of an audience.
     *
     * @param too that a party was given and may not read now
     * @param next where to go on; empty if this is the end
     */
    public record Stretch(Set<Given> too, Optional<Place> next) {}

    /** A stretch of an audience after a place. */
    public Stretch of(StixId party, int audience, Place after) {
        BitSet whole = sharing.reads(party).whole();
        Of last = new Of(after.added(), after.sequence(), party, "");
        List<Of> found =
                transactions.read(
                        connection -> Recalled.unreadable(connection, last, audience, whole, ROWS));
        Set<Long> served = record.served(party, found.stream().map(Of::sequence).toList());
        Set<Given> too = new LinkedHashSet<>();
        for (Of each : found) {
            if (served.contains(each.sequence())) {
                too.add(new Given(each.owner(), each.object()));
            }
        }
        Optional<Place> next = Optional.empty();
        if (found.size() == ROWS) {
            next = Optional.of(new Place(found.getLast().added(), found.getLast().sequence()));
        }
        return new Stretch(too, next);
    }

    /** The last version that a party was given of an object of a source. */
    public Optional<String> last(StixId party, StixId owner, String object) {
        Set<Long> served = record.served(party, objects.given(owner, object).keySet());
        return transactions.read(connection -> StixObjects.last(connection, served));
    }

    /**
     * Takes out what a party said of an object, as it wants; says how many rows.
     *
     * @param parts whether also what it derived from it
     */
    public int recall(Caller caller, String object, boolean parts) {
        Recalled.By by = new Recalled.By(caller.party(), caller.name());
        List<Long> rows = List.copyOf(objects.given(caller.party(), object).keySet());
        int taken =
                transactions.run(connection -> {
                    int count = Recalled.take(connection, by, object, rows, clock.instant());
                    List<Of> derived =
                            parts
                                    ? Recalled.derived(connection, caller.party(), object)
                                    : List.of();
                    for (Of each : derived) {
                        count +=
                                Recalled.take(
                                        connection,
                                        by,
                                        each.object(),
                                        List.of(each.sequence()),
                                        clock.instant());
                    }
                    return count;
                });
        record.changed();
        return taken;
    }
}
