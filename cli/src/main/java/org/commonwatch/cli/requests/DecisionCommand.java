package org.commonwatch.cli.requests;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code cwatch decision}: what an organ of a body decided. */
@Command(
        name = "decision",
        description = "Decisions of the body that your party works for.",
        mixinStandardHelpOptions = true,
        subcommands = {Sign.class, Withdraw.class},
        synopsisSubcommandLabel = "COMMAND",
        headerHeading = "Examples:%n",
        header = {
            "  cwatch decision draft --request request-1abc --organ board --kind refuse \\",
            "      --cites D-1984",
            ""
        })
public final class DecisionCommand {
    @Spec private CommandSpec spec = CommandSpec.create();

    /** Who decided what, and about what. */
    static final class What {
        @Option(
                names = "--organ",
                required = true,
                paramLabel = "NAME",
                description = "The organ that decided, as the charter calls it.")
        private String organ = "";

        @Option(
                names = "--kind",
                required = true,
                paramLabel = "WORD",
                description = "grant, refuse, suspend, lift, restrict, revoke, interpret or defer.")
        private String kind = "";

        @Option(
                names = "--request",
                paramLabel = "ID",
                defaultValue = "",
                description = "The request that it answers; it says which body and party.")
        private String request = "";

        @Option(
                names = "--body",
                paramLabel = "NAME",
                defaultValue = "",
                description = "The body, if it answers no request.")
        private String body = "";

        @Option(
                names = "--party",
                paramLabel = "ID",
                defaultValue = "",
                description = "The identity of the party that it concerns, if it answers none.")
        private String party = "";

        @Option(
                names = "--cites",
                paramLabel = "ID",
                description = "An older decision that it names; may be given several times.")
        private List<String> cites = List.of();

        @Option(
                names = "--taken",
                paramLabel = "DATE",
                defaultValue = "",
                description = "When it was taken; when it is signed if not given.")
        private String taken = "";

        @Option(
                names = "--vote",
                paramLabel = "N-N-N",
                defaultValue = "",
                description = "For, against and abstaining.")
        private String vote = "";

        @Option(
                names = "--effect",
                paramLabel = "TEXT",
                defaultValue = "",
                description = "What it does, in words.")
        private String effect = "";

        @Option(
                names = "--standing",
                paramLabel = "NAME",
                defaultValue = "",
                description = "The standing that it gives, from then on.")
        private String standing = "";
    }

    @Command(
            name = "draft",
            description = {
                "Drafts a decision of an organ, for another person to sign. With --channel the",
                "letter that tells its party is signed with it."
            },
            mixinStandardHelpOptions = true,
            headerHeading = "Examples:%n",
            header = {
                "  cwatch decision draft --request request-1abc --organ board --kind refuse",
                "  cwatch decision draft --request request-1abc --organ board --kind grant \\",
                "      --standing observer --vote 75-24-34",
                ""
            })
    int draft(
            @Mixin Drafting drafting,
            @ArgGroup(exclusive = false, multiplicity = "1") What what,
            @Mixin LetterOptions letter,
            @Option(
                            names = "--to",
                            paramLabel = "NAME",
                            defaultValue = "",
                            description = "Whom the letter addresses.")
                    String to) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put(
                "decision",
                new Says()
                        .put("organ", what.organ)
                        .put("kind", what.kind)
                        .put("request", what.request)
                        .put("body", what.body)
                        .put("party", what.party)
                        .put("cites", what.cites)
                        .put("taken", what.taken)
                        .put("vote", what.vote)
                        .put("effect", what.effect)
                        .properties());
        if (!what.standing.isEmpty()) {
            facts.put("standing", new Says().put("type", what.standing).properties());
        }
        if (letter.isGiven()) {
            facts.put(
                    "letter",
                    letter.says()
                            .put("to", to)
                            .put("role", "applicant")
                            .put("request", what.request)
                            .properties());
        }
        return drafting.draft(spec.commandLine().getOut(), facts);
    }
}
