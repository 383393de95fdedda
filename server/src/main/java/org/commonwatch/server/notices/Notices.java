package org.commonwatch.server.notices;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.notices.Notice.Episode;
import org.commonwatch.server.notices.Notice.Sending;
import org.commonwatch.server.notices.Notice.State;
import org.commonwatch.server.notices.Notice.Told;
import org.commonwatch.stix.StixId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Every notice, and how far each has come. */
public final class Notices {
    /** Nobody tries longer to send one. */
    public static final Duration LIFE = Duration.ofDays(1);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final int SHOWN = 1_000;
    private static final int AT_ONCE = 500;
    private static final String COLUMNS =
            "notice.id, notice.kind, notice.at, notice.party, notice.said, notice.link";

    private final Transactions transactions;
    private final InstantSource clock;

    /** As the database has them. */
    public Notices(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Tells of an episode by every connector that tells its party; nothing happens while it is
     * under way.
     */
    public void begin(Episode episode, String said, String link) {
        transactions.run(connection -> {
            Notice notice =
                    new Notice(
                            UUID.randomUUID(),
                            episode.kind(),
                            clock.instant(),
                            episode.party(),
                            said,
                            link);
            if (insert(connection, notice, episode.matter(), false)) {
                try (PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                INSERT INTO notice_sending (notice, connector, due)
                                SELECT notice.number, connector.name, notice.at
                                  FROM notice, connector
                                 WHERE notice.id = ? AND connector.party = notice.party
                                   AND connector.ended IS NULL
                                   AND connector.kind IN ('WEBHOOK', 'SYSLOG', 'MAIL')
                                """)) {
                    statement.setObject(1, notice.id());
                    statement.executeUpdate();
                }
            }
            return true;
        });
    }

    /** That an episode is over: the next is told again. */
    public void end(Episode episode) {
        transactions.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            UPDATE notice SET ended = ?
                             WHERE party = ? AND kind = ? AND matter = ? AND ended IS NULL
                            """)) {
                statement.setObject(1, Rows.at(clock.instant()));
                statement.setString(2, episode.party().toString());
                statement.setString(3, episode.kind());
                statement.setString(4, episode.matter());
                return statement.executeUpdate();
            }
        });
    }

    /** The episodes of a kind that are under way. */
    public List<Episode> underWay(String kind) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "SELECT party, matter FROM notice WHERE kind = ? AND ended IS NULL")) {
                statement.setString(1, kind);
                List<Episode> found = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(
                                new Episode(
                                        StixId.parse(row.getString(1)), kind, row.getString(2)));
                    }
                }
                return found;
            }
        });
    }

    /** Tells something by one connector alone; the same notice again changes nothing. */
    public void tell(Notice notice, String connector) {
        transactions.run(connection -> {
            if (insert(connection, notice, notice.id().toString(), true)) {
                try (PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                INSERT INTO notice_sending (notice, connector, due)
                                SELECT number, ?, at FROM notice WHERE id = ?
                                """)) {
                    statement.setString(1, connector);
                    statement.setObject(2, notice.id());
                    statement.executeUpdate();
                }
            }
            return true;
        });
    }

    private static boolean insert(Connection connection, Notice notice, String matter, boolean over)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO notice (id, party, kind, matter, at, said, link, ended)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """)) {
            statement.setObject(1, notice.id());
            statement.setString(2, notice.party().toString());
            statement.setString(3, notice.kind());
            statement.setString(4, matter);
            statement.setObject(5, Rows.at(notice.at()));
            statement.setString(6, notice.said());
            statement.setString(7, notice.link());
            statement.setObject(8, over ? Rows.at(notice.at()) : null);
            return statement.executeUpdate() == 1;
        }
    }

    /** What is to be sent now, the oldest first, by connector. */
    public Map<String, List<Notice>> due() {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "SELECT "
                                    + COLUMNS
                                    + ", connector FROM notice_sending"
                                    + " JOIN notice ON notice.number = notice"
                                    + " WHERE due <= ? ORDER BY notice.number LIMIT ?")) {
                statement.setObject(1, Rows.at(clock.instant()));
                statement.setInt(2, AT_ONCE);
                Map<String, List<Notice>> due = new LinkedHashMap<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        due.computeIfAbsent(row.getString(7), c -> new ArrayList<>())
                                .add(notice(row));
                    }
                }
                return due;
            }
        });
    }

    /** That one has left. */
    public void sent(Notice notice, String connector, String outcome) {
        change(
                "due = NULL, done = ?, attempts = attempts + 1, outcome = ?",
                notice,
                connector,
                Optional.of(clock.instant()),
                outcome);
    }

    /** That one could not be sent: it is tried again later, and not for ever. */
    public void failed(Notice notice, String connector, String outcome) {
        Instant now = clock.instant();
        boolean dead = notice.at().plus(LIFE).isBefore(now);
        change(
                "due = ?, attempts = attempts + 1, outcome = ?",
                notice,
                connector,
                dead ? Optional.empty() : Optional.of(now.plus(wait(attempts(notice, connector)))),
                outcome);
    }

    /** That one waits until an instant, because nobody is to be disturbed. */
    public void later(Notice notice, String connector, Instant until) {
        change(
                "due = ?, outcome = ?",
                notice,
                connector,
                Optional.of(until),
                "It is a quiet hour.");
    }

    static Duration wait(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts, 20));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private int attempts(Notice notice, String connector) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT attempts FROM notice_sending JOIN notice ON number = notice
                             WHERE id = ? AND connector = ?
                            """)) {
                statement.setObject(1, notice.id());
                statement.setString(2, connector);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? row.getInt(1) : 0;
                }
            }
        });
    }

    private void change(
            String how, Notice notice, String connector, Optional<Instant> at, String outcome) {
        transactions.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "UPDATE notice_sending SET "
                                    + how
                                    + " WHERE connector = ?"
                                    + " AND notice = (SELECT number FROM notice WHERE id = ?)")) {
                statement.setObject(1, at.map(Rows::at).orElse(null));
                statement.setString(2, outcome);
                statement.setString(3, connector);
                statement.setObject(4, notice.id());
                return statement.executeUpdate();
            }
        });
    }

    /** The last, the newest first. */
    public List<Told> all() {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "SELECT "
                                    + COLUMNS
                                    + ", connector, due, done, attempts, outcome"
                                    + " FROM (SELECT * FROM notice ORDER BY number DESC LIMIT ?)"
                                    + " AS notice LEFT JOIN notice_sending ON number = notice"
                                    + " ORDER BY number DESC, connector")) {
                statement.setInt(1, SHOWN);
                Map<UUID, Notice> notices = new LinkedHashMap<>();
                Map<UUID, List<Sending>> sendings = new LinkedHashMap<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        Notice notice = notice(row);
                        notices.put(notice.id(), notice);
                        List<Sending> of =
                                sendings.computeIfAbsent(notice.id(), id -> new ArrayList<>());
                        if (row.getString(7) != null) {
                            of.add(sending(row));
                        }
                    }
                }
                return notices.values().stream()
                        .map(each -> new Told(each, sendings.getOrDefault(each.id(), List.of())))
                        .toList();
            }
        });
    }

    private static Notice notice(ResultSet row) throws SQLException {
        return new Notice(
                row.getObject(1, UUID.class),
                row.getString(2),
                Rows.instant(row, 3),
                StixId.parse(row.getString(4)),
                row.getString(5),
                row.getString(6));
    }

    private static Sending sending(ResultSet row) throws SQLException {
        Optional<Instant> done =
                Optional.ofNullable(row.getObject(9, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant);
        State state =
                done.isPresent()
                        ? State.SENT
                        : row.getObject(8) == null ? State.DEAD : State.WAITING;
        return new Sending(row.getString(7), state, row.getInt(10), done, row.getString(11));
    }
}
