package org.commonwatch.server.sharing;

import org.commonwatch.access.ruling.Handling;
import org.commonwatch.server.database.Order.State;
import org.commonwatch.server.intel.Audiences.Numbered;
import org.commonwatch.server.intel.Mended.Again;
import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.membership.Collection.Shows;
import org.commonwatch.server.membership.Root;
import org.commonwatch.server.pseudonyms.Pseudonyms;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What one party may read, as long as the state is the same and a certain instant has not come.
 *
 * @param until when time alone may change it
 * @param reads everything that it may read, in the order of the audiences' numbers
 * @param all the numbers of these
 * @param offered the collections that there are for it
 * @param again what comes to it again
 * @param through who looks through its eyes; empty if it looks itself
 */
record Readership(
        State state,
        Instant until,
        Map<Integer, Read> reads,
        BitSet all,
        Offers offered,
        Again again,
        Policy.Standpoint standpoint,
        Optional<Readership> through) {
    /**
     * What there is for a party.
     *
     * @param total how many objects there are for anybody, at most
     * @param rules the editions in force
     */
    record Offers(List<Root> roots, List<Offered> collections, long total, String rules) {}

    /**
     * One audience that it belongs to.
     *
     * @param since when it became one; the epoch if always
     * @param hidden properties that are left out
     */
    record Read(Numbered audience, Handling handling, Instant since, List<String> hidden) {
        /** Whether all of it is there, be it with pseudonyms. */
        boolean isWhole() {
            return hidden.stream().allMatch(Pseudonyms::isMark);
        }

        boolean isIn(Collection collection, Set<String> types) {
            Shows shows = collection.shows();
            String type = audience.audience().type();
            return handling.body().equals(collection.root())
                    && handling.dataClass().equals(shows.dataClass())
                    && (shows.types().isEmpty() || shows.types().contains(type))
                    && (types.isEmpty() || types.contains(type))
                    && (shows.priority().isEmpty() || shows.priority().equals(handling.priority()));
        }
    }

    /** What of a collection it may read, of certain types or, if none are given, of all. */
    List<Read> in(Collection collection, Set<String> types) {
        return reads.values().stream().filter(each -> each.isIn(collection, types)).toList();
    }

    /** How what is of an audience of its own is to be handled. */
    Handling handling(int audience) {
        return Objects.requireNonNull(reads.get(audience), "it reads this").handling();
    }

    /**
     * All that it may read in a few letters: others if it may read other audiences or other parts.
     */
    String sum() {
        StringBuilder text = new StringBuilder();
        reads.forEach((number, read) -> text.append(number).append(read.hidden()));
        return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The same as another party sees it, as far as that may read it itself. */
    Readership seenBy(Readership other) {
        return new Readership(
                state, until, reads, all, offered, again, standpoint, Optional.of(other));
    }

    Optional<Offered> offered(Collection collection) {
        return offered.collections().stream()
                .filter(each -> each.collection().id().equals(collection.id()))
                .findFirst();
    }
}
