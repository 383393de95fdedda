package org.commonwatch.cli;

import org.commonwatch.archive.LineFile;
import org.commonwatch.cli.client.Netrc;
import org.commonwatch.cli.client.Port;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.Bar;
import org.commonwatch.cli.terminal.EachFile;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "ingest",
        description = {
            "Delivers finished Suricata EVE files, plain, gzip or zstd, to a server.",
            "Giving the same files again goes on where it stopped and counts nothing twice.",
            "A file is finished when the sensor writes to it no more: one that has grown since it",
            "was delivered is refused."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Example:%n",
        header = {"  cwatch ingest eve.json.gz --netrc north.netrc", ""})
final class Ingest implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Finished files to deliver.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--netrc",
            required = true,
            paramLabel = "FILE",
            description = "The sensor's token, as 'cwatch token add' wrote it.")
    private Path netrc = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = ServerOptions.PORT,
            converter = Port.ToCall.class,
            description = "The server's port on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int port;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        SegmentSender sender =
                new SegmentSender(Netrc.read(netrc).client("http://127.0.0.1:" + port));
        return EachFile.take(
                files, err, file -> deliver(file, sender) ? ExitCode.DONE : ExitCode.PARTIAL);
    }

    private boolean deliver(Path file, SegmentSender sender) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        String name = String.valueOf(file.getFileName());
        try (InputStream in = LineFile.open(file);
                Bar bar = new Bar(name, "MB", 1 << 20, err)) {
            SegmentSender.Delivered delivered =
                    sender.deliver(file.toString(), in, new Told(name, bar, err));
            spec.commandLine().getOut().println(file + ": " + delivered.text());
            return delivered.rejected() == 0;
        }
    }

    private record Told(String name, Bar bar, PrintWriter err) implements SegmentSender.Watcher {
        @Override
        public void acknowledged(long bytes, SegmentSender.Delivered soFar) {
            bar.to(bytes, bytes);
        }

        @Override
        public void rejected(long line, long offset, String reason) {
            err.printf(
                    "cwatch: %s: line %,d (byte %,d) rejected: %s%n", name, line, offset, reason);
        }
    }
}
