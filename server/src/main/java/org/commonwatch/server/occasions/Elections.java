package org.commonwatch.server.occasions;

import org.commonwatch.database.Transactions;
import org.commonwatch.insight.surge.Calendar;
import org.commonwatch.insight.surge.Occasion;
import org.commonwatch.insight.surge.Occasion.Contest;
import org.commonwatch.insight.surge.Occasion.Postponement;
import org.commonwatch.insight.surge.Occasion.Schedule;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.stix.json.JsonObject;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Elections and other dated occasions. None is changed: another date is a postponement. */
public final class Elections {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int TEXT_LIMIT = 200;
    private static final int OFFICES_LIMIT = 100;

    private final Transactions transactions;
    private final Record record;
    private final InstantSource clock;

    /** As the database has them. */
    public Elections(Transactions transactions, Record record, InstantSource clock) {
        this.transactions = transactions;
        this.record = record;
        this.clock = clock;
    }

    /** Every occasion, by date. */
    public Calendar calendar() {
        return transactions.read(connection -> {
            Map<String, List<Postponement>> moved = postponements(connection);
            List<Occasion> occasions = new ArrayList<>();
            try (PreparedStatement statement =
                            connection.prepareStatement(
                                    "SELECT id, name, kind, jurisdiction, offices, planned"
                                            + " FROM occasion ORDER BY planned, id");
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String[] offices = (String[]) row.getArray(5).getArray();
                    String id = row.getString(1);
                    occasions.add(
                            new Occasion(
                                    id,
                                    row.getString(2),
                                    row.getString(3),
                                    new Contest(row.getString(4), List.of(offices)),
                                    new Schedule(
                                            row.getObject(6, LocalDate.class),
                                            moved.getOrDefault(id, List.of()))));
                }
            }
            return new Calendar(occasions);
        });
    }

    private static Map<String, List<Postponement>> postponements(Connection connection)
            throws SQLException {
        Map<String, List<Postponement>> moved = new HashMap<>();
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT occasion, announced, moved_to FROM postponement"
                                        + " ORDER BY occasion, announced");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                moved.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                        .add(
                                new Postponement(
                                        row.getObject(2, LocalDate.class),
                                        row.getObject(3, LocalDate.class)));
            }
        }
        return moved;
    }

    /** One of them; refused if there is none. */
    public Occasion named(String id) {
        return calendar().occasions().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("election", id)));
    }

    /** Adds one; an id that is taken is refused. */
    public void add(Occasion occasion, String user) {
        check(occasion);
        Instant now = clock.instant();
        boolean added =
                transactions.run(connection -> {
                    if (calendarSize(connection) >= Calendar.LIMIT) {
                        throw new ProblemException(
                                new Problem.Conflict(
                                        "There are already " + Calendar.LIMIT + " elections.",
                                        "Ask about those that there are: none is taken back."));
                    }
                    if (!insert(connection, occasion, now)) {
                        return false;
                    }
                    JsonObject what =
                            JsonObject.builder()
                                    .put("election", occasion.id())
                                    .put("what", "added")
                                    .put("name", occasion.name())
                                    .put("date", occasion.schedule().planned().toString())
                                    .build();
                    Record.change(connection, new Change(Change.Kind.ELECTION, now, user, what));
                    return true;
                });
        record.changed();
        if (!added) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "There is already an election '" + occasion.id() + "'.",
                            "Give the new one another id; another date is a postponement."));
        }
    }

    private static long calendarSize(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT count(*) FROM occasion");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static boolean insert(Connection connection, Occasion occasion, Instant now)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO occasion (id, name, kind, jurisdiction, offices, planned,
                                              recorded)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """)) {
            statement.setString(1, occasion.id());
            statement.setString(2, occasion.name());
            statement.setString(3, occasion.kind());
            statement.setString(4, occasion.contest().jurisdiction());
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "text", occasion.contest().offices().toArray(String[]::new)));
            statement.setObject(6, occasion.schedule().planned());
            statement.setObject(7, Rows.at(now));
            return statement.executeUpdate() == 1;
        }
    }

    /** Says that from a day on another date was known. */
    public void postpone(String id, Postponement to, String user) {
        Occasion before = named(id);
        List<Postponement> moved = new ArrayList<>(before.schedule().postponements());
        moved.add(to);
        var after = new Schedule(before.schedule().planned(), moved); // refuses a wrong order
        Instant now = clock.instant();
        boolean added =
                transactions.run(connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement(
                                    """
                                    INSERT INTO postponement (occasion, announced, moved_to,
                                                              recorded)
                                    VALUES (?, ?, ?, ?)
                                    ON CONFLICT DO NOTHING
                                    """)) {
                        statement.setString(1, id);
                        statement.setObject(2, to.announced());
                        statement.setObject(3, to.to());
                        statement.setObject(4, Rows.at(now));
                        if (statement.executeUpdate() == 0) {
                            return false;
                        }
                    }
                    JsonObject what =
                            JsonObject.builder()
                                    .put("election", id)
                                    .put("what", "postponed")
                                    .put("announced", to.announced().toString())
                                    .put("date", after.postponements().getLast().to().toString())
                                    .build();
                    Record.change(connection, new Change(Change.Kind.ELECTION, now, user, what));
                    return true;
                });
        record.changed();
        if (!added) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "A date that was announced on " + to.announced() + " is known.",
                            "Give the day on which this one was announced."));
        }
    }

    private static void check(Occasion occasion) {
        if (!ID.matcher(occasion.id()).matches()) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "'" + occasion.id() + "' is no id of an election.",
                            "Use up to 63 lower-case letters, digits and hyphens."));
        }
        List<String> offices = occasion.contest().offices();
        if (offices.size() > OFFICES_LIMIT) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "The election has " + offices.size() + " offices.",
                            "Give at most " + OFFICES_LIMIT + " of them."));
        }
        check("name", occasion.name(), 1);
        check("kind", occasion.kind(), 1);
        check("jurisdiction", occasion.contest().jurisdiction(), 0);
        offices.forEach(each -> check("office", each, 1));
    }

    private static void check(String what, String text, int least) {
        if (text.strip().length() < least || text.length() > TEXT_LIMIT) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "The "
                                    + what
                                    + " of the election has "
                                    + text.length()
                                    + " letters,"
                                    + " or none but spaces.",
                            "Give " + least + " to " + TEXT_LIMIT + " letters."));
        }
    }
}
