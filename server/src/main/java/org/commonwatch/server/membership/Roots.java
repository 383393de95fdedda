package org.commonwatch.server.membership;

import org.commonwatch.access.BodyId;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.web.Area;
import org.commonwatch.stix.json.JsonObject;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every API root. */
public final class Roots {
    private static final Pattern TITLE = Pattern.compile("[^\\p{Cntrl}]{1,200}");

    private final Changes changes;

    Roots(Changes changes) {
        this.changes = changes;
    }

    /** Adds a root; refuses a name that is taken. */
    public Root add(String name, Optional<String> title) {
        Root root = root(name, title.orElse(name));
        if (!changes.make((connection, now) -> insert(connection, root, now))) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "There is already an API root called '" + name + "'.",
                            "Use it, or add the new one under another name."));
        }
        return root;
    }

    private static Root root(String name, String title) {
        if (!TITLE.matcher(title).matches()) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "'" + title + "' is no title.",
                            "Use 1 to 200 characters without control characters."));
        }
        try {
            if (!Area.TAKEN.contains(name)) {
                return new Root(new BodyId(name), title);
            }
        } catch (IllegalArgumentException notAName) {
            // told below, as a name that is taken
        }
        throw new ProblemException(
                new Problem.Malformed(
                        "'" + name + "' is no name of an API root.",
                        "Use a small letter and up to 62 small letters, digits and hyphens, but"
                                + " not "
                                + String.join(", ", Area.TAKEN.stream().sorted().toList())
                                + "."));
    }

    static boolean insert(Connection connection, Root root, Instant now) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO root (name, title, recorded) VALUES (?, ?, ?)
                        ON CONFLICT (name) DO NOTHING
                        """)) {
            statement.setString(1, root.body().name());
            statement.setString(2, root.title());
            statement.setObject(3, Rows.at(now));
            if (statement.executeUpdate() == 0) {
                return false;
            }
        }
        var what = JsonObject.builder().put("root", root.body().name()).put("title", root.title());
        Changes.record(connection, Change.Kind.COLLECTION, now, what);
        return true;
    }

    /** Every root, in the order of their names. */
    public List<Root> all(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT name, title FROM root ORDER BY name");
                ResultSet row = statement.executeQuery()) {
            List<Root> roots = new ArrayList<>();
            while (row.next()) {
                roots.add(new Root(new BodyId(row.getString(1)), row.getString(2)));
            }
            return roots;
        }
    }
}
