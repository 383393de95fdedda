package org.commonwatch.cli.count;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.telemetry.event.CountingRule;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What of a count's events is to be archived. */
final class ArchiveOptions {
    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "Archives the events in that directory too (see 'cwatch archive').")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--archive-counted",
            description = "Archives probes and alerts alone, without context.")
    private boolean counted;

    @Option(names = "--archive-raw", description = "Keeps the lines themselves too, compressed.")
    private boolean raw;

    /** Stops if what is read has no end by which to know it again. */
    void check(boolean follow) {
        if (follow && directory.isPresent()) {
            throw new Stop(
                    ExitCode.USAGE,
                    "Growing files cannot be archived, since they are not whole.",
                    "Leave out --archive, or count finished files.");
        }
    }

    Archiving start(String sensor, CountingRule rule) throws IOException {
        return directory.isPresent()
                ? Archiving.into(directory.get(), sensor, rule, new Archiving.What(!counted, raw))
                : Archiving.none();
    }
}
