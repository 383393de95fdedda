package org.commonwatch.cli;

import org.commonwatch.archive.LineFile;
import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.Bar;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.bundle.BundleReader;

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
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

@Command(
        name = "import",
        description = {
            "Takes a file of STIX objects into a collection: a bundle, an envelope, a list, or",
            "objects one after the other, plain, gzip or zstd, of any size; or events of MISP.",
            "A record may carry \"__meta\": {\"date_added\": …}, which is cut off. The same file",
            "again changes nothing."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch taxii import bundle.json --owner CERT-XA \\",
            "      --collection 3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1",
            "  cwatch taxii import old.ndjson.gz --date-added 2030-01-01T00:00:00Z \\",
            "      --collection 3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1 --json",
            "  cwatch taxii import event.json --form misp --owner CERT-XA \\",
            "      --collection 3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1",
            ""
        })
final class TaxiiImport implements Callable<Integer> {
    private static final int BLOCK = 64 << 10;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private AnswerOptions answer = new AnswerOptions();

    @Parameters(paramLabel = "FILE", description = "The objects.")
    private Path file = Path.of("");

    @Option(
            names = "--collection",
            required = true,
            paramLabel = "ID",
            description = "The collection's id, as 'cwatch taxii collection list' tells it.")
    private String collection = "";

    @Option(
            names = "--owner",
            paramLabel = "PARTY",
            defaultValue = "",
            description = "The party whose word it is (default: nobody's in particular).")
    private String owner = "";

    @Option(
            names = "--date-added",
            paramLabel = "TIME",
            defaultValue = "",
            description = "When objects without a date of their own were added (default: now).")
    private String dateAdded = "";

    /** What a file holds. */
    enum Form {
        stix,
        misp
    }

    @Option(
            names = "--form",
            paramLabel = "FORM",
            defaultValue = "stix",
            description = "What it holds: ${COMPLETION-CANDIDATES} (default: stix).")
    private Form form = Form.stix;

    @Override
    public Integer call() throws IOException {
        try (Client operator = server.operator()) {
            if (form == Form.misp) {
                return misp(operator);
            }
            ImportBatches batches =
                    new ImportBatches(operator, path(), spec.commandLine().getErr());
            // What is said about the use of objects may stand behind them.
            if (Files.isRegularFile(file)) {
                send(batches.definitions());
            }
            send(batches);
            PrintWriter out = spec.commandLine().getOut();
            answer.tell(out, batches.sum().json(), batches.sum().text());
            return batches.sum().rejected() > 0 ? ExitCode.PARTIAL : ExitCode.DONE;
        }
    }

    // The server reads it twice itself.
    private int misp(Client operator) {
        BodyPublisher body = BodyPublishers.ofInputStream(() -> LineFile.open(file));
        JsonNode told = operator.post(path() + "&form=misp", "application/json", body);
        for (JsonNode each : told.path("firstRejected")) {
            spec.commandLine().getErr().println("  " + each.asString());
        }
        ImportBatches.Sum sum = ImportBatches.Sum.of(told);
        answer.tell(spec.commandLine().getOut(), sum.json(), sum.text());
        return sum.rejected() > 0 ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    private void send(ImportBatches batches) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        BundleReader reader = new BundleReader(batches);
        try (InputStream in = LineFile.open(file);
                Bar bar = new Bar("import", "MB", 1 << 20, err)) {
            byte[] block = new byte[BLOCK];
            long taken = 0;
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                reader.take(block, 0, count);
                taken += count;
                bar.to(taken, taken);
            }
            reader.end();
            batches.flush();
        } catch (RefusedException unreadable) {
            if (batches.isPrelude()) {
                return; // it is told when it is met again
            }
            err.println(
                    "cwatch: " + batches.sum().text() + " before " + file + " became unreadable");
            throw unreadable;
        }
    }

    private String path() {
        return "/api/v1/taxii/import?collection="
                + Client.encoded(collection)
                + parameter("owner", owner)
                + parameter("date_added", dateAdded);
    }

    private static String parameter(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + Client.encoded(value);
    }
}
