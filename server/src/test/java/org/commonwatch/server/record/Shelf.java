package org.commonwatch.server.record;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.commonwatch.access.AsOf;
import org.commonwatch.database.Database;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.record.Answer.Asked;
import org.commonwatch.server.record.Answer.Place;
import org.commonwatch.server.record.Answer.Sent;
import org.commonwatch.server.record.Answer.Who;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.testkit.SettableClock;
import org.commonwatch.testkit.TestDatabase;
import org.flywaydb.core.Flyway;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A record on a database of its own. */
final class Shelf implements AutoCloseable {
    static final Instant NOW = Instant.parse("2030-03-04T05:06:07.123456Z");
    static final StixId PARTY =
            new StixId("identity", UUID.fromString("6ba7b810-9dad-41d1-80b4-00c04fd430c8"));

    private final HikariDataSource pool;
    private final Database database;
    private final Transactions transactions;
    private final SettableClock clock = new SettableClock(NOW);

    private Shelf(Database database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(4);
        this.database = database;
        this.pool = new HikariDataSource(config);
        Flyway.configure().dataSource(pool).load().migrate();
        this.transactions = new Transactions(pool);
    }

    static Shelf empty() {
        return new Shelf(TestDatabase.empty());
    }

    static Shelf of(Database database) {
        return new Shelf(database);
    }

    Record open() {
        return Record.open(database, transactions, clock);
    }

    Transactions transactions() {
        return transactions;
    }

    static Answer answer(String filter, long... sequences) {
        List<Place> places =
                LongStream.of(sequences).mapToObj(each -> new Place(NOW, each)).toList();
        return new Answer(
                new Who(PARTY, "reader"),
                new Asked("taxii objects", filter),
                AsOf.then(NOW),
                "commons 1",
                new Sent(places, Set.of(3, 1, 2, 7), "ab".repeat(32)));
    }

    static Change change(String name) {
        JsonObject what = JsonObject.builder().put("name", name).build();
        return new Change(Change.Kind.TOKEN, NOW, "operator", what);
    }

    void commit(String... changes) {
        transactions.run(connection -> {
            for (String each : changes) {
                Record.change(connection, change(each));
            }
            return changes.length;
        });
    }

    int execute(String sql) {
        return transactions.run(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    /** All entries, read in pages of a few. */
    static Iterator<Entry> all(Record record) {
        return Stream.iterate(
                        record.entries(Long.MIN_VALUE, 7),
                        page -> !page.isEmpty(),
                        page -> record.entries(page.getLast().number() + 1, 7))
                .flatMap(List::stream)
                .iterator();
    }

    static List<Entry> list(Record record) {
        List<Entry> entries = new ArrayList<>();
        all(record).forEachRemaining(entries::add);
        return entries;
    }

    static Optional<Finding> finding(Record record) {
        return Record.verify(all(record), Optional.empty()).finding();
    }

    /** Ends every connection that holds an advisory lock, as a crash of it would. */
    int endWriters() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                """
                                SELECT count(pg_terminate_backend(pid)) FROM pg_locks
                                 WHERE locktype = 'advisory' AND granted
                                   AND objid = ('record'::regclass::oid::bigint & 4294967295)::oid
                                """)) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
