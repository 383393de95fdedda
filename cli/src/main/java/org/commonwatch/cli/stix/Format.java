package org.commonwatch.cli.stix;

import org.commonwatch.archive.WholeFile;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.bundle.Loss;
import org.commonwatch.stix.bundle.Losses;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonPrinter;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** {@code cwatch stix format}: the same objects in another form. */
@Command(
        name = "format",
        description = "Writes objects indented, or in another form; numbers keep their letters.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "3:there is no object",
            "5:done, but some objects could not be read or written"
        },
        headerHeading = "Examples:%n",
        header = {
            "  cwatch stix format bundle.json",
            "  cwatch stix format --compact --out small.json bundle.json.gz",
            "  cwatch stix format --canonical --report losses.jsonl < objects.jsonl",
            ""
        })
final class Format implements Callable<Integer> {
    private static final int TOLD = 10;

    @Spec private CommandSpec spec = CommandSpec.create();

    private final AtomicLong told = new AtomicLong();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "A bundle, envelope, list of objects or lines of objects, plain, gzip or zstd"
                            + " (default: standard input).")
    private Path file = Path.of("-");

    @ArgGroup private Forms forms = new Forms();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Writes to a file, which has its name only when it is whole.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Writes a line of JSON for each object that was dropped or changed, is repeated"
                            + " or contradictory, or is referred to and not there.")
    private Optional<Path> report = Optional.empty();

    static final class Forms {
        @Option(names = "--compact", description = "Without blanks.")
        private boolean compact;

        @Option(
                names = "--canonical",
                description = "As RFC 8785 has it: an object a line, without what is around them.")
        private boolean canonical;

        private Form form() {
            return canonical ? Form.CANONICAL : compact ? Form.COMPACT : Form.PRETTY;
        }
    }

    @Override
    public Integer call() throws IOException {
        if (report.isEmpty()) {
            return toOut(this::tell);
        }
        try (WholeFile lines = WholeFile.at(report.get())) {
            PrintWriter writer = writer(lines);
            int exitCode =
                    toOut(loss -> {
                        writer.print(line(loss));
                        tell(loss);
                    });
            finish(lines, writer);
            return exitCode;
        }
    }

    private int toOut(Consumer<Loss> lost) throws IOException {
        if (out.isEmpty()) {
            return rewrite(spec.commandLine().getOut(), lost);
        }
        try (WholeFile whole = WholeFile.at(out.get())) {
            PrintWriter writer = writer(whole);
            int exitCode = rewrite(writer, lost);
            finish(whole, writer);
            return exitCode;
        }
    }

    private int rewrite(PrintWriter to, Consumer<Loss> lost) throws IOException {
        BundleFile source = BundleFile.of(file);
        Losses losses = new Losses(lost);
        Rewriting rewriting = new Rewriting(forms.form(), to, losses);
        source.read(new BundleReader(rewriting));
        losses.end();
        to.flush();
        long dropped = losses.count(Loss.Kind.DROPPED);
        if (rewriting.entries() == 0) {
            spec.commandLine().getErr().println("cwatch: no object in " + source.name());
            return ExitCode.NOTHING;
        }
        if (dropped > TOLD) {
            spec.commandLine().getErr().printf("cwatch: %,d objects were dropped%n", dropped);
        }
        if (!losses.isComplete() && report.isPresent()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "cwatch: there are more objects than can be told apart; of some it is"
                                    + " not reported whether they are repeated or dangling");
        }
        return dropped > 0 ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    // What is not written is told at once, the first of it.
    private void tell(Loss loss) {
        boolean isToTell =
                switch (loss.kind()) {
                    case DROPPED, CHANGED -> told.incrementAndGet() <= TOLD;
                    case REPEATED, CONTRADICTORY, DANGLING -> false;
                };
        if (isToTell) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "cwatch: object %,d was %s: %s%n",
                            loss.index(), name(loss.kind()), loss.reason());
        }
    }

    private static PrintWriter writer(WholeFile file) {
        return new PrintWriter(file.out(), false, StandardCharsets.UTF_8);
    }

    private static void finish(WholeFile file, PrintWriter writer) throws IOException {
        if (writer.checkError()) { // which it keeps to itself until asked
            throw new IOException("the disk may be full");
        }
        file.finish();
    }

    private static String name(Loss.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String line(Loss loss) {
        var line =
                JsonObject.builder()
                        .put("loss", name(loss.kind()))
                        .put("index", JsonNumber.of(loss.index()));
        if (loss.id() != null) {
            line.put("id", loss.id().toString());
        }
        return JsonPrinter.compact(line.put("reason", loss.reason()).build()) + "\n";
    }
}
