package org.commonwatch.server.sharing;

import static java.util.stream.Collectors.toSet;

import org.commonwatch.server.intel.Row;
import org.commonwatch.server.intel.Selection;
import org.commonwatch.server.intel.Selection.Which;
import org.commonwatch.server.intel.StixObjects;
import org.commonwatch.server.intel.Words;
import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.pseudonyms.Pseudonyms;
import org.commonwatch.server.sharing.Page.Shown;
import org.commonwatch.server.sharing.Readership.Read;
import org.commonwatch.server.sharing.Redaction.Derived;
import org.commonwatch.server.sharing.Redaction.Unseen;
import org.commonwatch.server.sharing.Walk.Placed;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes pages: what of a collection there is for one reader, in its order, each object whole or as
 * the part of it that is left.
 */
final class Pager {
    // Whether an id was made of what the object says.
    private static final int MADE = 5;
    private static final Pattern ADDRESS =
            Pattern.compile("ipv[46]-addr--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final StixObjects objects;
    private final Pseudonyms pseudonyms;
    private final Readerships readerships;
    private final Cursor cursor;

    Pager(Sharing.Store store, Readerships readerships, Cursor cursor) {
        this.objects = store.objects();
        this.pseudonyms = store.pseudonyms();
        this.readerships = readerships;
        this.cursor = cursor;
    }

    /** A page, and the rows that it was made from. */
    record Walked(Page page, List<Placed> places) {
        /** Nothing at all. */
        static final Walked NOTHING = new Walked(new Page(List.of(), Optional.empty()), List.of());
    }

    /** Whether there is any version of an object. */
    boolean has(Readership reader, Collection collection, String id) {
        return versions(reader, collection, id, 1)
                .map(each -> !each.page().objects().isEmpty())
                .orElse(false);
    }

    private Optional<Walked> versions(
            Readership reader, Collection collection, String id, int limit) {
        Match any = Match.ALL.only(id).with(Match.Versions.ALL);
        var query = new Page.Query(any, Optional.empty(), Optional.empty(), limit);
        return page(reader, collection, query, any);
    }

    /**
     * Every version of an object that there is for a reader, in any collection or in one, each row
     * once; empty if meanwhile something has changed.
     */
    Optional<List<Row>> rows(Readership reader, String id, Optional<String> collection) {
        Map<Long, Row> rows = new LinkedHashMap<>();
        for (Offered each : reader.offered().collections()) {
            String own = each.collection().id().toString();
            if (each.canRead() && collection.map(own::equals).orElse(true)) {
                var walked = versions(reader, each.collection(), id, Page.Query.LIMIT);
                if (walked.isEmpty()) {
                    return Optional.empty();
                }
                walked.get()
                        .places()
                        .forEach(it -> rows.put(it.row().position().sequence(), it.row()));
            }
        }
        return Optional.of(List.copyOf(rows.values()));
    }

    /** A page of a collection; empty if meanwhile something has changed. */
    Optional<Walked> page(Readership reader, Collection collection, Page.Query query, Match match) {
        List<Read> reads = reader.in(collection, match.types());
        var walk = new Walk(objects, reader, reads, which(match, originals(match)));
        int limit = query.limit() + 1; // one more tells whether there is more
        Place place = start(query);
        List<Placed> places = new ArrayList<>();
        List<Shown> shown = new ArrayList<>();
        while (true) {
            List<Placed> found = List.copyOf(walk.after(place, limit - shown.size()));
            if (walk.isStale()) {
                return Optional.empty();
            }
            show(reader, foundByBoth(reader, collection, found), match, places, shown);
            if (found.isEmpty() || shown.size() >= limit) {
                break;
            }
            place = found.getLast().place();
        }
        int end = shown.size() > query.limit() ? wholeInstants(shown) : shown.size();
        Optional<String> next =
                end < shown.size()
                        ? Optional.of(shown.get(end - 1).place().get())
                        : Optional.empty();
        return Optional.of(
                new Walked(new Page(shown.subList(0, end), next), places.subList(0, end)));
    }

    // Whoever looks through another's eyes finds no version that it does not find itself, be it
    // because another source's comes first for it.
    private List<Placed> foundByBoth(Readership reader, Collection collection, List<Placed> found) {
        if (reader.through().isEmpty() || found.isEmpty()) {
            return found;
        }
        Readership own = reader.through().get();
        Set<String> ids = found.stream().map(each -> each.row().id()).collect(toSet());
        Which versions = which(Match.ALL.with(Match.Versions.ALL), ids);
        var walk = new Walk(objects, own, own.in(collection, Set.of()), versions);
        Set<Version> itself = new HashSet<>();
        Place place = Place.START;
        while (true) {
            List<Placed> some = List.copyOf(walk.after(place, Page.Query.LIMIT));
            if (some.isEmpty()) {
                break;
            }
            Unseen hidden = unseen(own, some);
            some.stream()
                    .filter(each -> given(own, each.row(), hidden).isPresent())
                    .forEach(each -> itself.add(Version.of(each.row())));
            place = some.getLast().place();
        }
        return found.stream().filter(each -> itself.contains(Version.of(each.row()))).toList();
    }

    /** One version of an object, whoever gave it. */
    private record Version(String id, Instant version) {
        static Version of(Row row) {
            return new Version(row.id(), row.version());
        }
    }

    // What the rows refer to that a reader may not see, or not by its own id.
    private Unseen unseen(Readership reader, List<Placed> found) {
        Set<String> refs = new HashSet<>();
        found.forEach(each -> refs.addAll(each.row().refs()));
        Set<String> hidden = refs.isEmpty() ? Set.of() : objects.hidden(refs, reader.all());
        return new Unseen(
                hidden, pseudonyms.mark().isEmpty() ? Map.of() : renamed(refs), pseudonyms);
    }

    // An id that was made of an address, or of ids that were, would tell it.
    private Map<String, String> renamed(Set<String> refs) {
        Map<String, Set<String>> made = new HashMap<>();
        Set<String> touched = new HashSet<>();
        Set<String> asked = new HashSet<>();
        for (Set<String> next = refs; !next.isEmpty(); ) {
            asked.addAll(next);
            Set<String> stored = new HashSet<>();
            Set<String> further = new HashSet<>();
            for (StixObjects.Said each : objects.said(next)) {
                stored.add(each.id());
                if (!pseudonyms.replace(each.text()).equals(each.text())) {
                    touched.add(each.id());
                }
                if (StixId.parse(each.id()).uuid().version() == MADE) {
                    made.put(each.id(), each.refs());
                    further.addAll(each.refs());
                }
            }
            next.stream()
                    .filter(each -> !stored.contains(each) && ADDRESS.matcher(each).matches())
                    .forEach(touched::add);
            further.removeAll(asked);
            next = further;
        }
        while (touched.addAll(
                made.entrySet().stream()
                        .filter(each -> each.getValue().stream().anyMatch(touched::contains))
                        .map(Map.Entry::getKey)
                        .collect(toSet()))) {
            // until nothing more is made of what tells an address
        }
        Map<String, String> renamed = new HashMap<>();
        touched.forEach(each -> renamed.put(each, pseudonyms.id(StixId.parse(each)).toString()));
        return renamed;
    }

    // Adds what of the rows there is for the reader, each with its row.
    private void show(
            Readership reader,
            List<Placed> found,
            Match match,
            List<Placed> places,
            List<Shown> shown) {
        Unseen hidden = unseen(reader, found);
        Unseen unseen = reader.through().map(own -> unseen(own, found)).orElse(hidden);
        Map<String, String> made = new HashMap<>();
        Map<Long, Set<String>> parted = new HashMap<>();
        for (Placed each : found) {
            Row row = each.row();
            Set<String> missing = new HashSet<>(row.refs());
            missing.retainAll(hidden.hidden());
            if (!missing.isEmpty()) {
                parted.put(row.position().sequence(), missing);
            }
            given(reader, row, hidden)
                    .filter(it -> isMeant(it, row, match) && isSeen(reader, row, unseen, it))
                    .ifPresent(it -> {
                        if (!it.id().equals(row.id())) {
                            made.put(it.id(), row.id());
                        }
                        places.add(each);
                        shown.add(
                                new Shown(
                                        it.id(),
                                        each.place().placed(),
                                        row.version(),
                                        row.spec(),
                                        it.text(),
                                        it.pseudonymous(),
                                        reader.handling(row.audience()),
                                        () -> cursor.write(each.place())));
                    });
        }
        if (!made.isEmpty()) {
            objects.keepDerived(made);
        }
        if (!parted.isEmpty() && reader.through().isEmpty()) { // else it has not asked itself
            readerships.part(reader, parted);
        }
    }

    // What was left out must not be found by what it was.
    private static boolean isMeant(Derived given, Row row, Match match) {
        boolean named = match.ids().isEmpty() || match.ids().contains(given.id());
        return named
                && (given.id().equals(row.id())
                        || match.words().isEmpty()
                        || Words.of(StixObject.read(given.text().getBytes(StandardCharsets.UTF_8)))
                                .containsAll(match.words()));
    }

    // Whoever looks through another's eyes sees what it can see itself: the row whole, or just
    // that.
    private static boolean isSeen(Readership reader, Row row, Unseen unseen, Derived given) {
        return reader.through()
                .map(own ->
                        own.reads().containsKey(row.audience())
                                && given(own, row, unseen)
                                        .filter(it -> it.id().equals(row.id()) || it.equals(given))
                                        .isPresent())
                .orElse(true);
    }

    private static Optional<Derived> given(Readership reader, Row row, Unseen hidden) {
        List<String> left =
                Optional.ofNullable(reader.reads().get(row.audience()))
                        .map(Read::hidden)
                        .orElse(List.of());
        return left.isEmpty() && row.refs().stream().noneMatch(hidden.hidden()::contains)
                ? Optional.of(Derived.whole(row))
                : Redaction.of(row, left, hidden);
    }

    // Without the one too many, and ending where an instant ends if the page has an earlier one:
    // a reader who goes on after the last date, and not at the cursor, then misses nothing.
    private static int wholeInstants(List<Shown> shown) {
        int end = shown.size() - 1;
        Instant beyond = shown.get(end).dateAdded();
        while (end > 0 && shown.get(end - 1).dateAdded().equals(beyond)) {
            end--;
        }
        return end == 0 ? shown.size() - 1 : end;
    }

    // What was derived is found where its original is.
    private Set<String> originals(Match match) {
        if (match.ids().isEmpty()) {
            return Set.of();
        }
        Set<String> ids = new HashSet<>(match.ids());
        ids.addAll(objects.originals(match.ids()));
        return ids;
    }

    private static Which which(Match match, Set<String> ids) {
        Match.Versions versions = match.versions();
        List<Instant> exactly =
                versions.exactly().stream()
                        .map(each -> each.truncatedTo(ChronoUnit.MICROS))
                        .toList();
        return new Which(
                ids,
                match.specs(),
                new Selection.Versions(versions.all(), versions.first(), versions.last(), exactly),
                match.words());
    }

    private Place start(Page.Query query) {
        return query.next()
                .filter(next -> !next.isEmpty())
                .map(cursor::read)
                .or(() ->
                        query.addedAfter()
                                .map(each -> Place.after(each.truncatedTo(ChronoUnit.MICROS))))
                .orElse(Place.START);
    }
}
