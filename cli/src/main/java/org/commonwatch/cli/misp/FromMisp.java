package org.commonwatch.cli.misp;

import org.commonwatch.archive.LineFile;
import org.commonwatch.archive.WholeFile;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.bundle.BundleWriter;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.misp.Account;
import org.commonwatch.stix.misp.MispReader;
import org.commonwatch.stix.misp.MispToStix;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** {@code cwatch stix from-misp}. */
@Command(
        name = "from-misp",
        description = {
            "Makes a STIX bundle of events of MISP, of any size: plain, gzip or zstd. Levels,",
            "distributions and sharing groups become markings, and what STIX has no place for is",
            "carried along, so that 'cwatch stix to-misp' gives it back as it was."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {"  cwatch stix from-misp event.json --out bundle.json --report losses.jsonl", ""})
public final class FromMisp implements Callable<Integer> {
    private static final int BLOCK = 64 << 10;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private LossReport report = new LossReport();

    @Parameters(paramLabel = "FILE", description = "The events.")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "Where the bundle is written; it has its name only when it is whole.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        List<JsonObject> heads = new ArrayList<>();
        read(
                new MispReader.Receiver() {
                    @Override
                    public void event(JsonObject head) {
                        heads.add(head);
                    }
                });
        if (heads.isEmpty()) {
            return ExitCode.NOTHING;
        }
        try (WholeFile whole = WholeFile.at(out)) {
            OutputStream stream = new BufferedOutputStream(whole.out(), BLOCK);
            StixId id = new StixId("bundle", UUID.randomUUID());
            BundleWriter bundle = new BundleWriter(id, bytes -> write(stream, bytes));
            report.during(accounts -> read(new Events(heads, bundle, accounts)));
            bundle.end();
            stream.flush();
            whole.finish();
        }
        report.tell(spec.commandLine().getErr());
        return report.anyLost() ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    private void read(MispReader.Receiver receiver) throws IOException {
        MispReader reader = new MispReader(receiver);
        try (InputStream in = LineFile.open(file)) {
            byte[] block = new byte[BLOCK];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                reader.take(block, 0, count);
            }
        }
        reader.end();
    }

    static void write(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The events of a file, whose heads were read before. */
    private static final class Events implements MispReader.Receiver {
        private final List<MispToStix> conversions = new ArrayList<>();

        Events(List<JsonObject> heads, BundleWriter bundle, Consumer<Account> accounts) {
            MispToStix.Receiver receiver =
                    new MispToStix.Receiver() {
                        @Override
                        public void stix(JsonObject object) {
                            bundle.add(bytes(object));
                        }

                        @Override
                        public void account(Account account) {
                            accounts.accept(account);
                        }
                    };
            heads.forEach(each -> conversions.add(new MispToStix(each, receiver)));
        }

        @Override
        public void attribute(JsonObject attribute) {
            conversions.getFirst().attribute(attribute);
        }

        @Override
        public void object(JsonObject object) {
            conversions.getFirst().object(object);
        }

        @Override
        public void event(JsonObject head) {
            conversions.removeFirst().end();
        }
    }

    static byte[] bytes(JsonObject object) {
        return object.toString().getBytes(StandardCharsets.UTF_8);
    }
}
