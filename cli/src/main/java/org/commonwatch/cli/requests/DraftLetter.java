package org.commonwatch.cli.requests;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.Map;
import java.util.concurrent.Callable;

/** {@code cwatch letter draft}. */
@Command(
        name = "draft",
        description = "Drafts a letter of your party, for another person of it to sign.",
        mixinStandardHelpOptions = true,
        headerHeading = "Example:%n",
        header = {
            "  cwatch letter draft --to assembly --role body --channel post \\",
            "      --request request-1abc --document letter.pdf",
            ""
        })
final class DraftLetter implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private Drafting drafting = new Drafting();
    @Mixin private LetterOptions letter = new LetterOptions();
    @Mixin private AboutOptions about = new AboutOptions();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "NAME",
            description = "A party or body by its name, or anybody in words.")
    private String to = "";

    @Override
    public Integer call() {
        Says says = about.to(letter.says().put("to", to));
        return drafting.draft(spec.commandLine().getOut(), Map.of("letter", says.properties()));
    }
}
