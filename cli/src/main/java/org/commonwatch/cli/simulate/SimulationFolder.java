package org.commonwatch.cli.simulate;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a simulation goes. Files have names of their own while they are written, and get their
 * final ones together once all are whole, the truth last: a run that was killed leaves nothing
 * under a final name, and the next one clears away what it left.
 */
final class SimulationFolder implements AutoCloseable {
    static final String TRUTH = "truth.json";
    static final String INDICATORS = "indicators.csv";
    static final String README = "README.txt";

    private static final String UNFINISHED = ".part";
    private static final Pattern NAMES =
            Pattern.compile(
                    "[a-z0-9][a-z0-9-]{0,62}-\\d{4,}\\.json(\\.zst)?|truth\\.json|indicators\\.csv"
                            + "|README\\.txt");

    private final Path folder;
    private final List<String> written = new ArrayList<>();

    private SimulationFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens it, made if need be.
     *
     * @param force replace the simulation that is there; else {@link Stop} refuses
     */
    static SimulationFolder open(Path folder, boolean force) throws IOException {
        Files.createDirectories(folder);
        for (Path file : ours(folder)) {
            if (!force && !isUnfinished(file)) {
                throw new Stop(
                        ExitCode.FAILED,
                        "'" + folder + "' holds a simulation already: " + file.getFileName() + ".",
                        "Name another folder with --out, or replace it with --force.");
            }
        }
        var opened = new SimulationFolder(folder);
        opened.clear();
        return opened;
    }

    /** Begins a file, to be closed before {@link #finish}. */
    OutputStream begin(String name) throws IOException {
        if (!NAMES.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a simulation's file: " + name);
        }
        written.add(name);
        return Files.newOutputStream(unfinished(name));
    }

    /** Gives all files their final names, in place of all that were there. */
    void finish() throws IOException {
        // The truth goes first and comes last: with it, what is there belongs together.
        Files.deleteIfExists(folder.resolve(TRUTH));
        for (Path old : ours(folder)) {
            if (!isUnfinished(old)) {
                Files.delete(old);
            }
        }
        List<String> order = new ArrayList<>(written);
        order.remove(TRUTH);
        order.add(TRUTH);
        for (String name : order) {
            Files.move(unfinished(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Removes what has no final name. */
    @Override
    public void close() throws IOException {
        clear();
    }

    private void clear() throws IOException {
        for (Path file : ours(folder)) {
            if (isUnfinished(file)) {
                Files.delete(file);
            }
        }
    }

    private Path unfinished(String name) {
        return folder.resolve(name + UNFINISHED);
    }

    private static boolean isUnfinished(Path file) {
        return file.toString().endsWith(UNFINISHED);
    }

    // Nobody else's files are touched.
    private static List<Path> ours(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> {
                                String name = file.getFileName().toString();
                                String plain =
                                        isUnfinished(file)
                                                ? name.substring(
                                                        0, name.length() - UNFINISHED.length())
                                                : name;
                                return NAMES.matcher(plain).matches();
                            })
                    .sorted()
                    .toList();
        }
    }
}
