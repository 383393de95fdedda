package org.commonwatch.cli.access;

import picocli.CommandLine.Command;

/** {@code cwatch policy}: what a change of rules or standing would change. */
@Command(
        name = "policy",
        description =
                "Tells what a change of rules or of standing would change, before it is made.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = PolicyDiffCommand.class)
public final class PolicyCommand {}
