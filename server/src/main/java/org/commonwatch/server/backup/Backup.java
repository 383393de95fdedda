package org.commonwatch.server.backup;

import org.commonwatch.database.Transactions;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

import tools.jackson.databind.json.JsonMapper;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Every row of every table at one instant, and the files that they name, as a file of type ZIP:
 * PostgreSQL's own text of each table, and a manifest with the digest of each. Writers go on
 * meanwhile.
 */
public final class Backup {
    /** So that the same rows have the same text on every server. */
    private static final String SAME_TEXT =
            """
            SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
            SET LOCAL statement_timeout = 0;
            SET LOCAL timezone = 'UTC';
            SET LOCAL datestyle = 'ISO';
            SET LOCAL intervalstyle = 'postgres';
            SET LOCAL bytea_output = 'hex';
            SET LOCAL extra_float_digits = 1
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Transactions transactions;
    private final InstantSource clock;
    private final Optional<KeptFiles> files;

    /** Of the rows alone. */
    public Backup(Transactions transactions, InstantSource clock) {
        this(transactions, clock, Optional.empty());
    }

    /** With the files that rows name, if there are any. */
    public Backup(Transactions transactions, InstantSource clock, Optional<KeptFiles> files) {
        this.transactions = transactions;
        this.clock = clock;
        this.files = files;
    }

    /** The same of the rows alone. */
    public Backup withoutFiles() {
        return new Backup(transactions, clock);
    }

    /**
     * Writes it, and leaves the stream open. What was written when this throws is no backup, and
     * cannot be mistaken for one.
     */
    @SuppressWarnings("try") // files are held as long as they are read
    public void writeTo(OutputStream out) throws IOException {
        if (files.isPresent()) {
            files.get().whileKept(() -> writeNow(out));
        } else {
            writeNow(out);
        }
    }

    private void writeNow(OutputStream out) throws IOException {
        try {
            transactions.read(connection -> {
                write(connection, out);
                return true;
            });
        } catch (UncheckedIOException e) {
            throw new IOException("the backup cannot be written", e);
        }
    }

    private void write(Connection connection, OutputStream out) throws SQLException {
        execute(connection, SAME_TEXT);
        Instant taken = clock.instant();
        String schema = text(connection, SchemaVersion.QUESTION);
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        try {
            List<Manifest.Part> parts = new ArrayList<>();
            for (Table table : Table.all(connection)) {
                zip.putNextEntry(new ZipEntry(Manifest.Part.entry(table.name())));
                parts.add(write(table, Numbers.next(connection, table), copies, zip));
                zip.closeEntry();
            }
            List<Manifest.Kept> kept = new ArrayList<>();
            if (files.isPresent()) {
                files.get().copy(connection, (name, file) -> kept.add(write(name, file, zip)));
            }
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write(
                    JSON.writeValueAsBytes(
                            new Manifest(Manifest.FORMAT, taken.toString(), schema, parts, kept)));
            zip.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Manifest.Part write(
            Table table, Map<String, Long> next, CopyManager copies, ZipOutputStream zip)
            throws SQLException, IOException {
        MessageDigest sha256 = Digest.begin();
        AtomicLong bytes = new AtomicLong();
        long rows =
                copies.copyOut(
                        table.out(),
                        new FilterOutputStream(zip) {
                            @Override
                            public void write(byte[] from, int at, int length) throws IOException {
                                sha256.update(from, at, length);
                                bytes.addAndGet(length);
                                zip.write(from, at, length);
                            }
                        });
        return new Manifest.Part(
                table.name(), table.columns(), next, rows, bytes.get(), Digest.end(sha256));
    }

    private static Manifest.Kept write(String name, InputStream file, ZipOutputStream zip)
            throws IOException {
        zip.putNextEntry(new ZipEntry(Manifest.Kept.entry(name)));
        MessageDigest sha256 = Digest.begin();
        long bytes = new DigestInputStream(file, sha256).transferTo(zip);
        zip.closeEntry();
        return new Manifest.Kept(name, bytes, Digest.end(sha256));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
