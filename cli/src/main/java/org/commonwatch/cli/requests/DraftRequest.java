package org.commonwatch.cli.requests;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** {@code cwatch request draft}. */
@Command(
        name = "draft",
        description = {
            "Drafts a request of your party, for another person of it to sign. With --channel the",
            "letter that sends it is signed with it."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Example:%n",
        header = {
            "  cwatch request draft --body assembly --seeks observer --channel post \\",
            "      --ground 'our experience of ten years'",
            ""
        })
public final class DraftRequest implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private Drafting drafting = new Drafting();
    @Mixin private LetterOptions letter = new LetterOptions();

    @Option(
            names = "--body",
            required = true,
            paramLabel = "NAME",
            description = "The body that is asked.")
    private String body = "";

    @Option(
            names = "--seeks",
            required = true,
            paramLabel = "STANDING",
            description = "What is asked for, as the body's charter calls it.")
    private String seeks = "";

    @Option(
            names = "--session",
            paramLabel = "NAME",
            defaultValue = "",
            description = "For which session, if for one.")
    private String session = "";

    @Option(names = "--ground", paramLabel = "TEXT", description = "What speaks for it.")
    private List<String> grounds = List.of();

    @Option(
            names = "--supporter",
            paramLabel = "ID",
            description = "The identity of a party that speaks for it, as that party tells it.")
    private List<String> supporters = List.of();

    @Option(
            names = "--drafted",
            paramLabel = "DATE",
            defaultValue = "",
            description = "When it was written; when it is signed if not given.")
    private String drafted = "";

    @Option(
            names = "--to",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Whom the letter addresses; the body if not given.")
    private String to = "";

    @Override
    public Integer call() {
        Map<String, Object> facts = new TreeMap<>();
        facts.put(
                "request",
                new Says()
                        .put("body", body)
                        .put("seeks", seeks)
                        .put("session", session)
                        .put("grounds", grounds)
                        .put("supporters", supporters)
                        .put("drafted", drafted)
                        .properties());
        if (letter.isGiven()) {
            facts.put("letter", letter.says().put("to", to).properties());
        }
        return drafting.draft(spec.commandLine().getOut(), facts);
    }
}
