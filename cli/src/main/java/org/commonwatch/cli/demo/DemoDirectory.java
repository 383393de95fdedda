package org.commonwatch.cli.demo;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.database.EmbeddedPostgres;
import org.commonwatch.server.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for synthetic data only, which no real store can be mistaken for. */
final class DemoDirectory {
    private static final String MARK = Settings.SYNTHETIC;

    private DemoDirectory() {}

    /** Empties the directory, or makes it; touches none that a demo did not make. */
    static void renew(Path directory) {
        try {
            empty(directory);
        } catch (IOException e) {
            throw new Stop(
                    ExitCode.FAILED,
                    "The directory " + directory + " cannot be used: " + Stop.reason(e) + ".",
                    "Name one that you may make and write with --data.");
        }
    }

    private static void empty(Path directory) throws IOException {
        Path mark = directory.resolve(MARK);
        if (Files.exists(directory) && !Files.exists(mark) && !isEmpty(directory)) {
            throw new Stop(
                    ExitCode.FAILED,
                    "The directory " + directory + " holds something that is no demo's.",
                    "Name an empty or new one with --data.");
        }
        Path postgres = postgres(directory);
        if (Files.exists(postgres)) {
            // Refused if a demo runs there now; ends what a killed one left running.
            EmbeddedPostgres.endLeftOver(postgres);
        }
        delete(directory);
        Files.createDirectories(directory);
        Files.writeString(mark, "Everything in this directory is generated and means nobody.\n");
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> content = Files.list(directory)) {
            return content.findAny().isEmpty();
        }
    }

    // But for the programs of the database, which take seconds to unpack and are always the same.
    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        Path kept = EmbeddedPostgres.programs(postgres(directory));
        for (Path path : all) {
            boolean holdsKept = kept.startsWith(path) && Files.exists(kept);
            if (!holdsKept && !path.startsWith(kept)) {
                Files.delete(path);
            }
        }
    }

    private static Path postgres(Path directory) {
        return directory.resolve("server").resolve("postgres");
    }
}
