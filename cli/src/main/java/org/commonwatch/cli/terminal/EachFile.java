package org.commonwatch.cli.terminal;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Works on files one after the other: one that cannot be read is told, and the next is taken. */
public final class EachFile {
    private EachFile() {}

    /** What to do with a file. */
    @FunctionalInterface
    public interface Work {
        /** Whether every line of it could be read. */
        boolean isWhole(Path file) throws IOException;
    }

    /** The exit code for all of them: that of the worst. */
    public static int take(List<Path> files, PrintWriter err, Work work) throws IOException {
        boolean missing = false;
        boolean whole = true;
        for (Path file : files) {
            try {
                whole &= work.isWhole(file);
            } catch (ArchiveRefusedException e) {
                err.println("cwatch: " + e.refusal().message());
                err.println("        " + e.refusal().remedy());
                boolean damaged = e.refusal() instanceof ArchiveRefusal.Damaged;
                whole &= !damaged;
                missing |= !damaged;
            }
        }
        if (missing) {
            return ExitCode.FAILED;
        }
        return whole ? ExitCode.DONE : ExitCode.PARTIAL;
    }
}
