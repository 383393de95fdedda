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

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

@Command(
        name = "import",
        description = {
            "Takes a file of STIX objects into a collection: a bundle, an envelope, a list, or",
            "objects one after the other, plain, gzip or zstd, of any size. A record may carry",
            "\"__meta\": {\"date_added\": …}, which is cut off. The same file again changes"
                    + " nothing."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch taxii import bundle.json --owner CERT-XA \\",
            "      --collection 3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1",
            "  cwatch taxii import old.ndjson.gz --date-added 2030-01-01T00:00:00Z \\",
            "      --collection 3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1 --json",
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

    @Override
    public Integer call() throws IOException {
        try (InputStream in = LineFile.open(file);
                Client operator = server.operator()) {
            ImportBatches batches =
                    new ImportBatches(operator, path(), spec.commandLine().getErr());
            send(in, batches);
            PrintWriter out = spec.commandLine().getOut();
            answer.tell(out, batches.summary(), batches.text());
            return batches.rejected() > 0 ? ExitCode.PARTIAL : ExitCode.DONE;
        }
    }

    private void send(InputStream in, ImportBatches batches) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        BundleReader reader = new BundleReader(batches);
        try (Bar bar = new Bar("import", "MB", 1 << 20, err)) {
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
            err.println("cwatch: " + batches.text() + " before " + file + " became unreadable");
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
