package org.commonwatch.server.membership;

import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.Agreement;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Correspondence;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Moment;
import org.commonwatch.access.Request;
import org.commonwatch.access.RequestStep;
import org.commonwatch.access.Restriction;
import org.commonwatch.access.Right;
import org.commonwatch.access.Standing;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.history.Assertion;
import org.commonwatch.access.history.Ledger;
import org.commonwatch.access.world.World;
import org.commonwatch.archive.world.CharterFile;
import org.commonwatch.archive.world.WorldTexts;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All that is claimed about parties and bodies, and the rules of the bodies. It only grows: what
 * was known at any time can be asked again.
 */
public final class Institutions {
    /** The source of what the operator enters. */
    public static final String OPERATOR = "operator";

    /** A party in this group, with a body's name after it, is the office of the body. */
    public static final String OFFICE = "secretariat:";

    // What owners may agree to give whatever their body's rules speak of.
    private static final List<String> EVERYWHERE = List.of(Charter.STATISTICS);

    static final String ENTERED = "as the operator entered it";

    private final Transactions transactions;
    private final Changes changes;
    private final BodyId own;
    private final Roots roots;
    private final Collections collections;

    /**
     * Of a deployment that serves a body of its own.
     *
     * @param record of every change
     */
    public Institutions(Transactions transactions, Record record, BodyId own, InstantSource clock) {
        this.transactions = transactions;
        this.changes = new Changes(transactions, record, clock);
        this.own = own;
        this.roots = new Roots(changes);
        this.collections = new Collections(transactions, changes);
        collections.begin(own);
    }

    /** The body that the deployment serves. */
    public BodyId own() {
        return own;
    }

    /** The API roots. */
    public Roots roots() {
        return roots;
    }

    /** The collections. */
    public Collections collections() {
        return collections;
    }

    /** Everything known now. */
    public World world() {
        return transactions.read(this::world);
    }

    /** Everything known in a transaction. */
    public World world(Connection connection) throws SQLException {
        List<org.commonwatch.access.world.Party> parties = parties(connection);
        List<Charter> charters = charters(connection);
        Ledger ledger = Ledger.of(assertions(connection, texts(parties, charters)));
        return new World(parties, charters, List.of(), ledger, List.of());
    }

    /** Reads what is kept, and what callers write: parties go by their identity or their name. */
    public static WorldTexts texts(World world) {
        return texts(world.parties(), world.charters());
    }

    private static WorldTexts texts(
            List<org.commonwatch.access.world.Party> parties, List<Charter> charters) {
        List<org.commonwatch.access.world.Party> named = new ArrayList<>(parties);
        for (var each : parties) {
            named.add(new org.commonwatch.access.world.Party(each.name(), each.name(), each.id()));
        }
        return new WorldTexts(named, charters);
    }

    /** Records a claim, a JSON text of the form of a world's file; throws what refuses it. */
    public Assertion claim(String text) {
        return changes.make((connection, now) -> claim(connection, text, now, Credential.acting()));
    }

    /** Makes a change of what is claimed when it is its turn: all of the work, or nothing. */
    public <T> T change(Changes.Work<T> work) {
        return changes.make(work);
    }

    /**
     * Records that the operator says what a party is to a body from now on, in place of what it
     * said before; to be {@code none} is to have no standing.
     */
    public void stand(Party party, BodyId body, String type) {
        changes.make((connection, now) -> {
            var standings = new Standings(party, body, now);
            for (Assertion each : world(connection).ledger().known(now)) {
                if (standings.isReplaced(each)) {
                    claim(connection, standings.end(each), now, Credential.acting());
                }
            }
            if (!type.equals(Charter.NONE)) {
                claim(connection, standings.begin(type), now, Credential.acting());
            }
            return true;
        });
    }

    /**
     * Records a claim within a change; throws what refuses it.
     *
     * @param user the name that signed in and makes it
     */
    public Assertion claim(Connection connection, String text, Instant now, String user)
            throws SQLException {
        World world = world(connection);
        Assertion assertion = texts(world).assertion("the assertion", text);
        if (assertion.recorded().isAfter(now)) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "The assertion '" + assertion.id() + "' is recorded in the future.",
                            "Give the time at which it became known, or now."));
        }
        add(connection, world.ledger(), assertion, text);
        Change.Kind kind = kind(assertion);
        var what = JsonObject.builder().put("assertion", text);
        Changes.record(connection, kind, now, user, what);
        return assertion;
    }

    /**
     * What is claimed, as it is kept.
     *
     * @param number in the order in which it was recorded
     * @param text JSON, in the form of a world's file
     */
    public record Claim(long number, String text) {}

    /** So many claims at most, after a number. */
    public List<Claim> claims(long after, int limit) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT number, text FROM assertion
                             WHERE number > ? ORDER BY number LIMIT ?
                            """)) {
                statement.setLong(1, after);
                statement.setInt(2, limit);
                List<Claim> claims = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        claims.add(new Claim(row.getLong(1), row.getString(2)));
                    }
                }
                return claims;
            }
        });
    }

    private static Change.Kind kind(Assertion assertion) {
        return assertion
                .fact()
                .map(fact ->
                        switch (fact) {
                            case Standing standing -> Change.Kind.STANDING;
                            case Agreement agreement -> Change.Kind.AGREEMENT;
                            case Restriction restriction -> Change.Kind.RESTRICTION;
                            case Right right -> Change.Kind.GRANT;
                            case Request request -> Change.Kind.REQUEST;
                            case RequestStep step -> Change.Kind.REQUEST;
                            case Correspondence letter -> Change.Kind.LETTER;
                            default -> Change.Kind.DECISION;
                        })
                .orElse(Change.Kind.DECISION);
    }

    /** Records that the operator says so, from now on. */
    static void claim(
            Connection connection,
            Change.Kind kind,
            String sort,
            JsonObject.Builder fact,
            Instant from)
            throws SQLException {
        String id = sort + "-" + UUID.randomUUID();
        String text =
                JsonObject.builder()
                        .put("id", id)
                        .put("matter", id)
                        .put("source", OPERATOR)
                        .put("document", ENTERED)
                        .put("recorded", from.toString())
                        .put(sort, (Json) fact.put("from", from.toString()).build())
                        .build()
                        .toString();
        insert(connection, new Row(id, id, OPERATOR, from, null, from, Optional.empty()), text);
        Changes.record(connection, kind, from, JsonObject.builder().put("assertion", text));
    }

    /** Records the rules of a body, a text in YAML, beside those it had; throws what refuses it. */
    public Charter adopt(String text) {
        return changes.make((connection, now) -> {
            Charter charter = CharterFile.parse("the charter", text);
            if (roots.all(connection).stream()
                    .noneMatch(each -> each.body().equals(charter.body()))) {
                throw new ProblemException(new Problem.NotFound("API root", charter.body().name()));
            }
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "INSERT INTO charter (body, text, recorded) VALUES (?, ?, ?)")) {
                statement.setString(1, charter.body().name());
                statement.setString(2, text);
                bind(statement, 3, now);
                statement.executeUpdate();
            }
            world(connection); // or refused, if the words of what was said before are missing
            var what = JsonObject.builder().put("body", charter.body().name()).put("text", text);
            Changes.record(connection, Change.Kind.CHARTER, now, what);
            return charter;
        });
    }

    private record Row(
            String id,
            String matter,
            String source,
            @Nullable Instant from,
            @Nullable Instant to,
            Instant recorded,
            Optional<String> supersedes) {}

    private static void add(Connection connection, Ledger ledger, Assertion claim, String text)
            throws SQLException {
        try {
            ledger.with(List.of(claim));
        } catch (AccessRefusedException e) {
            throw new ProblemException(
                    new Problem.Conflict(e.refusal().message(), e.refusal().remedy()));
        }
        checkLater(ledger, claim);
        checkMatter(connection, claim);
        Optional<Fact> fact = claim.fact();
        insert(
                connection,
                new Row(
                        claim.id(),
                        claim.matter(),
                        claim.source(),
                        fact.map(each -> each.span().from().earliest())
                                .filter(each -> each.isAfter(Instant.MIN))
                                .orElse(null),
                        fact.map(each -> each.span().to())
                                .filter(each -> !each.equals(Moment.NEVER))
                                .map(Moment::latest)
                                .orElse(null),
                        claim.recorded(),
                        claim.supersedes()),
                text);
    }

    // What was known when must be told apart.
    private static void checkLater(Ledger ledger, Assertion claim) {
        for (Assertion each : ledger.all()) {
            if (claim.supersedes().filter(each.id()::equals).isPresent()
                    && !claim.recorded().isAfter(each.recorded())) {
                throw new ProblemException(
                        new Problem.Conflict(
                                "Assertion '%s' would supersede '%s', which was recorded at %s."
                                        .formatted(claim.id(), each.id(), each.recorded()),
                                "Give a later time as 'recorded', to the second if need be."));
            }
        }
    }

    // Of one matter a source says one thing at a time.
    private static void checkMatter(Connection connection, Assertion claim) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT id FROM assertion
                         WHERE source = ? AND matter = ? AND known && tstzrange(?, NULL)
                           AND id <> ?
                        """)) {
            statement.setString(1, claim.source());
            statement.setString(2, claim.matter());
            bind(statement, 3, claim.recorded());
            statement.setString(4, claim.supersedes().orElse(""));
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    String said = row.getString(1);
                    throw new ProblemException(
                            new Problem.Conflict(
                                    "Source '%s' says something of the matter '%s' already: '%s'."
                                            .formatted(claim.source(), claim.matter(), said),
                                    "Supersede it ('supersedes': '"
                                            + said
                                            + "'), or name another matter."));
                }
            }
        }
    }

    private static void insert(Connection connection, Row row, String text) throws SQLException {
        if (row.supersedes().isPresent()) {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "UPDATE assertion SET known = tstzrange(lower(known), ?) WHERE id ="
                                    + " ?")) {
                bind(statement, 1, row.recorded());
                statement.setString(2, row.supersedes().get());
                statement.executeUpdate();
            }
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO assertion (id, matter, source, valid, known, supersedes, text)
                        VALUES (?, ?, ?, tstzrange(?, ?), tstzrange(?, NULL), ?, ?)
                        """)) {
            statement.setString(1, row.id());
            statement.setString(2, row.matter());
            statement.setString(3, row.source());
            bind(statement, 4, row.from());
            bind(statement, 5, row.to());
            bind(statement, 6, row.recorded());
            statement.setString(7, row.supersedes().orElse(null));
            statement.setString(8, text);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, int place, @Nullable Instant at)
            throws SQLException {
        if (at == null) {
            statement.setNull(place, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setObject(place, Rows.at(at));
        }
    }

    private static List<org.commonwatch.access.world.Party> parties(Connection connection)
            throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT id, name FROM party ORDER BY id");
                ResultSet row = statement.executeQuery()) {
            List<org.commonwatch.access.world.Party> parties = new ArrayList<>();
            while (row.next()) {
                String id = row.getString(1);
                parties.add(
                        new org.commonwatch.access.world.Party(
                                id, row.getString(2), StixId.parse(id)));
            }
            return parties;
        }
    }

    // A body has rules before it adopts its own: ours reads the Traffic Light Protocol, and in any
    // other only what is granted may be read. They stay known, for what was said in their words.
    private List<Charter> charters(Connection connection) throws SQLException {
        Map<BodyId, List<String>> classes = classes(connection);
        Map<BodyId, Instant> ends = new HashMap<>();
        List<Charter> adopted = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT text, recorded FROM charter ORDER BY number");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Charter charter = CharterFile.parse("a stored charter", row.getString(1));
                adopted.add(
                        charter.and(classes.getOrDefault(charter.body(), List.of()))
                                .and(EVERYWHERE));
                Instant from = charter.edition().valid().from();
                Instant recorded = Rows.instant(row, 2);
                ends.putIfAbsent(charter.body(), from.isAfter(recorded) ? from : recorded);
            }
        }
        List<Charter> charters = new ArrayList<>();
        classes.forEach((body, own) -> {
            Charter first =
                    body.equals(this.own) ? Charter.trafficLight(body) : Charter.grantsOnly(body);
            charters.add(
                    first.until(ends.getOrDefault(body, Instant.MAX)).and(own).and(EVERYWHERE));
        });
        charters.addAll(adopted);
        return charters;
    }

    private static Map<BodyId, List<String>> classes(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT name, coalesce(data_class, 'intelligence')
                                  FROM root LEFT JOIN collection ON root = name
                                 GROUP BY 1, 2 ORDER BY 1, 2
                                """);
                ResultSet row = statement.executeQuery()) {
            Map<BodyId, List<String>> classes = new LinkedHashMap<>();
            while (row.next()) {
                classes.computeIfAbsent(new BodyId(row.getString(1)), body -> new ArrayList<>())
                        .add(row.getString(2));
            }
            return classes;
        }
    }

    private static List<Assertion> assertions(Connection connection, WorldTexts texts)
            throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT id, text FROM assertion ORDER BY number");
                ResultSet row = statement.executeQuery()) {
            List<Assertion> assertions = new ArrayList<>();
            while (row.next()) {
                assertions.add(texts.assertion("assertion " + row.getString(1), row.getString(2)));
            }
            return assertions;
        }
    }
}
