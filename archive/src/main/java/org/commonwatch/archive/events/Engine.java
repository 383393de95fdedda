package org.commonwatch.archive.events;

import org.duckdb.DuckDBConnection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A DuckDB of this process, without tables of its own, for the files of one directory: it reaches
 * no file outside it, loads no extension, and takes no more memory than it is given.
 */
final class Engine implements AutoCloseable {
    /** Its memory in MiB; what needs more goes through files in the directory. */
    static final int MEMORY_MEBIBYTES = 512;

    private static final String MEMORY = "jdbc:duckdb:";
    private static final Pattern SPILLED = Pattern.compile("(\\d{1,18})-[0-9a-f-]{36}");

    private final DuckDBConnection first;
    private final Path spill;

    private Engine(DuckDBConnection first, Path spill) {
        this.first = first;
        this.spill = spill;
    }

    /** Has its library unpacked and loaded, which takes a second of the first start. */
    static void load() {
        try {
            DriverManager.getConnection(MEMORY).close();
        } catch (SQLException | LinkageError | RuntimeException e) {
            // Whoever starts it meets that too, and can tell somebody.
        }
    }

    /**
     * Starts it.
     *
     * @param threads how many work on one statement, the caller's included
     */
    static Engine start(Path directory, int threads) throws SQLException {
        String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
        Path spill = directory.resolve("spill").resolve(name);
        DuckDBConnection connection =
                DriverManager.getConnection(MEMORY).unwrap(DuckDBConnection.class);
        try (Statement statement = connection.createStatement()) {
            String root = directory.toAbsolutePath().normalize().toString();
            for (String setting :
                    List.of(
                            "autoinstall_known_extensions = false",
                            "autoload_known_extensions = false",
                            "memory_limit = '" + MEMORY_MEBIBYTES + "MiB'",
                            "threads = " + threads,
                            // One thread keeps the order anyhow, and more are for questions, which
                            // name the order they want.
                            "preserve_insertion_order = " + (threads == 1),
                            "temp_directory = " + text(root + "/spill/" + name),
                            "allowed_directories = [" + text(root + "/") + "]",
                            "enable_external_access = false",
                            "lock_configuration = true")) {
                statement.execute("SET " + setting);
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        makeFolder(directory.resolve("spill"));
        return new Engine(connection, spill);
    }

    // The engine makes a folder of its own in it when it needs one, and no folder above.
    private static void makeFolder(Path spills) {
        try {
            Files.createDirectories(spills);
        } catch (IOException readOnly) {
            // It answers what needs no more than its memory.
        }
    }

    /** A connection of its own for a thread; to be closed. */
    Connection connect() throws SQLException {
        return first.duplicate();
    }

    /** A text as SQL has it, whatever it holds. */
    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** Deletes what processes that died had no room for. */
    static void deleteSpilled(Path directory) throws IOException {
        Path spill = directory.resolve("spill");
        if (!Files.isDirectory(spill, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> folders;
        try (Stream<Path> all = Files.list(spill)) {
            folders = all.toList();
        }
        for (Path folder : folders) {
            Matcher owner = SPILLED.matcher(folder.getFileName().toString());
            if (owner.matches() && ProcessHandle.of(Long.parseLong(owner.group(1))).isEmpty()) {
                Durable.deleteAll(folder);
            }
        }
    }

    @Override
    public void close() throws SQLException, IOException {
        first.close();
        Durable.deleteAll(spill);
    }
}
