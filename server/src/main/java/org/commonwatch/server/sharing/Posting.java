package org.commonwatch.server.sharing;

import org.commonwatch.access.charter.Charter;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Order;
import org.commonwatch.server.intel.Addition;
import org.commonwatch.server.intel.Audiences;
import org.commonwatch.server.intel.Audiences.Audience;
import org.commonwatch.server.intel.Recalled;
import org.commonwatch.server.intel.StixObjects;
import org.commonwatch.server.intel.StixObjects.Held;
import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.sharing.Receipt.Item;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.Succession;
import org.commonwatch.stix.Tlp;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.validation.Finding;
import org.commonwatch.stix.validation.Options;
import org.commonwatch.stix.validation.Report;
import org.commonwatch.stix.validation.Severity;
import org.commonwatch.stix.validation.Validator;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Takes in what parties say: every object is the word of the party that posted it, beside whatever
 * others say under the same id, of which it learns nothing.
 */
final class Posting {
    private static final Validator VALIDATOR = new Validator(Options.USUAL);

    private final Transactions transactions;
    private final Readerships readerships;
    private final Record record;
    private final InstantSource clock;

    Posting(
            Transactions transactions,
            Readerships readerships,
            Record record,
            InstantSource clock) {
        this.transactions = transactions;
        this.readerships = readerships;
        this.record = record;
        this.clock = clock;
    }

    /** An object that can be told from others, or why it is none. */
    private record Read(Optional<StixObject> object, Dated given, Item item) {}

    /**
     * Takes in what is valid, with these caveats besides those that earlier versions have; when
     * this returns, it is safe.
     */
    Receipt take(Caller caller, Collection to, List<Dated> given, List<JsonObject> caveats) {
        Instant now = clock.instant();
        List<Read> read = given.stream().map(each -> read(each, now, true)).toList();
        return transactions.run(connection -> {
            Receipt receipt = take(connection, caller, to, new Said(read, caveats), now);
            Receipts.put(connection, caller.party(), receipt);
            return receipt;
        });
    }

    /** Takes in whatever can be told apart, as it was kept elsewhere; no receipt is kept. */
    Receipt imports(Caller caller, Collection to, List<Dated> given) {
        Instant now = clock.instant();
        List<Read> read = given.stream().map(each -> read(each, now, false)).toList();
        return transactions.run(
                connection -> take(connection, caller, to, new Said(read, List.of()), now));
    }

    /** What is given together, and what is said about all of it. */
    private record Said(List<Read> objects, List<JsonObject> caveats) {}

    private Receipt take(
            Connection connection, Caller caller, Collection to, Said said, Instant now)
            throws SQLException {
        Readership reader = readerships.of(caller.party());
        Instant begun = Order.begin(connection, now);
        var taking = new Taking(connection, caller.party(), to, said.caveats(), reader);
        return taking.take(UUID.randomUUID(), said.objects(), begun);
    }

    /**
     * What waits of what was given, and what need not: nobody but its owner reads what is TLP:RED.
     */
    record Waiting(Receipt receipt, List<String> objects, List<String> red) {}

    /** What is valid of what is given waits, unless it is red, and the rest is refused. */
    Waiting wait(List<Dated> given, String why) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<String> objects = new ArrayList<>();
        List<String> red = new ArrayList<>();
        List<Item> pendings = new ArrayList<>();
        List<Item> failures = new ArrayList<>();
        for (Dated each : given) {
            Read read = read(each, now, true);
            Item item = read.item();
            if (read.object().isEmpty()) {
                failures.add(item);
            } else if (isRed(read.object().get())) {
                red.add(read.object().get().text());
            } else {
                pendings.add(new Item(item.id(), item.version(), why));
                objects.add(read.object().get().text());
            }
        }
        UUID id = UUID.randomUUID();
        return new Waiting(new Receipt(id, now, List.of(), failures, pendings), objects, red);
    }

    private static boolean isRed(StixObject object) {
        return Markings.refs(object).stream()
                .anyMatch(each -> Tlp.ofMarking(each).filter(Tlp.RED::equals).isPresent());
    }

    /**
     * Takes in what has waited, with that receipt, in a transaction that {@link Order#begin} began.
     *
     * @param reader what its party may read
     */
    Receipt take(
            Connection connection,
            Submissions.Submission submission,
            Collection to,
            Readership reader,
            Instant begun)
            throws SQLException {
        List<Read> read =
                submission.objects().stream()
                        .map(each -> each.getBytes(StandardCharsets.UTF_8))
                        .map(each -> read(new Dated(each, Optional.empty()), begun, true))
                        .toList();
        var taking = new Taking(connection, submission.party(), to, submission.read(), reader);
        return taking.take(submission.receipt(), read, begun);
    }

    private static Read read(Dated given, Instant now, boolean validated) {
        StixObject object;
        try {
            object = StixObject.read(given.object());
        } catch (RefusedException e) {
            String why = e.refusal().message() + " " + e.refusal().remedy();
            return new Read(Optional.empty(), given, new Item("", now, why));
        }
        Instant version = object.version().map(each -> each.instant()).orElse(now);
        // It would come after what is added tomorrow, and whoever has seen it would miss that.
        if (given.dateAdded().filter(now::isBefore).isPresent()) {
            String why = "It was added in the future, at " + given.dateAdded().get() + ".";
            String remedy = " Give the time at which it was added, or none.";
            Item item = new Item(object.id().toString(), version, why + remedy);
            return new Read(Optional.empty(), given, item);
        }
        if (validated) {
            Report report = VALIDATOR.validate(object.properties());
            if (!report.isValid()) {
                Item item = new Item(object.id().toString(), version, first(report));
                return new Read(Optional.empty(), given, item);
            }
        }
        return new Read(Optional.of(object), given, new Item(object.id().toString(), version, ""));
    }

    private static String first(Report report) {
        Finding first =
                report.findings().stream()
                        .filter(each -> each.severity() == Severity.ERROR)
                        .findFirst()
                        .orElseThrow();
        String more =
                report.errors() > 1 ? " There are " + (report.errors() - 1) + " more errors." : "";
        String place = first.path().isEmpty() ? "" : " (" + first.path() + ")";
        return first.message() + place + ": " + first.remedy() + "." + more;
    }

    /** One post, in its transaction. */
    private static final class Taking {
        private final Connection connection;
        private final StixId party;
        private final Collection to;
        private final List<JsonObject> caveats;
        private final Readership reader;
        private final Map<StixId, List<Held>> held = new HashMap<>();
        private final Map<StixId, List<StixObject>> versions = new HashMap<>();
        // Of these the ones in this place.
        private final Map<StixId, List<StixObject>> here = new HashMap<>();
        private final Map<String, Integer> handlings = new HashMap<>();

        Taking(
                Connection connection,
                StixId party,
                Collection to,
                List<JsonObject> caveats,
                Readership reader) {
            this.connection = connection;
            this.party = party;
            this.to = to;
            this.caveats = caveats;
            this.reader = reader;
        }

        Receipt take(UUID id, List<Read> read, Instant begun) throws SQLException {
            Set<StixId> ids = new LinkedHashSet<>();
            read.forEach(each -> each.object().map(StixObject::id).ifPresent(ids::add));
            for (Held each : StixObjects.held(connection, party, ids)) {
                held.computeIfAbsent(each.object().id(), key -> new ArrayList<>()).add(each);
                note(versions, each.object());
                if (isHere(each)) {
                    note(here, each.object());
                }
            }
            var markings =
                    new Markings(
                            connection,
                            party,
                            reader.all(),
                            read.stream().flatMap(each -> each.object().stream()).toList());
            List<Item> successes = new ArrayList<>();
            List<Item> failures = new ArrayList<>();
            List<Addition> additions = new ArrayList<>();
            for (Read each : read) {
                if (each.object().isEmpty()) {
                    failures.add(each.item());
                    continue;
                }
                StixObject object = each.object().get();
                Optional<String> refused = contradicted(object);
                if (refused.isPresent()) {
                    Item item = each.item();
                    failures.add(new Item(item.id(), item.version(), refused.get()));
                    continue;
                }
                successes.add(each.item());
                if (!isThere(object)) {
                    note(versions, object);
                    note(here, object);
                    additions.add(addition(each, object, markings));
                }
            }
            StixObjects.add(connection, begun, additions);
            return new Receipt(id, begun, successes, failures, List.of());
        }

        // STIX 2.1 §3.6: one version has one content, and only so may a version follow another.
        private Optional<String> contradicted(StixObject object) {
            for (StixObject known : versions.getOrDefault(object.id(), List.of())) {
                Succession succession = Succession.of(known, object);
                if (!succession.isAllowed() && isVersioned(object)) {
                    return Optional.of(why(succession));
                }
            }
            return Optional.empty();
        }

        private static boolean isVersioned(StixObject object) {
            return object.version().isPresent();
        }

        private static String why(Succession succession) {
            return switch (succession) {
                case CONTRADICTORY ->
                        "You gave this version with other content before: give the change a later"
                                + " 'modified'.";
                case AFTER_REVOCATION ->
                        "The object is revoked, which is final: give what is new an id of its own.";
                case BY_ANOTHER ->
                        "An earlier version names another creator, who alone may make versions:"
                                + " keep 'created_by_ref', or give it an id of its own.";
                case CREATED_AGAIN ->
                        "An earlier version was created at another time: keep 'created'.";
                case SAME, NEWER, OLDER -> throw new IllegalStateException("it is allowed");
            };
        }

        private static void note(Map<StixId, List<StixObject>> among, StixObject object) {
            among.computeIfAbsent(object.id(), id -> new ArrayList<>()).add(object);
        }

        private boolean isThere(StixObject object) {
            return here.getOrDefault(object.id(), List.of()).stream()
                    .anyMatch(each -> Succession.of(each, object) == Succession.SAME);
        }

        private boolean isHere(Held each) {
            return each.body().equals(to.root().name())
                    && each.dataClass().equals(to.shows().dataClass());
        }

        private Addition addition(Read read, StixObject object, Markings markings)
                throws SQLException {
            Set<JsonObject> all = new LinkedHashSet<>(caveats);
            held.getOrDefault(object.id(), List.of()).stream()
                    .filter(this::isHere)
                    .reduce((earlier, later) -> later)
                    .ifPresent(each -> all.addAll(each.caveats()));
            String text = markings.terms(to, object, List.copyOf(all)).text();
            Integer handling = handlings.get(text);
            if (handling == null) {
                handling = Audiences.handling(connection, text);
                handlings.put(text, handling);
            }
            Audience audience = Audience.of(object.id().type(), handling);
            return new Addition(object, party, audience, read.given().dateAdded());
        }
    }

    /** What became of what a party posted. */
    Optional<Receipt> receipt(Caller caller, UUID id) {
        return transactions.read(connection -> Receipts.find(connection, caller.party(), id));
    }

    /** Those that were given before an instant, the last first. */
    List<Receipt> receipts(Caller caller, Instant before, int limit) {
        return transactions.read(
                connection -> Receipts.before(connection, caller.party(), before, limit));
    }

    /**
     * Takes back what of an object the party may read: of what rules share only its own word.
     * Returns how many versions.
     */
    int withdraw(Caller caller, Collection from, Match match) {
        Readership reader = readerships.now(caller.party());
        boolean any = !from.shows().dataClass().equals(Charter.INTELLIGENCE);
        int count =
                transactions.run(connection -> {
                    Instant begun = Order.begin(connection, clock.instant());
                    var bits = new BitSet();
                    reader.in(from, Set.of()).stream()
                            .filter(Readership.Read::isWhole)
                            .forEach(each -> bits.set(each.audience().number()));
                    String id = match.ids().iterator().next();
                    List<StixObjects.Version> there =
                            StixObjects.versions(connection, id, bits).stream()
                                    .filter(each ->
                                            match.specs().isEmpty()
                                                    || match.specs().contains(each.spec()))
                                    .toList();
                    List<StixObjects.Version> meant =
                            there.stream().filter(meant(there, match)).toList();
                    if (meant.isEmpty()) {
                        throw new ProblemException(new Problem.NotFound("object", id));
                    }
                    List<Long> taken =
                            meant.stream()
                                    .filter(each -> any || each.owner().equals(caller.party()))
                                    .map(StixObjects.Version::sequence)
                                    .toList();
                    if (taken.isEmpty()) {
                        throw new ProblemException(new Problem.Forbidden());
                    }
                    StixObjects.withdraw(connection, taken, begun);
                    for (StixId owner : owners(meant, taken)) {
                        Recalled.note(connection, owner, id, Recalled.WITHDRAWN, begun);
                    }
                    Record.change(
                            connection,
                            new Change(
                                    Change.Kind.DELETION,
                                    begun,
                                    caller.name(),
                                    JsonObject.builder()
                                            .put("party", caller.party().toString())
                                            .put("collection", from.id().toString())
                                            .put("object", id)
                                            .put("rows", taken.toString())
                                            .build()));
                    return (int)
                            meant.stream().map(StixObjects.Version::version).distinct().count();
                });
        record.changed();
        return count;
    }

    private static Set<StixId> owners(List<StixObjects.Version> meant, List<Long> taken) {
        Set<StixId> owners = new LinkedHashSet<>();
        meant.stream()
                .filter(each -> taken.contains(each.sequence()))
                .forEach(each -> owners.add(each.owner()));
        return owners;
    }

    private static Predicate<StixObjects.Version> meant(
            List<StixObjects.Version> there, Match match) {
        Match.Versions versions = match.versions();
        Instant first =
                there.stream()
                        .map(StixObjects.Version::version)
                        .min(Instant::compareTo)
                        .orElse(Instant.MIN);
        Instant last =
                there.stream()
                        .map(StixObjects.Version::version)
                        .max(Instant::compareTo)
                        .orElse(Instant.MAX);
        return each ->
                versions.all()
                        || (versions.first() && each.version().equals(first))
                        || (versions.last() && each.version().equals(last))
                        || versions.exactly().stream()
                                .map(it -> it.truncatedTo(ChronoUnit.MICROS))
                                .anyMatch(each.version()::equals);
    }
}
