package org.commonwatch.server.sharing;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.ruling.Asking;
import org.commonwatch.access.ruling.Handling;
import org.commonwatch.access.ruling.Reader;
import org.commonwatch.access.ruling.Rulebook;
import org.commonwatch.server.intel.StixObjects;
import org.commonwatch.server.intel.StixObjects.Placed;
import org.commonwatch.server.intel.StixObjects.Position;
import org.commonwatch.server.intel.StixObjects.Question;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The only door outwards. Every object that leaves was permitted to its reader by a ruling at the
 * moment of asking, and what is withheld leaves no trace: a page without it is a page of a
 * collection in which it never was.
 */
public final class Sharing {
    private final Parties parties;
    private final StixObjects objects;
    private final Rulebook rules;
    private final Cursor cursor;
    private final InstantSource clock;

    /**
     * Opens the door under these rules.
     *
     * @param cursorKey 32 random bytes that outlive the process, so that walks do too
     */
    public Sharing(
            Parties parties,
            StixObjects objects,
            Rulebook rules,
            byte[] cursorKey,
            InstantSource clock) {
        this.parties = parties;
        this.objects = objects;
        this.rules = rules;
        this.cursor = new Cursor(cursorKey);
        this.clock = clock;
    }

    /** Part of a collection, as the party may see it now. */
    public Page page(StixId party, Collection collection, Page.Query query) {
        List<Integer> readable = readable(party);
        int limit = query.limit() + 1; // one more tells whether there is more
        List<Placed> found =
                readable.isEmpty()
                        ? List.of()
                        : objects.page(
                                new Question(collection.types(), readable, after(query), limit));
        boolean more = found.size() > query.limit();
        List<Placed> shown = more ? wholeInstants(found) : found;
        if (shown.isEmpty()) {
            return new Page(List.of(), Optional.empty(), Optional.empty());
        }
        Position last = shown.getLast().position();
        return new Page(
                shown.stream().map(Placed::text).toList(),
                Optional.of(
                        new Page.Dates(shown.getFirst().position().dateAdded(), last.dateAdded())),
                more ? Optional.of(cursor.write(last)) : Optional.empty());
    }

    // Without the one too many, and ending where an instant ends if the page has an earlier one:
    // a reader who goes on after the last date, and not at the cursor, then misses nothing.
    private static List<Placed> wholeInstants(List<Placed> found) {
        int end = found.size() - 1;
        Instant beyond = found.get(end).position().dateAdded();
        while (end > 0 && found.get(end - 1).position().dateAdded().equals(beyond)) {
            end--;
        }
        return found.subList(0, end == 0 ? found.size() - 1 : end);
    }

    private List<Integer> readable(StixId party) {
        Instant now = clock.instant();
        Reader reader = Reader.of(party, parties.standings(party), now);
        Map<Integer, Handling> handlings = objects.handlings();
        Set<Handling> permitted =
                rules.readable(Asking.toRead(reader, AsOf.then(now)), handlings.values());
        return handlings.entrySet().stream()
                .filter(entry -> permitted.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Position after(Page.Query query) {
        Position start =
                query.addedAfter()
                        .map(instant -> new Position(wholeMillis(instant), Long.MAX_VALUE))
                        .orElse(Position.START);
        return query.next().map(cursor::read).orElse(start);
    }

    // Dates added are whole milliseconds, so what was added after the instant was added after the
    // millisecond it lies in.
    private static Instant wholeMillis(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }
}
