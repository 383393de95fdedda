package org.commonwatch.cli.peers;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** {@code cwatch taxii push}. */
@Command(
        name = "push",
        description = "Pushes what is new here, and its party may read, to another server.",
        mixinStandardHelpOptions = true,
        headerHeading = "Example:%n",
        header = {"  cwatch taxii push to-xb", ""})
public final class TaxiiPush implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RoundOptions round = new RoundOptions();

    @Override
    public Integer call() {
        return round.run(spec, "push");
    }
}
