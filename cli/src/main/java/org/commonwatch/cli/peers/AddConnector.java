package org.commonwatch.cli.peers;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

@Command(
        name = "add",
        description = {
            "Adds an exchange with another server of TAXII 2.1, or with a feed of MISP. Its host",
            "must be in the setting outbound-hosts. The secret (NAME:PASSWORD, or a token alone) is"
                    + " copied from its file",
            "into the data directory, where only the server's user can read it."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch connector add from-xa --from https://taxii.example/taxii2/ \\",
            "      --remote Indicators --party CERT-XA --secret-file xa.secret --every 300 \\",
            "      --collection 5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05",
            "  cwatch connector add to-xb --to partner.example --party CERT-XB \\",
            "      --remote Inbox --collection 5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05",
            ""
        })
final class AddConnector implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private AnswerOptions answer = new AnswerOptions();

    @ArgGroup(multiplicity = "1")
    private Way way = new Way();

    /** Which way objects go, and where the other end is. */
    static final class Way {
        @Option(
                names = "--from",
                paramLabel = "URL",
                description =
                        "Pulls from this server: the address of its discovery, of an API root or of"
                                + " a collection, or a domain whose DNS tells.")
        private @Nullable String from;

        @Option(names = "--to", paramLabel = "URL", description = "Pushes to this server.")
        private @Nullable String to;

        @Option(
                names = "--feed",
                paramLabel = "URL",
                description = "Takes the events of this feed of MISP, where its manifest.json is.")
        private @Nullable String feed;

        private String kind() {
            return from != null ? "pull" : to != null ? "push" : "misp";
        }

        private String url() {
            return Objects.requireNonNull(from != null ? from : to != null ? to : feed);
        }
    }

    @Parameters(paramLabel = "NAME", description = "What it is called.")
    private String name = "";

    @Option(
            names = "--remote",
            paramLabel = "C",
            defaultValue = "",
            description = "The collection there, by its id, alias or title.")
    private String remote = "";

    @Option(
            names = "--collection",
            required = true,
            paramLabel = "ID",
            description = "The collection here, as 'cwatch taxii collection list' tells it.")
    private String collection = "";

    @Option(
            names = "--party",
            required = true,
            paramLabel = "P",
            description =
                    "Whose server it is: whose word what is pulled becomes, and who may read what"
                            + " is pushed.")
    private String party = "";

    @Option(
            names = "--type",
            paramLabel = "T",
            description = "Only objects of this type; as often as there are types.")
    private List<String> types = new ArrayList<>();

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            description = "How often it runs by itself (default: only by command).")
    private long every;

    @Option(names = "--secret-file", paramLabel = "FILE", description = "How it signs in there.")
    private @Nullable Path secret;

    @Override
    public Integer call() throws IOException {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("name", name);
        wanted.put("kind", way.kind());
        wanted.put("url", way.url());
        wanted.put("remote", remote);
        wanted.put("collection", collection);
        wanted.put("party", party);
        wanted.put("types", types);
        wanted.put("every", every);
        try (Client operator = server.operator()) {
            var added = operator.post("/api/v1/connectors", wanted);
            if (secret != null) {
                SecretFile.keep(server.settings().data(), name, secret);
            }
            answer.tell(spec.commandLine().getOut(), added, name + "  is added");
            return ExitCode.DONE;
        }
    }
}
