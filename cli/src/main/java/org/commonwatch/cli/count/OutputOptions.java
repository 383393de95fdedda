package org.commonwatch.cli.count;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;

/** Where a count's results and messages go. */
final class OutputOptions {
    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description =
                    "Writes the report there instead of printing it; the name is given to it, in"
                            + " place of an older one, once it is whole.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description =
                    "Writes every line that cannot be read there, as JSON lines with file, line,"
                            + " byte, reason and text.")
    private Optional<Path> rejects = Optional.empty();

    @Option(
            names = "--state-out",
            paramLabel = "FILE",
            description = "Keeps the count in a file too, to be added to others by 'merge'.")
    private Optional<Path> stateOut = Optional.empty();

    @Option(
            names = {"-q", "--quiet"},
            description = "Says nothing but the report and what went wrong.")
    private boolean quiet;

    /** Stops if files would be one, or a count would be kept that cannot be told from others. */
    void check(boolean follow) {
        if (follow && stateOut.isPresent()) {
            throw new Stop(
                    ExitCode.USAGE,
                    "What is counted of growing files has no name by which to add it up once.",
                    "Leave out --state-out, or count finished files.");
        }
        if (out.isPresent() && out.map(Path::normalize).equals(rejects.map(Path::normalize))) {
            throw new Stop(
                    ExitCode.USAGE,
                    "The report and the rejected lines cannot be one file.",
                    "Give --out and --rejects different names.");
        }
    }

    Optional<Path> out() {
        return out;
    }

    Optional<Path> stateOut() {
        return stateOut;
    }

    Optional<Path> rejects() {
        return rejects;
    }

    /** What takes messages that a quiet run does without. */
    PrintWriter notices(PrintWriter err) {
        return quiet ? new PrintWriter(Writer.nullWriter()) : err;
    }
}
