package org.commonwatch.cli.ingest;

import org.commonwatch.archive.LineFile;
import org.commonwatch.cli.client.Netrc;
import org.commonwatch.cli.client.Port;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.input.Input;
import org.commonwatch.cli.input.Inputs;
import org.commonwatch.cli.terminal.Bar;
import org.commonwatch.cli.terminal.EachFile;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.Dialects;
import org.commonwatch.telemetry.sensor.dialect.ReadingOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code cwatch ingest}: from files to a server. */
@Command(
        name = "ingest",
        description = {
            "Delivers finished files of sensors, plain, gzip or zstd, to a server.",
            "Giving the same files again goes on where it stopped and counts nothing twice.",
            "A file is finished when the sensor writes to it no more: one that has grown since it",
            "was delivered is refused."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch ingest eve.json.gz --netrc north.netrc",
            "  cwatch ingest /var/log/sensor --netrc north.netrc --state acknowledged.json",
            "  zcat auth.log.*.gz | cwatch ingest - --netrc north.netrc --year 2026",
            ""
        })
public final class Ingest implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Finished files, folders or patterns; '-' for standard input.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--netrc",
            required = true,
            paramLabel = "FILE",
            description = "The sensor's token, as 'cwatch token add' wrote it.")
    private Path netrc = Path.of("");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server's address, if it is not on this machine.")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = ServerOptions.PORT,
            converter = Port.ToCall.class,
            description = "The server's port on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "What all files are of, such as eve; else each is told by its lines.")
    private Optional<String> format = Optional.empty();

    @Option(
            names = "--year",
            paramLabel = "YEAR",
            description = "Of times that name none (default: when a file was last changed).")
    private Optional<Integer> year = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Keeps what was acknowledged, which is then not even sent again.")
    private Optional<Path> state = Optional.empty();

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "4",
            converter = AtOnce.class,
            description = "How many segments are on their way at once (default: ${DEFAULT-VALUE}).")
    private int atOnce;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        format.ifPresent(Forms::named);
        year.ifPresent(Forms::check);
        Inputs inputs = Inputs.of(words);
        inputs.notes().forEach(note -> err.println("cwatch: " + note));
        inputs.empty().forEach(word -> err.println("cwatch: '" + word + "' names no file."));
        Acknowledged acknowledged = Acknowledged.read(state);
        String address = url.orElse("http://127.0.0.1:" + port);
        SegmentSender sender = new SegmentSender(Netrc.read(netrc).client(address), atOnce);
        int exitCode =
                EachFile.take(inputs.all(), err, input -> deliver(input, sender, acknowledged));
        boolean nothing = inputs.all().isEmpty() || !inputs.empty().isEmpty();
        return exitCode == ExitCode.DONE && nothing ? ExitCode.NOTHING : exitCode;
    }

    private int deliver(Input input, SegmentSender sender, Acknowledged acknowledged)
            throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        try (InputStream unpacked = open(input);
                InputStream in = new BufferedInputStream(unpacked, Dialects.SAMPLE_LIMIT);
                Bar bar = new Bar(input.shortName(), "MB", 1 << 20, err)) {
            int ofYear = year.orElseGet(() -> input.year(Clock.systemUTC()));
            Dialect dialect = Forms.of(format, in, new ReadingOptions(ofYear));
            var form = new SegmentSender.Form(Optional.of(dialect.label()), Optional.of(ofYear));
            SegmentSender fitting = dialect.parallel() ? sender : sender.ofWholeFiles();
            var told = new Told(input, bar, acknowledged, err);
            SegmentSender.Delivered delivered = fitting.deliver(input.name(), in, form, told);
            spec.commandLine().getOut().println(input.name() + ": " + delivered.text());
            return delivered.rejected() == 0 ? ExitCode.DONE : ExitCode.PARTIAL;
        } catch (TelemetryRefusedException unknown) {
            err.println("cwatch: " + input.name() + ": " + unknown.refusal().message());
            err.println("        " + unknown.refusal().remedy());
            return input.named() ? ExitCode.FAILED : ExitCode.PARTIAL;
        }
    }

    private static InputStream open(Input input) {
        return input.file()
                .map(LineFile::open)
                .orElseGet(() -> LineFile.unpacked(input.name(), System.in));
    }

    private record Told(Input input, Bar bar, Acknowledged state, PrintWriter err)
            implements SegmentSender.Watcher {
        @Override
        public void acknowledged(Acknowledged.Place place, SegmentSender.Delivered soFar) {
            bar.to(place.bytes(), place.bytes());
            if (input.file().isPresent()) {
                try {
                    state.put(key(), place);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public void rejected(long line, long offset, String reason) {
            err.printf(
                    "cwatch: %s: line %,d (byte %,d) rejected: %s%n",
                    input.shortName(), line, offset, reason);
        }

        @Override
        public Optional<Acknowledged.Place> known(String name) {
            return input.file().isPresent() ? state.of(key()) : Optional.empty();
        }

        private String key() {
            return input.file().orElseThrow().toAbsolutePath().normalize().toString();
        }
    }
}
