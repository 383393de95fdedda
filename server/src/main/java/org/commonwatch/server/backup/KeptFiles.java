package org.commonwatch.server.backup;

import org.commonwatch.archive.events.ArchiveIntake;
import org.commonwatch.archive.events.ArchiveIntake.Taker;
import org.commonwatch.archive.raw.RawFiles;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The files that rows name: the archive of events, and deliveries as they came. */
public record KeptFiles(ArchiveIntake archive, RawFiles raw) {
    static final String ARCHIVE = "archive/";
    static final String RAW = "raw/";

    /** What is done while none is deleted. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Does something while none is deleted. */
    void whileKept(Work work) throws IOException {
        archive.keeping().lock();
        try {
            raw.keeping().lock();
            try {
                work.run();
            } finally {
                raw.keeping().unlock();
            }
        } finally {
            archive.keeping().unlock();
        }
    }

    /** Hands over all that the rows of a transaction name, while they are held. */
    void copy(Connection connection, Taker taker) throws SQLException, IOException {
        List<String> runs = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT run FROM archive_run ORDER BY run")) {
            while (row.next()) {
                runs.add(row.getString(1));
            }
        }
        archive.copy(runs, (name, file) -> taker.take(ARCHIVE + name, file));
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT file, max(start + bytes) FROM raw_segment
                                 GROUP BY file ORDER BY file
                                """)) {
            while (row.next()) {
                copy(row.getString(1), row.getLong(2), taker);
            }
        }
    }

    // It may be longer by now: whoever takes the rest in names it.
    private void copy(String name, long bytes, Taker taker) throws IOException {
        if (!Files.exists(raw.file(name))) {
            return;
        }
        try (InputStream in = raw.read(name, bytes)) {
            taker.take(RAW + name, in);
        }
    }
}
