package org.commonwatch.server.retention;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.retention.Stock.Erasure;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets go of what is older than its class is kept. A class for which nobody set a number of days is
 * kept for good; what somebody holds stays. What went is recorded in the transaction in which it
 * went: class, times, number and digest. Files are deleted right after it, and what was left then
 * is found, and recorded, again by the next run.
 */
public final class Retention {
    /** Nothing is kept for more days, unless it is kept for good. */
    static final int DAYS_LIMIT = 36_500;

    private final Transactions transactions;
    private final Record record;
    private final Stocks stocks;
    private final InstantSource clock;
    private final Holds holds;
    private final ReentrantLock running = new ReentrantLock();

    /** Lets nothing go before it is asked to. */
    public Retention(Transactions transactions, Record record, Stocks stocks, InstantSource clock) {
        this.transactions = transactions;
        this.record = record;
        this.stocks = stocks;
        this.clock = clock;
        this.holds = new Holds(transactions, record, clock);
    }

    Holds holds() {
        return holds;
    }

    /** What went of a class, or would go, and before when it is from. */
    record Gone(KeptClass of, int days, Instant before, List<Account> accounts) {}

    /** For how many days classes are kept; those that are not there are kept for good. */
    Map<KeptClass, Integer> days() {
        return transactions.read(this::days);
    }

    private Map<KeptClass, Integer> days(Connection connection) throws SQLException {
        Map<KeptClass, Integer> days = new EnumMap<>(KeptClass.class);
        days.putAll(stocks.usualDays());
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT class, days FROM retention")) {
            while (row.next()) {
                days.put(KeptClass.valueOf(row.getString(1)), row.getInt(2));
            }
        }
        return days;
    }

    /** Sets for how many days a class is kept; empty for what is usual. */
    void keep(KeptClass kept, OptionalInt days, String user) {
        days.ifPresent(Retention::check);
        Instant now = clock.instant();
        transactions.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM retention WHERE class = ?")) {
                statement.setString(1, kept.name());
                statement.executeUpdate();
            }
            if (days.isPresent()) {
                insert(connection, kept, days.getAsInt(), now, user);
            }
            JsonObject.Builder what = JsonObject.builder().put("class", kept.label());
            days.ifPresent(number -> what.put("days", JsonNumber.of(number)));
            Change.Kind kind = Change.Kind.RETENTION;
            Record.change(connection, new Change(kind, now, user, what.build()));
            return true;
        });
        record.changed();
    }

    private static void check(int days) {
        if (days < 1 || days > DAYS_LIMIT) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "Nothing can be kept for " + days + " days.",
                            "Give 1 to " + DAYS_LIMIT + ", or none to keep it for good."));
        }
    }

    private static void insert(
            Connection connection, KeptClass kept, int days, Instant now, String user)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO retention (class, days, recorded, user_name)
                        VALUES (?, ?, ?, ?)
                        """)) {
            statement.setString(1, kept.name());
            statement.setInt(2, days);
            statement.setObject(3, Rows.at(now));
            statement.setString(4, user);
            statement.executeUpdate();
        }
    }

    /** What would go now, of every class that is not kept for good. */
    List<Gone> preview() {
        return days().entrySet().stream()
                .map(each -> preview(each.getKey(), each.getValue()))
                .toList();
    }

    /** What would go if a class were kept for so many days. */
    Gone preview(KeptClass kept, int days) {
        check(days);
        Age age = age(kept, days);
        List<Account> accounts = stocks.of(kept).stream().map(stock -> look(stock, age)).toList();
        return new Gone(kept, days, age.before(), accounts);
    }

    private Account look(Stock stock, Age age) {
        return transactions.read(connection -> {
            unhurried(connection);
            try {
                return stock.look(connection, age);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void unhurried(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = 0; SET LOCAL timezone = 'UTC'");
        }
    }

    private Age age(KeptClass kept, int days) {
        Instant now = clock.instant();
        return new Age(kept, now.minus(Duration.ofDays(days)), now);
    }

    /** Lets go of what is to go now. Refused while this is done already. */
    List<Gone> run(String user) {
        if (!running.tryLock()) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "What is old is being let go of at this moment.",
                            "Come again when that is done."));
        }
        try {
            List<Gone> gone = new ArrayList<>();
            days().forEach((kept, days) -> gone.add(erase(age(kept, days), days, user)));
            return gone;
        } finally {
            running.unlock();
            record.changed();
        }
    }

    /** The same when it is its turn, in the name of the server. */
    public void runByItself() {
        if (!days().isEmpty()) {
            run("retention");
        }
    }

    private Gone erase(Age age, int days, String user) {
        List<Account> accounts = new ArrayList<>();
        for (Stock stock : stocks.of(age.of())) {
            Account gone = look(stock, age).onlyHeld();
            for (Account step = step(stock, age, user);
                    step.count() > 0;
                    step = step(stock, age, user)) {
                gone = gone.and(step.withoutHeld());
            }
            accounts.add(gone);
        }
        return new Gone(age.of(), days, age.before(), accounts);
    }

    private Account step(Stock stock, Age age, String user) {
        try {
            Erasure erasure =
                    transactions.run(connection -> {
                        unhurried(connection);
                        Holds.settle(connection);
                        return erase(connection, stock, age, user);
                    });
            erasure.afterwards().run();
            return erasure.account();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Erasure erase(Connection connection, Stock stock, Age age, String user)
            throws SQLException {
        try {
            Erasure some = stock.erase(connection, age);
            if (some.account().count() > 0) {
                Record.change(
                        connection,
                        new Change(
                                Change.Kind.ERASURE,
                                clock.instant(),
                                user,
                                some.account().recorded(age)));
            }
            return some;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
