package org.commonwatch.cli.misp;

import org.commonwatch.archive.LineFile;
import org.commonwatch.archive.WholeFile;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.bundle.Entry;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.misp.Account;
import org.commonwatch.stix.misp.MispWriter;
import org.commonwatch.stix.misp.StixToMisp;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** {@code cwatch stix to-misp}. */
@Command(
        name = "to-misp",
        description = {
            "Makes one event of MISP of a STIX bundle of any size. What 'cwatch stix from-misp'",
            "made becomes what it was; other objects become attributes, or are carried in some."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {"  cwatch stix to-misp bundle.json --out event.json --report losses.jsonl", ""})
public final class ToMisp implements Callable<Integer> {
    private static final int BLOCK = 64 << 10;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private LossReport report = new LossReport();

    @Parameters(paramLabel = "FILE", description = "The bundle.")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "Where the event is written; it has its name only when it is whole.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        Path objects = Files.createTempFile("cwatch", ".objects");
        try (WholeFile whole = WholeFile.at(out);
                OutputStream later = new BufferedOutputStream(Files.newOutputStream(objects))) {
            OutputStream stream = new BufferedOutputStream(whole.out(), BLOCK);
            MispWriter event = new MispWriter(bytes -> FromMisp.write(stream, bytes));
            report.during(accounts -> convert(event, later, accounts, objects));
            stream.flush();
            whole.finish();
        } finally {
            Files.deleteIfExists(objects);
        }
        report.tell(spec.commandLine().getErr());
        return report.anyLost() ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    // Objects of MISP stand behind all attributes, so they wait in a file of their own.
    private void convert(
            MispWriter event, OutputStream later, Consumer<Account> accounts, Path objects)
            throws IOException {
        StixToMisp conversion =
                new StixToMisp(
                        true,
                        new StixToMisp.Receiver() {
                            @Override
                            public void attribute(JsonObject attribute) {
                                event.attribute(attribute);
                            }

                            @Override
                            public void object(JsonObject object) {
                                FromMisp.write(later, FromMisp.bytes(object));
                                FromMisp.write(later, new byte[] {'\n'});
                            }

                            @Override
                            public void account(Account account) {
                                accounts.accept(account);
                            }
                        });
        read(entry -> take(conversion, entry, accounts));
        JsonObject head = conversion.end().orElseGet(this::head);
        later.flush();
        JsonReader json = new JsonReader();
        try (BufferedReader lines = Files.newBufferedReader(objects)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                event.object((JsonObject) json.read(line));
            }
        }
        event.end(head);
    }

    private static void take(StixToMisp conversion, Entry entry, Consumer<Account> accounts) {
        switch (entry) {
            case Entry.Broken broken -> accounts.accept(lost("", broken.refusal().message()));
            case Entry.Value value -> {
                try {
                    conversion.take(StixObject.read(value.bytes()));
                } catch (RefusedException e) {
                    accounts.accept(lost("", e.refusal().message()));
                }
            }
        }
    }

    private static Account lost(String id, String why) {
        return new Account("object", id, Account.Fate.lost(List.of("all of it")), why);
    }

    private void read(BundleReader.Receiver receiver) throws IOException {
        BundleReader reader = new BundleReader(receiver);
        try (InputStream in = LineFile.open(file)) {
            byte[] block = new byte[BLOCK];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                reader.take(block, 0, count);
            }
        }
        reader.end();
    }

    // Of objects that no event of MISP came with.
    private JsonObject head() {
        Instant now = Instant.now();
        return JsonObject.builder()
                .put("uuid", UUID.randomUUID().toString())
                .put("info", "STIX 2.1: " + file.getFileName())
                .put("date", LocalDate.ofInstant(now, ZoneOffset.UTC).toString())
                .put("timestamp", Long.toString(now.getEpochSecond()))
                .put("distribution", "0")
                .put("threat_level_id", "4")
                .put("analysis", "0")
                .build();
    }
}
