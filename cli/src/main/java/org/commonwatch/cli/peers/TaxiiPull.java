package org.commonwatch.cli.peers;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** {@code cwatch taxii pull}. */
@Command(
        name = "pull",
        description =
                "Pulls what is new at another server, as a connector says, into a collection here.",
        mixinStandardHelpOptions = true,
        headerHeading = "Example:%n",
        header = {"  cwatch taxii pull from-xa", ""})
public final class TaxiiPull implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RoundOptions round = new RoundOptions();

    @Override
    public Integer call() {
        return round.run(spec, "pull");
    }
}
