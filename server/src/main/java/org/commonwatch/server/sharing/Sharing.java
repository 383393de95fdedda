package org.commonwatch.server.sharing;

import org.commonwatch.access.Action;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.intel.Row;
import org.commonwatch.server.intel.Selection;
import org.commonwatch.server.intel.Selection.Stretch;
import org.commonwatch.server.intel.Selection.Which;
import org.commonwatch.server.intel.StixObjects;
import org.commonwatch.server.intel.Words;
import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.membership.Root;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Answer;
import org.commonwatch.server.record.Delivery;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.sharing.Page.Shown;
import org.commonwatch.server.sharing.Readership.Read;
import org.commonwatch.server.sharing.Redaction.Derived;
import org.commonwatch.server.sharing.Walk.Placed;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.json.JsonObject;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The only door outwards. Every object that leaves was permitted to its reader by a ruling at the
 * moment of asking, and what is withheld leaves no trace: a page without it is a page of a
 * collection in which it never was.
 */
public final class Sharing {
    /** {@link #deliveries} gives no more at once. */
    public static final int DELIVERIES = 10_000;

    // How often what is readable may change while one answer is made.
    private static final int ATTEMPTS = 100;
    private static final int AGAIN_SECONDS = 1;

    private final StixObjects objects;
    private final Readerships readerships;
    private final Record record;
    private final InstantSource clock;
    private final Posting posting;
    private final Caveats caveats;
    private final Cursor cursor;
    private final BodyId own;
    private final Rulings rulings;
    private final Submissions submissions;

    /**
     * Opens the door.
     *
     * @param record of every answer, before it leaves
     */
    public Sharing(
            Transactions transactions,
            StixObjects objects,
            Institutions institutions,
            Record record,
            InstantSource clock) {
        this.objects = objects;
        this.record = record;
        this.clock = clock;
        this.readerships = new Readerships(transactions, institutions, clock);
        this.posting = new Posting(transactions, readerships, record, clock);
        this.caveats = new Caveats(transactions, institutions, record, clock);
        this.cursor = Cursor.open(transactions);
        this.own = institutions.own();
        this.rulings = new Rulings(this, objects, readerships);
        this.submissions =
                new Submissions(transactions, institutions, readerships, record, clock);
    }

    /** Where one asks why. */
    public Rulings rulings() {
        return rulings;
    }

    /** What waits until somebody has looked at it. */
    public Submissions submissions() {
        return submissions;
    }

    /**
     * The roots that there are for a party: the deployment's own, then those that offer it some.
     */
    public List<Root> roots(Caller caller) {
        Readership reader = readerships.now(caller.party());
        List<Root> found = new ArrayList<>();
        for (Root root : reader.offered().roots()) {
            if (root.body().equals(own)) {
                found.addFirst(root);
            } else if (reader.offered().collections().stream()
                    .anyMatch(each -> each.collection().root().equals(root.body()))) {
                found.add(root);
            }
        }
        return found;
    }

    /** One of them, by its name. */
    public Root root(Caller caller, String name) {
        return roots(caller).stream()
                .filter(each -> each.body().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("API root", name)));
    }

    /** The collections of a root that there are for a party, in the order they were made. */
    public List<Offered> collections(Caller caller, BodyId root) {
        return readerships.now(caller.party()).offered().collections().stream()
                .filter(each -> each.collection().root().equals(root))
                .toList();
    }

    /** The collections of every root that there are for a party, in the order they were made. */
    public List<Offered> collections(Caller caller) {
        return readerships.now(caller.party()).offered().collections();
    }

    /** One of them, by its id. */
    public Offered collection(Caller caller, String id) {
        return collections(caller).stream()
                .filter(each -> each.collection().id().toString().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("collection", id)));
    }

    /** The collection of all that the deployment's own body shares with the party, by its id. */
    public UUID everything(Caller caller) {
        return collections(caller, own).stream()
                .map(Offered::collection)
                .filter(each -> each.shows().types().isEmpty())
                .filter(each -> each.shows().dataClass().equals(Charter.INTELLIGENCE))
                .map(Collection::id)
                .findFirst()
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("collection", "all")));
    }

    /**
     * Whether one can go on after a place: this server gave it, and has not gone back behind it
     * since, as one that was restored from a backup has.
     */
    public boolean knows(String place) {
        try {
            return !cursor.read(place).placed().isAfter(objects.changed());
        } catch (ProblemException notOurs) {
            return false;
        }
    }

    /** One of those of a root, by the root's name and its own id or alias. */
    public Offered collection(Caller caller, String root, String idOrAlias) {
        // Only what is not found in what is kept is worth a question to the store.
        return find(readerships.of(caller.party()), root, idOrAlias)
                .or(() -> find(readerships.now(caller.party()), root, idOrAlias))
                .orElseThrow(
                        () -> new ProblemException(new Problem.NotFound("collection", idOrAlias)));
    }

    private static Optional<Offered> find(Readership reader, String root, String idOrAlias) {
        return reader.offered().collections().stream()
                .filter(each -> each.collection().root().name().equals(root))
                .filter(each -> isNamed(each.collection(), idOrAlias))
                .findFirst();
    }

    private static boolean isNamed(Collection collection, String idOrAlias) {
        return collection.id().toString().equals(idOrAlias)
                || collection.alias().filter(idOrAlias::equals).isPresent();
    }

    /**
     * Answers a question: the page is written, the answer recorded, and then it may leave. Who may
     * only write is refused, and so is the question for an object that there is not for the party.
     */
    public Sent read(Question question, Function<Page, byte[]> write) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Readership reader =
                    attempt == 0
                            ? readerships.of(question.caller().party())
                            : readerships.renew(question.caller().party());
            Optional<Walked> walked = page(reader, question);
            if (walked.isPresent()) {
                Page page = walked.get().page();
                byte[] body = write.apply(page);
                record.append(answer(reader, question, walked.get().places(), body));
                return new Sent(body, page.dates());
            }
        }
        throw new ProblemException(new Problem.Busy(AGAIN_SECONDS));
    }

    /**
     * Answers as another party would be answered, of what is there now and who asks may read
     * itself: of what it may read a part only, no other part is shown.
     *
     * @param at when the other would ask; later than now by what is known now
     */
    public Sent readAs(
            Question question, StixId other, Optional<Instant> at, Function<Page, byte[]> write) {
        StixId party = question.caller().party();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Readership own = readerships.renew(party);
            checkReading(own, question.collection());
            Readership reader = readerships.at(other, asOf(at, Optional.empty())).seenBy(own);
            boolean offered = reader.offered(question.collection()).isPresent();
            Optional<Walked> walked =
                    offered
                            ? page(reader, question.collection(), question.query(), matched(question))
                            : Optional.of(NOTHING);
            if (reader.state().equals(own.state()) && walked.isPresent()) {
                Page page = walked.get().page();
                byte[] body = write.apply(page);
                record.append(answer(reader, question, walked.get().places(), body));
                return new Sent(body, page.dates());
            }
        }
        throw new ProblemException(new Problem.Busy(AGAIN_SECONDS));
    }

    /** The times of a question: at an instant, as known at another; now, where none is given. */
    AsOf asOf(Optional<Instant> at, Optional<Instant> known) {
        Instant now = clock.instant();
        return new AsOf(at.orElse(now), known.orElse(now));
    }

    /** Has the record say what leaves that holds no object. */
    void record(Caller caller, Answer.Asked asked, Policy.Standpoint about, byte[] body) {
        record.append(
                new Answer(
                        new Answer.Who(caller.party(), caller.name()),
                        asked,
                        about.asOf(),
                        about.editions(),
                        Answer.Sent.of(List.of(), Set.of(), body)));
    }

    /** A page, and the rows that it was made from. */
    private record Walked(Page page, List<Placed> places) {}

    private static final Walked NOTHING =
            new Walked(new Page(List.of(), Optional.empty()), List.of());

    private Answer answer(Readership reader, Question question, List<Placed> places, byte[] body) {
        Set<Integer> audiences = new HashSet<>();
        List<Answer.Place> sent = new ArrayList<>(places.size());
        for (Placed each : places) {
            audiences.add(each.row().audience());
            sent.add(new Answer.Place(each.place().placed(), each.row().position().sequence()));
        }
        return new Answer(
                new Answer.Who(question.caller().party(), question.caller().name()),
                new Answer.Asked(
                        question.surface().label(),
                        reader.through()
                                .map(own -> question + ", as " + reader.standpoint().party())
                                .orElse(question.toString())),
                reader.through()
                        .map(own -> reader.standpoint().asOf())
                        .orElse(AsOf.then(clock.instant())),
                reader.offered().rules(),
                Answer.Sent.of(sent, audiences, body));
    }

    // Empty if meanwhile something has changed.
    private Optional<Walked> page(Readership reader, Question question) {
        checkReading(reader, question.collection());
        if (readerships.mend(reader)) {
            return Optional.empty();
        }
        Optional<Walked> page =
                page(reader, question.collection(), question.query(), matched(question));
        if (page.isPresent()
                && page.get().page().objects().isEmpty()
                && question.object().isPresent()
                && !has(reader, question.collection(), question.object().get())) {
            throw new ProblemException(new Problem.NotFound("object", question.object().get()));
        }
        return page;
    }

    private static Match matched(Question question) {
        Match match = question.query().match();
        return question.object().map(match::only).orElse(match);
    }

    private static void checkReading(Readership reader, Collection collection) {
        if (!offered(reader, collection).canRead()) {
            throw new ProblemException(reader.standpoint().refusal(collection, Action.READ));
        }
    }

    private static Offered offered(Readership reader, Collection collection) {
        return reader.offered(collection)
                .orElseThrow(() ->
                        new ProblemException(
                                new Problem.NotFound("collection", collection.id().toString())));
    }

    private boolean has(Readership reader, Collection collection, String id) {
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

    private Optional<Walked> page(
            Readership reader, Collection collection, Page.Query query, Match match) {
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
            show(reader, found, match, places, shown);
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

    // Adds what of the rows there is for the reader, each with its row.
    private void show(
            Readership reader,
            List<Placed> found,
            Match match,
            List<Placed> places,
            List<Shown> shown) {
        Set<String> refs = new HashSet<>();
        found.forEach(each -> refs.addAll(each.row().refs()));
        Set<String> hidden = refs.isEmpty() ? Set.of() : objects.hidden(refs, reader.all());
        Set<String> unseen =
                reader.through().isEmpty() || refs.isEmpty()
                        ? Set.of()
                        : objects.hidden(refs, reader.through().get().all());
        Map<String, String> made = new HashMap<>();
        Map<Long, Set<String>> parted = new HashMap<>();
        for (Placed each : found) {
            Row row = each.row();
            Set<String> missing = new HashSet<>(row.refs());
            missing.retainAll(hidden);
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
                                        () -> cursor.write(each.place())));
                    });
        }
        if (!made.isEmpty()) {
            objects.keepDerived(made);
        }
        if (!parted.isEmpty() && reader.through().isEmpty()) { // it has not asked itself
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

    // Whoever looks through another's eyes sees what it can see itself: the row whole, or just that.
    private static boolean isSeen(Readership reader, Row row, Set<String> unseen, Derived given) {
        return reader.through()
                .map(own -> own.reads().containsKey(row.audience())
                        && given(own, row, unseen)
                                .filter(it -> it.id().equals(row.id()) || it.equals(given))
                                .isPresent())
                .orElse(true);
    }

    private static Optional<Derived> given(Readership reader, Row row, Set<String> hidden) {
        List<String> left =
                Optional.ofNullable(reader.reads().get(row.audience()))
                        .map(Read::hidden)
                        .orElse(List.of());
        return left.isEmpty() && row.refs().stream().noneMatch(hidden::contains)
                ? Optional.of(new Derived(row.id(), row.text()))
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

    /**
     * When anything last changed that a party might read: as long as this is the same, there is
     * nothing more for it.
     */
    public Instant changed(Caller caller) {
        readerships.now(caller.party());
        return objects.changed();
    }

    /**
     * To whom what a party has said of an object was given, in the order in which it was: at most
     * {@link #DELIVERIES}. Throws that there is no such object if the party gave none.
     */
    public List<Delivered> deliveries(Caller owner, String id) {
        Map<Long, Instant> given = objects.given(owner.party(), id);
        if (given.isEmpty()) {
            throw new ProblemException(new Problem.NotFound("object", id));
        }
        List<Delivered> found = new ArrayList<>();
        given.forEach((sequence, version) -> {
            for (Delivery each : record.deliveries(sequence, 0)) {
                found.add(
                        new Delivered(
                                version,
                                readerships.name(each.party()),
                                each.at(),
                                each.surface(),
                                each.entry()));
            }
        });
        found.sort(Comparator.comparingLong(Delivered::entry));
        return List.copyOf(found.subList(0, Math.min(DELIVERIES, found.size())));
    }

    /**
     * Takes objects in, as the word of the party; who may not write is refused, and what somebody
     * is to look at first waits.
     */
    public Receipt post(Caller caller, Offered to, List<byte[]> given) {
        return post(caller, to, given, List.of());
    }

    /**
     * The same, with what the party says about all of them besides their markings: before anybody
     * else can read them.
     *
     * @param said caveats, each a JSON text of the form of a world's file
     */
    public Receipt post(Caller caller, Offered to, List<byte[]> given, List<String> said) {
        checkWriting(caller, to.collection());
        List<Dated> dated = given.stream().map(each -> new Dated(each, Optional.empty())).toList();
        List<JsonObject> read = caveats.read(said);
        return readerships
                .now(caller.party())
                .standpoint()
                .reviewer(to.collection())
                .map(by -> submissions.add(caller, to.collection(), dated, read, by))
                .orElseGet(() -> posting.take(caller, to.collection(), dated, read));
    }

    /**
     * Has every version that the party gave of an object bear these caveats and no others, and says
     * how many there are. Whoever may read it only now receives it; who may no longer has no more
     * of it. Throws that there is no such object if the party gave none.
     */
    public int caveat(Caller owner, Offered in, String id, List<String> said) {
        return caveats.change(owner, in.collection(), id, caveats.read(said));
    }

    /** Takes objects in as the word of a party, for the operator. */
    public Receipt imports(Caller owner, Collection to, List<Dated> given) {
        return posting.imports(owner, to, given);
    }

    /** What became of what the party posted before. */
    public Optional<Receipt> status(Caller caller, UUID id) {
        return posting.receipt(caller, id);
    }

    /**
     * Some of what the party posted before.
     *
     * @param next where to go on; empty if this is the end
     */
    public record Posted(List<Receipt> receipts, Optional<String> next) {}

    /** What became of what the party posted, the last first. */
    public Posted receipts(Caller caller, Optional<String> next, int limit) {
        Instant before = next.map(cursor::read).map(Place::placed).orElse(Stretch.END);
        List<Receipt> found = posting.receipts(caller, before, limit + 1);
        if (found.size() <= limit) {
            return new Posted(found, Optional.empty());
        }
        List<Receipt> some = found.subList(0, limit);
        return new Posted(
                some, Optional.of(cursor.write(Place.after(some.getLast().requested()))));
    }

    /**
     * Takes versions of an object back, and says how many; who may not read and write is refused.
     */
    public int delete(Caller caller, Offered from, String id, Match match) {
        Offered offered = checkWriting(caller, from.collection());
        if (!offered.canRead()) {
            throw refused(caller, from.collection(), Action.READ);
        }
        return posting.withdraw(caller, from.collection(), match.only(id));
    }

    private Offered checkWriting(Caller caller, Collection collection) {
        Offered offered = offered(readerships.now(caller.party()), collection);
        if (!offered.canWrite()) {
            throw refused(caller, collection, Action.CONTRIBUTE);
        }
        return offered;
    }

    /** Says before anything is read of what is posted that it could not be added. */
    public void checkAdding(Caller caller, Offered to) {
        if (!to.canWrite()) {
            throw refused(caller, to.collection(), Action.CONTRIBUTE);
        }
    }

    private ProblemException refused(Caller caller, Collection collection, Action action) {
        Policy.Standpoint standpoint = readerships.now(caller.party()).standpoint();
        return new ProblemException(standpoint.refusal(collection, action));
    }
}
