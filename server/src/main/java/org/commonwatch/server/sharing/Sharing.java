package org.commonwatch.server.sharing;

import org.commonwatch.access.Action;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.intel.Selection.Stretch;
import org.commonwatch.server.intel.StixObjects;
import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.membership.Root;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.pseudonyms.Pseudonyms;
import org.commonwatch.server.record.Answer;
import org.commonwatch.server.record.Delivery;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.sharing.Page.Sent;
import org.commonwatch.server.sharing.Pager.Walked;
import org.commonwatch.server.sharing.Walk.Placed;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.json.JsonObject;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
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
    private final Pager pager;
    private final BodyId own;
    private final Rulings rulings;
    private final Submissions submissions;

    /** What there is, and how addresses of one's own networks leave. */
    public record Store(StixObjects objects, Pseudonyms pseudonyms) {}

    /**
     * Opens the door.
     *
     * @param record of every answer, before it leaves
     */
    public Sharing(
            Transactions transactions,
            Store store,
            Institutions institutions,
            Record record,
            InstantSource clock) {
        this.objects = store.objects;
        this.record = record;
        this.clock = clock;
        this.readerships = new Readerships(transactions, institutions, store.pseudonyms, clock);
        this.posting = new Posting(transactions, readerships, record, clock);
        this.caveats = new Caveats(transactions, institutions, record, clock);
        this.cursor = Cursor.open(transactions);
        this.pager = new Pager(store, readerships, cursor);
        this.own = institutions.own();
        this.rulings = new Rulings(this, pager, objects, readerships);
        this.submissions = new Submissions(transactions, institutions, readerships, record, clock);
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
            Readership own = attempt == 0 ? readerships.now(party) : readerships.renew(party);
            checkReading(own, question.collection());
            Readership reader = readerships.at(other, asOf(at, Optional.empty())).seenBy(own);
            boolean offered = reader.offered(question.collection()).isPresent();
            Optional<Walked> walked =
                    offered
                            ? pager.page(
                                    reader,
                                    question.collection(),
                                    question.query(),
                                    matched(question))
                            : Optional.of(Walked.NOTHING);
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

    /** Has the record say that a page left with something more about its objects. */
    void record(
            Readership reader, Question question, String more, List<Placed> places, byte[] body) {
        Answer plain = answer(reader, question, places, body);
        Answer.Asked asked = new Answer.Asked(plain.asked().surface(), question + more);
        record.append(new Answer(plain.who(), asked, plain.asOf(), plain.rules(), plain.sent()));
    }

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
    Optional<Walked> page(Readership reader, Question question) {
        checkReading(reader, question.collection());
        if (readerships.mend(reader)) {
            return Optional.empty();
        }
        Optional<Walked> page =
                pager.page(reader, question.collection(), question.query(), matched(question));
        if (page.isPresent()
                && page.get().page().objects().isEmpty()
                && question.object().isPresent()
                && !pager.has(reader, question.collection(), question.object().get())) {
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

    /**
     * When anything last changed that a party might read: as long as this is the same, there is
     * nothing more for it.
     */
    public Instant changed(Caller caller) {
        readerships.now(caller.party());
        return objects.changed();
    }

    /**
     * What a party may read now, in a few letters. As long as they are the same, it reads the same:
     * nothing was added, taken back or ruled otherwise.
     */
    public String standing(Caller caller) {
        return readerships.now(caller.party()).sum() + "@" + objects.changed();
    }

    /**
     * That a version of an object was given to a party.
     *
     * @param version its time
     * @param party the name of whom it was given to
     * @param at when
     * @param surface by which way
     * @param entry of the record that says so
     */
    public record Delivered(
            Instant version, String party, Instant at, String surface, long entry) {}

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
     * Which versions of objects a party was given here, of those that are not its own word: the
     * times of the versions, by the objects' ids.
     */
    public Map<String, Set<Instant>> givenTo(StixId party, List<String> ids) {
        List<StixObjects.Given> others =
                objects.given(ids).stream().filter(each -> !each.owner().equals(party)).toList();
        Set<Long> served =
                record.served(party, others.stream().map(StixObjects.Given::sequence).toList());
        Map<String, Set<Instant>> given = new HashMap<>();
        for (StixObjects.Given each : others) {
            if (served.contains(each.sequence())) {
                given.computeIfAbsent(each.id(), id -> new HashSet<>()).add(each.version());
            }
        }
        return given;
    }

    /**
     * What a party may read now, by the numbers of the audiences.
     *
     * @param whole of which nothing is left out
     * @param any of which it may read a part at least
     */
    public record Reads(BitSet whole, BitSet any) {}

    /** What a party may read now. */
    public Reads reads(StixId party) {
        Readership reader = readerships.now(party);
        BitSet whole = new BitSet();
        reader.reads()
                .forEach((number, read) -> {
                    if (read.hidden().isEmpty()) {
                        whole.set(number);
                    }
                });
        return new Reads(whole, (BitSet) reader.all().clone());
    }

    /** Has noted what those may read no more who do not ask. */
    public void lookForNarrowed() {
        readerships.look();
    }

    /** The marking definitions that an object refers to, in whole or in part. */
    public static Set<StixId> markings(StixObject object) {
        return Markings.refs(object);
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
        return new Posted(some, Optional.of(cursor.write(Place.after(some.getLast().requested()))));
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
