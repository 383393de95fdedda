package org.commonwatch.cli;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.peers.TaxiiPull;
import org.commonwatch.cli.peers.TaxiiPush;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

@Command(
        name = "taxii",
        description = "What a server offers over TAXII 2.1, and exchanges with others.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TaxiiCommand.Root.class,
            TaxiiCommand.Collections.class,
            TaxiiImport.class,
            TaxiiPull.class,
            TaxiiPush.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class TaxiiCommand {
    private TaxiiCommand() {}

    @Command(
            name = "root",
            description = "API roots: addresses with collections of their own.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND")
    static final class Root {
        @Spec private CommandSpec spec = CommandSpec.create();

        @Command(
                name = "add",
                description = "Adds an API root.",
                mixinStandardHelpOptions = true,
                headerHeading = "Examples:%n",
                header = {
                    "  cwatch taxii root add partners",
                    "  cwatch taxii root add partners --title 'What we give partners' --json",
                    ""
                })
        int add(
                @Mixin ServerOptions server,
                @Mixin AnswerOptions answer,
                @Parameters(paramLabel = "NAME", description = "Its name in addresses.")
                        String name,
                @Option(
                                names = "--title",
                                paramLabel = "T",
                                defaultValue = "",
                                description = "What people call it (default: its name).")
                        String title) {
            Map<String, Object> wanted = new LinkedHashMap<>();
            wanted.put("name", name);
            putIfGiven(wanted, "title", title);
            try (Client operator = server.operator()) {
                JsonNode root = operator.post("/api/v1/taxii/roots", wanted);
                String words = text(root, "path") + "  " + text(root, "title");
                answer.tell(spec.commandLine().getOut(), root, words);
                return ExitCode.DONE;
            }
        }
    }

    @Command(
            name = "collection",
            description = "Collections, and which parties may read and write them.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND")
    static final class Collections {
        private static final String PATH = "/api/v1/taxii/collections";

        @Spec private CommandSpec spec = CommandSpec.create();

        @Command(
                name = "add",
                description = "Adds a collection.",
                mixinStandardHelpOptions = true,
                headerHeading = "Example:%n",
                header = {
                    "  cwatch taxii collection add --root partners --title Indicators \\",
                    "      --alias indicators --read CERT-XA --read CERT-XB --write CERT-XA",
                    ""
                })
        int add(@Mixin ServerOptions server, @Mixin AnswerOptions answer, @Mixin Wanted wanted) {
            try (Client operator = server.operator()) {
                JsonNode collection = operator.post(PATH, wanted.properties());
                answer.tell(spec.commandLine().getOut(), collection, line(collection));
                return ExitCode.DONE;
            }
        }

        @Command(
                name = "list",
                description = "Lists every collection of every API root.",
                mixinStandardHelpOptions = true,
                headerHeading = "Example:%n",
                header = {"  cwatch taxii collection list --json", ""})
        int list(@Mixin ServerOptions server, @Mixin AnswerOptions answer) {
            try (Client operator = server.operator()) {
                JsonNode all = operator.get(PATH);
                List<String> lines = new ArrayList<>();
                all.path("collections").forEach(each -> lines.add(line(each)));
                String words = String.join(System.lineSeparator(), lines);
                answer.tell(spec.commandLine().getOut(), all, words);
                return lines.isEmpty() ? ExitCode.NOTHING : ExitCode.DONE;
            }
        }

        private static String line(JsonNode collection) {
            String alias = collection.path("alias").asString("");
            return text(collection, "id")
                    + "  "
                    + text(collection, "root")
                    + (alias.isEmpty() ? "" : "/" + alias)
                    + "  "
                    + text(collection, "title");
        }
    }

    /** A collection to be. */
    static final class Wanted {
        @Option(
                names = "--root",
                required = true,
                paramLabel = "R",
                description = "The API root that it is in.")
        private String root = "";

        @Option(
                names = "--title",
                required = true,
                paramLabel = "T",
                description = "What people call it; some clients choose collections by it.")
        private String title = "";

        @Option(
                names = "--id",
                paramLabel = "UUID",
                defaultValue = "",
                description = "Its id in addresses (default: a new one).")
        private String id = "";

        @Option(
                names = "--alias",
                paramLabel = "A",
                defaultValue = "",
                description = "Another name for it in addresses.")
        private String alias = "";

        @Option(
                names = "--description",
                paramLabel = "D",
                defaultValue = "",
                description = "What is in it.")
        private String description = "";

        @Option(
                names = "--media-type",
                paramLabel = "M",
                description = "Of what is in it (default: application/stix+json;version=2.1).")
        private List<String> mediaTypes = new ArrayList<>();

        @Option(
                names = "--read",
                paramLabel = "PARTY",
                description = "A party that may read it; as often as there are parties.")
        private List<String> readers = new ArrayList<>();

        @Option(names = "--write", paramLabel = "PARTY", description = "A party that may write it.")
        private List<String> writers = new ArrayList<>();

        private Map<String, Object> properties() {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("root", root);
            properties.put("title", title);
            putIfGiven(properties, "id", id);
            putIfGiven(properties, "alias", alias);
            putIfGiven(properties, "description", description);
            properties.put("mediaTypes", mediaTypes);
            properties.put("read", readers);
            properties.put("write", writers);
            return properties;
        }
    }

    private static void putIfGiven(Map<String, Object> properties, String name, String text) {
        if (!text.isEmpty()) {
            properties.put(name, text);
        }
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).asString();
    }
}
