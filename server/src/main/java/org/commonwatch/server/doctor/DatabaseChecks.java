package org.commonwatch.server.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the database says: how it is set, what time it has, who delivers, and when it was saved. */
final class DatabaseChecks {
    /** A backup should be no older. */
    static final Duration BACKUP = Duration.ofDays(1);

    static final Duration BACKUP_BAD = Duration.ofDays(7);

    /** The database's clock may differ by so much. */
    static final Duration CLOCK = Duration.ofSeconds(5);

    private static final int NAMED_SENSORS = 5;
    private static final String LAST_ENTRY = "SELECT at FROM record ORDER BY number DESC LIMIT 1";

    /** What must be set so that what is acknowledged is safe. */
    private static final Map<String, String> SAFE =
            new TreeMap<>(
                    Map.of(
                            "fsync", "on",
                            "full_page_writes", "on",
                            "synchronous_commit", "on",
                            "server_encoding", "UTF8"));

    private final Connection connection;
    private final Instant now;

    DatabaseChecks(Connection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    List<Finding> settings(Optional<String> url) throws SQLException {
        List<Finding> unsafe = new ArrayList<>();
        for (Map.Entry<String, String> wanted : SAFE.entrySet()) {
            String set = text("SELECT current_setting('" + wanted.getKey() + "')");
            if (!set.equals(wanted.getValue())) {
                unsafe.add(
                        Finding.bad(
                                "database",
                                Sentence.of("database.unsafe")
                                        .with("name", wanted.getKey())
                                        .with("value", set),
                                Sentence.of("database.unsafe.remedy")
                                        .with("value", wanted.getValue())));
            }
        }
        if (url.filter(DatabaseChecks::isOpen).isPresent()) {
            unsafe.add(
                    Finding.warning(
                            "database",
                            Sentence.of("database.open"),
                            Sentence.of("database.open.remedy")));
        }
        String version = text("SELECT current_setting('server_version')");
        return unsafe.isEmpty()
                ? List.of(
                        Finding.ok(
                                "database", Sentence.of("database.well").with("version", version)))
                : unsafe;
    }

    private static boolean isOpen(String url) {
        return !url.matches("jdbc:postgresql://(127\\.|localhost[:/]|\\[::1]).*")
                && !url.matches(".*[?&]sslmode=verify-(full|ca).*");
    }

    Finding clock() throws SQLException {
        Instant there = time("SELECT clock_timestamp()").orElseThrow();
        Duration apart = Duration.between(Instant.now(), there).abs();
        Instant last = time("SELECT max(at) FROM (%s) last".formatted(LAST_ENTRY)).orElse(there);
        if (apart.compareTo(CLOCK) > 0) {
            return Finding.bad(
                    "clock",
                    Sentence.of("clock.apart").with("seconds", apart.toSeconds()),
                    Sentence.of("clock.apart.remedy"));
        }
        return last.isAfter(now.plus(CLOCK))
                ? Finding.bad(
                        "clock",
                        Sentence.of("clock.ahead").with("at", last),
                        Sentence.of("clock.ahead.remedy"))
                : Finding.ok("clock", Sentence.of("clock.well"));
    }

    Finding backup() throws SQLException {
        Optional<Instant> last = time("SELECT max(at) FROM record WHERE kind = 'backup'");
        Sentence remedy = Sentence.of("backup.remedy");
        if (last.isEmpty()) {
            return Finding.warning("backup", Sentence.of("backup.never"), remedy);
        }
        Duration age = Duration.between(last.get(), now);
        Sentence message = Sentence.of("backup.last").with("at", last.get());
        if (age.compareTo(BACKUP_BAD) > 0) {
            return Finding.bad("backup", message, remedy);
        }
        return age.compareTo(BACKUP) > 0
                ? Finding.warning("backup", message, remedy)
                : Finding.ok("backup", message);
    }

    Finding sensors() throws SQLException {
        Hearing hearing = Hearing.of(connection, now);
        List<String> silent = hearing.silent();
        int all = hearing.sensors();
        if (silent.isEmpty()) {
            return Finding.ok("sensors", Sentence.of("sensors.well").with("all", all));
        }
        return Finding.warning(
                "sensors",
                Sentence.of(silent.size() > NAMED_SENSORS ? "sensors.many" : "sensors.silent")
                        .with("silent", silent.size())
                        .with("all", all)
                        .with(
                                "names",
                                String.join(", ", silent.stream().limit(NAMED_SENSORS).toList())),
                Sentence.of("sensors.remedy"));
    }

    /** How many bytes the database has. */
    long size() throws SQLException {
        return Long.parseLong(text("SELECT pg_database_size(current_database())"));
    }

    /** Since when it is in use. */
    Instant begun() throws SQLException {
        return time("SELECT min(at) FROM record WHERE number = 1").orElse(now);
    }

    private String text(String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private Optional<Instant> time(String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant);
        }
    }
}
