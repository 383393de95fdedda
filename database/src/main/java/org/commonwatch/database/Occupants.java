package org.commonwatch.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The living processes of one cluster: the postmaster, its backends, or an initdb that outlived us.
 *
 * <p>A process belongs here if its program lies in our directory, or if it is a postgres or initdb
 * that stands in it, as all of them do; a process id alone proves nothing, since the numbers are
 * used again, in containers at once. Processes of other users stay invisible.
 */
record Occupants(Path home) {
    private static final Path PROC = Path.of("/proc");
    private static final String DELETED = " (deleted)";

    List<ProcessHandle> all() {
        return ProcessHandle.allProcesses().filter(this::has).toList();
    }

    boolean leaveWithin(Duration limit) {
        return Patience.until(() -> all().isEmpty(), limit);
    }

    boolean has(ProcessHandle process) {
        return program(process)
                .filter(program -> program.startsWith(home) || isPostgresHere(program, process))
                .isPresent();
    }

    /** Whether the process has ended, or is plainly another program. */
    boolean isStranger(ProcessHandle process) {
        return isEnded(process) || (program(process).isPresent() && !has(process));
    }

    private boolean isPostgresHere(Path program, ProcessHandle process) {
        return (program.endsWith("postgres") || program.endsWith("initdb"))
                && read(process, "cwd").filter(place -> place.startsWith(home)).isPresent();
    }

    private static Optional<Path> program(ProcessHandle process) {
        return process.info()
                .command()
                .map(name -> name.endsWith(DELETED) ? withoutEnding(name) : name)
                .map(Path::of);
    }

    private static String withoutEnding(String name) {
        return name.substring(0, name.length() - DELETED.length());
    }

    private static Optional<Path> read(ProcessHandle process, String link) {
        try {
            Path file = PROC.resolve(Long.toString(process.pid()), link);
            return Optional.of(Files.readSymbolicLink(file));
        } catch (IOException e) {
            return Optional.empty(); // ended meanwhile, another user's, or a system without /proc
        }
    }

    /** A dead process keeps its number until its parent asks; in a container that may be us. */
    private static boolean isEnded(ProcessHandle process) {
        try {
            // proc(5): "id (name) state …", where the name may itself hold parentheses
            String status = Files.readString(PROC.resolve(Long.toString(process.pid()), "stat"));
            return status.startsWith("Z", status.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return !process.isAlive();
        }
    }
}
