package org.commonwatch.server.backup;

import org.commonwatch.database.Transactions;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.sql.DataSource;

/** Puts a backup into an empty database: all of it, or nothing. */
public final class Restore {
    // Tables that have a row, which says that nothing has happened yet, when they are made.
    private static final Set<String> BEGUN = Set.of("state", "matching");

    private final DataSource database;

    public Restore(DataSource database) {
        this.database = database;
    }

    /**
     * Makes the tables as they were, and fills them. A later start brings them up to date. The
     * files that rows name are there before the rows are.
     *
     * @param data directory of the files
     * @return how many rows there are now
     * @throws BackupRefusedException if the database is not empty, or the backup of a later version
     */
    public long from(BackupFile file, Path data) {
        String schema = file.schema();
        Flyway flyway = Flyway.configure().dataSource(database).target(schema).load();
        checkKnown(schema);
        Transactions transactions = new Transactions(database);
        transactions.read(connection -> {
            checkEmpty(connection);
            return true;
        });
        try {
            file.filesInto(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        flyway.migrate();
        return transactions.run(connection -> {
            checkSchema(connection, schema);
            return load(connection, file);
        });
    }

    private void checkKnown(String schema) {
        boolean known =
                Stream.of(Flyway.configure().dataSource(database).load().info().all())
                        .anyMatch(each ->
                                each.getVersion() != null
                                        && each.getVersion().getVersion().equals(schema));
        if (!known) {
            throw new BackupRefusedException(
                    "The backup's tables are of version " + schema + ", which is not known here.",
                    "Restore it with the Commonwatch that wrote it, or a newer one.");
        }
    }

    private static void checkEmpty(Connection connection) throws SQLException {
        for (Table table : Table.all(connection)) {
            if (BEGUN.contains(table.name())) {
                continue;
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery(
                                    "SELECT 1 FROM " + Table.quoted(table.name()) + " LIMIT 1")) {
                if (rows.next()) {
                    throw new BackupRefusedException(
                            "The database is not empty: there are rows in '" + table.name() + "'.",
                            "Name a new directory with --data, or an empty database.");
                }
            }
        }
    }

    private static void checkSchema(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SchemaVersion.QUESTION)) {
            row.next();
            if (!row.getString(1).equals(schema)) {
                throw new BackupRefusedException(
                        "The database has empty tables of version "
                                + row.getString(1)
                                + ", and the backup's are of version "
                                + schema
                                + ".",
                        "Name a new directory with --data, or a database without tables.");
            }
        }
    }

    private static long load(Connection connection, BackupFile file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = 0");
        }
        Map<String, Manifest.Part> parts = new TreeMap<>();
        file.manifest().tables().forEach(part -> parts.put(part.table(), part));
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        long rows = 0;
        for (Table table : Table.all(connection)) {
            Manifest.Part part = parts.remove(table.name());
            if (part == null || !part.columns().equals(table.columns())) {
                throw new BackupRefusedException(
                        "The backup has not the columns of the table '" + table.name() + "'.",
                        "Restore it with the Commonwatch that wrote it.");
            }
            if (BEGUN.contains(table.name())) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("DELETE FROM " + Table.quoted(table.name()));
                }
            }
            rows += fill(table, part, copies, file);
            Numbers.goOn(connection, table, part.next());
        }
        if (!parts.isEmpty()) {
            throw new BackupRefusedException(
                    "The backup has tables that are not known here: " + parts.keySet() + ".",
                    "Restore it with the Commonwatch that wrote it.");
        }
        return rows;
    }

    private static long fill(Table table, Manifest.Part part, CopyManager copies, BackupFile file)
            throws SQLException {
        try (InputStream in = file.read(part)) {
            long rows = copies.copyIn(table.in(), in);
            if (rows != part.rows()) {
                throw new IllegalStateException(
                        rows + " of " + part.rows() + " rows came into " + table.name());
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
