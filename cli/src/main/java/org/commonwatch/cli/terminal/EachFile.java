package org.commonwatch.cli.terminal;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Works on files one after the other: one that cannot be read is told, and the next is taken. */
public final class EachFile {
    private EachFile() {}

    /**
     * What to do with a file.
     *
     * @param <T> what stands for a file
     */
    @FunctionalInterface
    public interface Work<T> {
        /** Done, partial if not every line of it could be read, or failed. */
        int exitCode(T file) throws IOException;
    }

    /** The exit code for all of them: that of the worst. */
    public static <T> int take(List<T> files, PrintWriter err, Work<T> work) throws IOException {
        int worst = ExitCode.DONE;
        for (T file : files) {
            int exitCode;
            try {
                exitCode = work.exitCode(file);
            } catch (ArchiveRefusedException e) {
                exitCode = tell(e.refusal(), err);
            }
            worst = worse(worst, exitCode);
        }
        return worst;
    }

    /** Tells why a file was not read, or not to its end, and gives the exit code for it. */
    public static int tell(ArchiveRefusal refusal, PrintWriter err) {
        err.println("cwatch: " + refusal.message());
        err.println("        " + refusal.remedy());
        err.flush();
        return refusal instanceof ArchiveRefusal.Damaged ? ExitCode.PARTIAL : ExitCode.FAILED;
    }

    /** Of two endings, failed before partial before done. */
    public static int worse(int one, int other) {
        if (one == ExitCode.FAILED || other == ExitCode.DONE) {
            return one;
        }
        return other == ExitCode.FAILED || one == ExitCode.DONE ? other : one;
    }
}
