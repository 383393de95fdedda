package org.commonwatch.cli.indicators;

import org.commonwatch.archive.LineFile;
import org.commonwatch.archive.indicators.PastedText;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/** {@code cwatch indicators add}. */
@Command(
        name = "add",
        description = {
            "Takes indicators into a server: a CSV list (value,type,source; plain or gzip), or any"
                    + " text that they stand in, defanged or not.",
            "Of a text it tells what it found and what it left out, and why."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch indicators add list.csv.gz --owner CERT-XA --tlp TLP:AMBER",
            "  cwatch indicators add - --owner CERT-XA --tlp TLP:GREEN --dry-run < mail.txt",
            ""
        })
public final class AddIndicators implements Callable<Integer> {
    private static final int START_BYTES = 4 << 10;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "FILE", description = "The list or the text; - for what is pasted.")
    private Path file = Path.of("");

    @Option(
            names = "--owner",
            required = true,
            paramLabel = "PARTY",
            description = "The party that says so.")
    private String owner = "";

    @Option(
            names = "--tlp",
            required = true,
            paramLabel = "LEVEL",
            description = "Who may learn it, such as TLP:AMBER.")
    private String tlp = "";

    @Option(
            names = "--valid-until",
            paramLabel = "TIME",
            defaultValue = "",
            description = "When to end to look for what a text names, as 2030-01-01T00:00:00Z.")
    private String validUntil = "";

    @Option(
            names = "--source",
            paramLabel = "WORDS",
            defaultValue = "",
            description = "Where a text is from, in a few words.")
    private String source = "";

    @Option(names = "--dry-run", description = "Only tells what it finds in a text.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException {
        boolean pasted = file.toString().equals("-");
        if (!pasted && isList(file)) {
            return list();
        }
        try (InputStream in = pasted ? System.in : LineFile.open(file)) {
            byte[] bytes = in.readNBytes(PastedText.LENGTH_LIMIT + 1);
            if (bytes.length > PastedText.LENGTH_LIMIT) {
                throw new Stop(
                        ExitCode.REFUSED,
                        "The text is longer than 1 MiB.",
                        "Cut it, or give a CSV list, whose first line names its columns.");
            }
            return text(bytes);
        }
    }

    // The first line of a list names its columns.
    private static boolean isList(Path file) throws IOException {
        try (InputStream in = LineFile.open(file)) {
            String start = new String(in.readNBytes(START_BYTES), StandardCharsets.UTF_8);
            String first = start.replaceFirst("^\uFEFF", "").lines().findFirst().orElse("");
            return Arrays.asList(
                            first.toLowerCase(Locale.ROOT).replace("\"", "").strip().split(" *, *"))
                    .contains("value");
        }
    }

    private int list() throws IOException {
        if (dryRun || !validUntil.isEmpty() || !source.isEmpty()) {
            throw new Stop(
                    ExitCode.USAGE,
                    "A CSV list is taken as it is.",
                    "Leave out --dry-run, --valid-until and --source.");
        }
        JsonNode imported;
        try (Client operator = server.operator()) {
            imported =
                    operator.post(
                            "/api/v1/indicators?owner="
                                    + Client.encoded(owner)
                                    + "&tlp="
                                    + Client.encoded(tlp),
                            "text/csv",
                            BodyPublishers.ofFile(file));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%,d rows: %,d new, %,d known or repeated, %,d rejected%n",
                imported.path("rows").asLong(),
                imported.path("added").asLong(),
                imported.path("kept").asLong() - imported.path("added").asLong(),
                imported.path("rejected").asLong());
        imported.path("firstRejected")
                .forEach(reason -> spec.commandLine().getErr().println("  " + reason.asString()));
        return imported.path("rejected").asLong() > 0 ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    private int text(byte[] text) throws IOException {
        StringBuilder path = new StringBuilder("/api/v1/indicators/paste?take=").append(!dryRun);
        path.append("&owner=").append(Client.encoded(owner));
        path.append("&tlp=").append(Client.encoded(tlp));
        if (!validUntil.isEmpty()) {
            path.append("&valid_until=").append(Client.encoded(validUntil));
        }
        if (!source.isEmpty()) {
            path.append("&source=").append(Client.encoded(source));
        }
        JsonNode answer;
        try (Client operator = server.operator()) {
            answer = operator.post(path.toString(), "text/plain", BodyPublishers.ofByteArray(text));
        }
        PrintWriter out = spec.commandLine().getOut();
        for (JsonNode each : answer.path("found")) {
            String dropped = each.path("dropped").asString();
            out.printf(
                    "%5d  %-10s  %s%s%n",
                    each.path("line").asInt(),
                    dropped.isEmpty() ? each.path("type").asString() : "left out",
                    dropped.isEmpty()
                            ? each.path("value").asString()
                            : each.path("text").asString(),
                    dropped.isEmpty() ? "" : ": " + dropped);
        }
        out.printf(
                "%,d found, %,d left out, %,d new%n",
                answer.path("taken").asInt(),
                answer.path("dropped").asInt(),
                answer.path("added").asInt());
        return answer.path("taken").asInt() == 0 ? ExitCode.NOTHING : ExitCode.DONE;
    }
}
