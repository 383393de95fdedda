package org.commonwatch.server.record;

import org.commonwatch.database.Database;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Change.Kind;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What left and what was changed. One process at a time appends; each entry's hash covers the one
 * before, so the last one covers all.
 */
@SuppressWarnings("JavaLangClash") // the noun of the field; nobody names the other one
public final class Record implements AutoCloseable {
    /** {@link #entries} gives no more at once. */
    public static final int ENTRIES = 1_000;

    /** {@link #deliveries} gives no more at once. */
    public static final int DELIVERIES = 1_000;

    // And no more after these many characters.
    private static final int ENTRIES_LENGTH = 8 << 20;

    private final Transactions transactions;
    private final InstantSource clock;
    private final Writer writer;

    private Record(Transactions transactions, InstantSource clock, Writer writer) {
        this.transactions = transactions;
        this.clock = clock;
        this.writer = writer;
    }

    /**
     * Opens the record of a database whose tables are there, on a connection of its own, and moves
     * into it the changes that were committed but not yet moved. Throws a {@link Problem.Conflict}
     * while another process has it open.
     */
    public static Record open(Database database, Transactions transactions, InstantSource clock) {
        try {
            Record record = new Record(transactions, clock, Writer.start(database));
            record.changed();
            return record;
        } catch (SQLException e) {
            throw new IllegalStateException("the record's tables cannot be used", e);
        }
    }

    /**
     * Records an answer. Returns when its entry is committed: only then may the answer leave. If
     * this throws, the answer must not leave; its entry may be there all the same, so the record
     * may say more than left, never less.
     */
    public void append(Answer answer) {
        if (!writer.append(Draft.of(answer, clock.instant()))) {
            throw new ProblemException(new Problem.NotRecorded());
        }
    }

    /**
     * Records a change in the caller's own transaction: both are committed, or neither. Call {@link
     * #changed} after the commit.
     */
    public static void change(Connection connection, Change change) throws SQLException {
        Draft draft = Draft.of(change);
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO record_outbox (at, kind, body) VALUES (?, ?, ?)")) {
            statement.setObject(1, draft.at().atOffset(ZoneOffset.UTC));
            statement.setString(2, draft.kind());
            statement.setString(3, new String(draft.body(), StandardCharsets.UTF_8));
            statement.executeUpdate();
        }
    }

    /**
     * Says that changes were committed. Returns when they are in the chain, in the order in which
     * they were made; if that fails it is tried again later, and at the next start.
     */
    public void changed() {
        writer.moveChanges();
    }

    /** Records that somebody has now taken a whole backup: all that there is. */
    public void backedUp(String user) {
        Change taken = new Change(Kind.BACKUP, clock.instant(), user, JsonObject.EMPTY);
        transactions.run(connection -> {
            change(connection, taken);
            return true;
        });
        changed();
    }

    /** The last entry. */
    public Head head() {
        return transactions.read(Session::head);
    }

    /**
     * Entries from a number on, in order: at most so many, and at most {@link #ENTRIES}, fewer if
     * they are long. None means that there are none.
     */
    public List<Entry> entries(long from, int limit) {
        return transactions.read(connection -> select(connection, from, Math.min(limit, ENTRIES)));
    }

    /**
     * Who was served an object row, in the order of the entries after a given one: at most {@link
     * #DELIVERIES}; fewer means that there are no more.
     */
    public List<Delivery> deliveries(long sequence, long afterEntry) {
        return transactions.read(connection -> select(connection, sequence, afterEntry));
    }

    /** Which of these object rows a party was served. */
    public Set<Long> served(StixId party, Collection<Long> sequences) {
        return sequences.isEmpty()
                ? Set.of()
                : transactions.read(connection -> served(connection, party, sequences));
    }

    /**
     * Reads a whole record, in memory that does not depend on its length, up to the first entry
     * that does not fit.
     *
     * @param entries all, in order
     * @param noted the hash of a head that was noted before, which must be there; without it, that
     *     entries are missing at the end cannot be told
     */
    public static Verification verify(Iterator<Entry> entries, Optional<String> noted) {
        return Chain.verify(entries, noted);
    }

    /** Reads all of it up to its head now; what is appended meanwhile is for the next time. */
    public Verification verify() {
        long last = head().number();
        Iterator<Entry> entries =
                Stream.iterate(
                                entries(1, ENTRIES),
                                page -> !page.isEmpty(),
                                page -> entries(page.getLast().number() + 1, ENTRIES))
                        .flatMap(List::stream)
                        .takeWhile(each -> each.number() <= last)
                        .iterator();
        return verify(entries, Optional.empty());
    }

    private static List<Entry> select(Connection connection, long from, int limit)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT number, at, kind, body, hash, first, last, rows
                          FROM record WHERE number >= ? ORDER BY number LIMIT ?
                        """)) {
            statement.setFetchSize(100);
            statement.setLong(1, from);
            statement.setInt(2, limit);
            List<Entry> entries = new ArrayList<>();
            long length = 0;
            try (ResultSet row = statement.executeQuery()) {
                while (length < ENTRIES_LENGTH && row.next()) {
                    Entry entry =
                            new Entry(
                                    row.getLong(1),
                                    at(row, 2),
                                    row.getString(3),
                                    row.getString(4),
                                    rows(row),
                                    HexFormat.of().formatHex(row.getBytes(5)));
                    entries.add(entry);
                    length += entry.body().length();
                    length += entry.rows().map(rows -> rows.sequences().length()).orElse(0);
                }
            }
            return entries;
        }
    }

    private static Optional<Entry.Rows> rows(ResultSet row) throws SQLException {
        byte[] sequences = row.getBytes(8);
        return sequences == null
                ? Optional.empty()
                : Optional.of(
                        new Entry.Rows(
                                row.getLong(6),
                                row.getLong(7),
                                Base64.getEncoder().encodeToString(sequences)));
    }

    private static List<Delivery> select(Connection connection, long sequence, long afterEntry)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT number, at, body, rows FROM record
                         WHERE first IS NOT NULL AND int8range(first, last, '[]') @> ?
                           AND number > ?
                         ORDER BY number
                        """)) {
            statement.setFetchSize(100);
            statement.setLong(1, sequence);
            statement.setLong(2, afterEntry);
            JsonReader reader = new JsonReader();
            List<Delivery> deliveries = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (deliveries.size() < DELIVERIES && row.next()) {
                    if (Sequences.contains(row.getBytes(4), sequence)) {
                        JsonObject body = (JsonObject) reader.read(row.getString(3));
                        deliveries.add(delivery(row, body));
                    }
                }
            }
            return deliveries;
        }
    }

    private static Set<Long> served(Connection connection, StixId party, Collection<Long> sequences)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT rows FROM record
                         WHERE first IS NOT NULL
                           AND int8range(first, last, '[]') && int8range(?, ?, '[]')
                           AND body::jsonb ->> 'party' = ?
                        """)) {
            statement.setFetchSize(100);
            statement.setLong(1, Collections.min(sequences));
            statement.setLong(2, Collections.max(sequences));
            statement.setString(3, party.toString());
            Set<Long> asked = new HashSet<>(sequences);
            Set<Long> served = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (served.size() < asked.size() && row.next()) {
                    for (long each : Sequences.read(row.getBytes(1))) {
                        if (asked.contains(each)) {
                            served.add(each);
                        }
                    }
                }
            }
            return served;
        }
    }

    private static Delivery delivery(ResultSet row, JsonObject body) throws SQLException {
        return new Delivery(
                row.getLong(1),
                at(row, 2),
                StixId.parse(Chain.text(body, "party")),
                Chain.text(body, "user"),
                Chain.text(body, "surface"));
    }

    private static Instant at(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Appends what waits, then closes its connection. */
    @Override
    public void close() {
        writer.close();
    }
}
