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
import java.util.concurrent.Callable;

@Command(
        name = "add",
        description = {
            "Adds an exchange with another server of TAXII 2.1, or with a feed of MISP; or a way"
                    + " to",
            "tell a party what is new for it: a webhook, syslog or mail. Its host must be in the",
            "setting outbound-hosts. The secret (NAME:PASSWORD, a token alone, or with what a",
            "webhook is signed) is copied from its file into the data directory, where only the",
            "server's user can read it."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch connector add from-xa --from https://taxii.example/taxii2/ \\",
            "      --remote Indicators --party CERT-XA --secret-file xa.secret --every 300 \\",
            "      --collection 5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05",
            "  cwatch connector add to-xb --to partner.example --party CERT-XB \\",
            "      --remote Inbox --collection 5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05",
            "  cwatch connector add hook --webhook https://chat.example/hook --party CERT-XA \\",
            "      --secret-file hook.secret --every 60 --quiet 22:00-06:00 \\",
            "      --collection 5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05",
            "  cwatch connector add siem --syslog tls://siem.example:6514 --party CERT-XA \\",
            "      --every 60 --collection 5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05",
            "  cwatch connector add digest --mail smtp://mail.example:587 --party CERT-XA \\",
            "      --sender watch@xa.example --recipient team@xa.example --every 86400 \\",
            "      --secret-file mail.secret --collection 5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05",
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

        @Option(
                names = "--webhook",
                paramLabel = "URL",
                description = "Posts notices to this address, signed.")
        private @Nullable String webhook;

        @Option(
                names = "--syslog",
                paramLabel = "URL",
                description = "Writes notices to this collector: tls://host:6514.")
        private @Nullable String syslog;

        @Option(
                names = "--mail",
                paramLabel = "URL",
                description =
                        "Mails notices over this server: smtps://host:465, or smtp://host:587 with"
                                + " STARTTLS.")
        private @Nullable String mail;

        private Map<String, String> given() {
            Map<String, String> given = new LinkedHashMap<>();
            add(given, "pull", from);
            add(given, "push", to);
            add(given, "misp", feed);
            add(given, "webhook", webhook);
            add(given, "syslog", syslog);
            add(given, "mail", mail);
            return given;
        }

        private static void add(Map<String, String> given, String kind, @Nullable String url) {
            if (url != null) {
                given.put(kind, url);
            }
        }

        private String kind() {
            return given().keySet().iterator().next();
        }

        private String url() {
            return given().values().iterator().next();
        }
    }

    @Option(
            names = "--sender",
            paramLabel = "A",
            defaultValue = "",
            description = "From whom mail is.")
    private String sender = "";

    @Option(
            names = "--recipient",
            paramLabel = "A",
            description = "To whom mail goes; as often as there are recipients.")
    private List<String> recipients = new ArrayList<>();

    @Option(
            names = "--quiet",
            paramLabel = "HOURS",
            defaultValue = "",
            description =
                    "When nobody is told: 22:00-06:00, and a time zone behind it if it is not UTC.")
    private String quiet = "";

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
                            + " is pushed; or who is told.")
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
        wanted.put(
                "remote",
                recipients.isEmpty() ? remote : sender + ">" + String.join(",", recipients));
        wanted.put("collection", collection);
        wanted.put("party", party);
        wanted.put("types", types);
        wanted.put("every", every);
        wanted.put("quiet", quiet);
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
