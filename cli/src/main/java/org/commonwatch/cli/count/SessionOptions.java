package org.commonwatch.cli.count;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.SessionRule;

import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether sessions are counted. */
final class SessionOptions {
    @Option(names = "--sessions", description = "Counts sessions too, as the rule defines them.")
    private boolean wanted;

    @Option(
            names = "--spill",
            paramLabel = "FOLDER",
            description =
                    "Where to keep sessions that memory has no room for (default: where the system"
                            + " has its temporary files).")
    private Optional<Path> folder = Optional.empty();

    /** The sessions of a run, which are none if nobody asked for them. */
    SessionCount begin(CountingRule rule) {
        if (!wanted) {
            return SessionCount.none();
        }
        SessionRule sessions =
                rule.sessions()
                        .orElseThrow(() ->
                                new Stop(
                                        ExitCode.USAGE,
                                        "The rule " + rule.id() + " says nothing of sessions.",
                                        "Add 'sessions' to it, or leave --sessions out."));
        Path spill = folder.orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
        if (!Files.isDirectory(spill)) {
            throw new Stop(
                    ExitCode.USAGE,
                    "There is no folder '" + spill + "' to keep sessions in.",
                    "Name one that is there with --spill.");
        }
        return SessionCount.of(sessions, spill);
    }
}
