package org.commonwatch.cli.count;

import org.commonwatch.archive.RuleFile;
import org.commonwatch.telemetry.event.CountingRule;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Optional;

/** By what rule a command counts. */
public final class RuleOptions {
    @Option(
            names = "--rule",
            paramLabel = "FILE",
            description = "A counting rule (YAML) of your own instead of attacks/1.")
    private Optional<Path> rule = Optional.empty();

    /** The rule, read if it is one of the user's own. */
    public CountingRule rule() {
        return rule.map(RuleFile::read).orElse(CountingRule.ATTACKS);
    }
}
