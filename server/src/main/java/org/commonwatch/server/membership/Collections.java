package org.commonwatch.server.membership;

import org.commonwatch.access.Action;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.membership.Collection.Shows;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Change;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Every collection, and what parties were given of those that have a class of their own. */
public final class Collections {
    /** What collections hold if nothing else is said. */
    public static final String STIX = "application/stix+json;version=2.1";

    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]{0,62}");
    private static final Pattern TITLE = Pattern.compile("[^\\p{Cntrl}]{1,200}");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\x21-\\x7e]{3,100}");
    private static final int MEDIA_TYPES_LIMIT = 10;

    // A collection's columns, in the order of `collection`.
    private static final String COLUMNS =
            "id, root, title, description, alias, media_types, data_class, types, priority";

    /** A collection to be, with a class of its own. */
    public record Wanted(
            BodyId root,
            String title,
            String description,
            Optional<UUID> id,
            Optional<String> alias,
            List<String> mediaTypes) {}

    private final Transactions transactions;
    private final Changes changes;

    Collections(Transactions transactions, Changes changes) {
        this.transactions = transactions;
        this.changes = changes;
    }

    /**
     * Has the deployment's own root, and in it what every body offers: all that one may see, and by
     * kind.
     */
    void begin(BodyId own) {
        if (!transactions.read(connection -> all(connection, own)).isEmpty()) {
            return;
        }
        changes.make((connection, now) -> {
            Roots.insert(connection, new Root(own, own.name()), now);
            for (Collection each : Offers.of(own)) {
                insert(connection, each, now);
            }
            return true;
        });
    }

    /** Adds a collection; refuses an id or an alias that is taken. */
    public Collection add(Wanted wanted) {
        check(wanted);
        UUID id = wanted.id().orElseGet(UUID::randomUUID);
        Collection collection =
                new Collection(
                        id,
                        wanted.root(),
                        wanted.title(),
                        wanted.description(),
                        wanted.alias(),
                        wanted.mediaTypes().isEmpty()
                                ? List.of(STIX)
                                : List.copyOf(wanted.mediaTypes()),
                        new Shows("collection-" + id, Set.of(), ""));
        boolean added =
                changes.make((connection, now) -> {
                    if (!hasRoot(connection, wanted.root())) {
                        throw new ProblemException(
                                new Problem.NotFound("API root", wanted.root().name()));
                    }
                    return insert(connection, collection, now);
                });
        if (!added) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "There is already a collection with the id '"
                                    + id
                                    + "', or with that alias in '"
                                    + wanted.root()
                                    + "'.",
                            "Use it, or give the new one another id and alias."));
        }
        return collection;
    }

    private static void check(Wanted wanted) {
        boolean fits =
                TITLE.matcher(wanted.title()).matches()
                        && wanted.alias().filter(each -> !ALIAS.matcher(each).matches()).isEmpty()
                        && wanted.mediaTypes().size() <= MEDIA_TYPES_LIMIT
                        && wanted.mediaTypes().stream()
                                .allMatch(each -> MEDIA_TYPE.matcher(each).matches());
        if (!fits) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "A collection cannot be titled '"
                                    + wanted.title()
                                    + "', with the alias '"
                                    + wanted.alias().orElse("")
                                    + "' and "
                                    + wanted.mediaTypes().size()
                                    + " media types.",
                            "Use a title of 1 to 200 characters, an alias of 1 to 63 letters,"
                                    + " digits, dots, hyphens, underscores and tildes, and at most "
                                    + MEDIA_TYPES_LIMIT
                                    + " media types."));
        }
    }

    /**
     * Gives a party something of a collection that has a class of its own, from now on; what it was
     * given before it keeps.
     */
    public void grant(Collection collection, Party party, boolean read, boolean write) {
        if (collection.shows().dataClass().equals(Charter.INTELLIGENCE)) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "The collection '"
                                    + collection.title()
                                    + "' shows what the rules of its body permit.",
                            "Change a party's standing, or grant a collection of its own."));
        }
        Set<Action> actions = EnumSet.noneOf(Action.class);
        if (read) {
            actions.add(Action.READ);
        }
        if (write) {
            actions.add(Action.CONTRIBUTE);
        }
        if (actions.isEmpty()) {
            return;
        }
        changes.make((connection, now) -> {
            Institutions.claim(
                    connection,
                    Change.Kind.GRANT,
                    "right",
                    JsonObject.builder()
                            .put("id", "grant-" + UUID.randomUUID())
                            .put("party", party.id().toString())
                            .put("body", collection.root().name())
                            .put("actions", texts(actions.stream().map(Action::label).toList()))
                            .put("classes", texts(List.of(collection.shows().dataClass())))
                            .put("channels", texts(List.of(Charter.DIRECT))),
                    now);
            return true;
        });
    }

    private static JsonArray texts(List<String> texts) {
        return new JsonArray(texts.stream().<Json>map(JsonString::new).toList());
    }

    /** Finds a collection by its id. */
    public Collection find(UUID id) {
        return transactions.read(connection -> select(connection, "WHERE id = ?", id)).stream()
                .findFirst()
                .orElseThrow(() ->
                        new ProblemException(new Problem.NotFound("collection", id.toString())));
    }

    /** Every collection, in the order in which they were made. */
    public List<Collection> all() {
        return transactions.read(this::all);
    }

    /** The same, as a transaction has it. */
    public List<Collection> all(Connection connection) throws SQLException {
        return select(connection, "", null);
    }

    private static List<Collection> all(Connection connection, BodyId root) throws SQLException {
        return select(connection, "WHERE root = ?", root.name());
    }

    private static List<Collection> select(
            Connection connection, String condition, @Nullable Object value) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT "
                                + COLUMNS
                                + " FROM collection "
                                + condition
                                + " ORDER BY number")) {
            if (value != null) {
                statement.setObject(1, value);
            }
            List<Collection> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(collection(row));
                }
            }
            return found;
        }
    }

    private static Collection collection(ResultSet row) throws SQLException {
        return new Collection(
                row.getObject(1, UUID.class),
                new BodyId(row.getString(2)),
                row.getString(3),
                row.getString(4),
                Optional.ofNullable(row.getString(5)),
                List.of((String[]) row.getArray(6).getArray()),
                new Shows(
                        row.getString(7),
                        Set.of((String[]) row.getArray(8).getArray()),
                        row.getString(9)));
    }

    private static boolean hasRoot(Connection connection, BodyId root) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT FROM root WHERE name = ?")) {
            statement.setString(1, root.name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static boolean insert(Connection connection, Collection each, Instant now)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO collection ("
                                + COLUMNS
                                + ", recorded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO"
                                + " NOTHING")) {
            statement.setObject(1, each.id());
            statement.setString(2, each.root().name());
            statement.setString(3, each.title());
            statement.setString(4, each.description());
            statement.setString(5, each.alias().orElse(null));
            statement.setArray(6, connection.createArrayOf("text", each.mediaTypes().toArray()));
            statement.setString(7, each.shows().dataClass());
            statement.setArray(8, connection.createArrayOf("text", each.shows().types().toArray()));
            statement.setString(9, each.shows().priority());
            statement.setObject(10, Rows.at(now));
            if (statement.executeUpdate() == 0) {
                return false;
            }
        }
        var what =
                JsonObject.builder()
                        .put("collection", each.id().toString())
                        .put("root", each.root().name())
                        .put("title", each.title());
        Changes.record(connection, Change.Kind.COLLECTION, now, what);
        return true;
    }
}
