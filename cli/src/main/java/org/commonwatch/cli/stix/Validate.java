package org.commonwatch.cli.stix;

import org.commonwatch.cli.terminal.Bar;
import org.commonwatch.cli.terminal.EachFile;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.validation.Options;
import org.commonwatch.stix.validation.Validator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code cwatch stix validate}: where objects depart from the standard. */
@Command(
        name = "validate",
        description =
                "Checks objects against STIX 2.1: what it says MUST be (errors) and SHOULD be"
                        + " (warnings).",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is valid",
            "1:a file could not be read",
            "3:there is no object",
            "7:something is not valid"
        },
        headerHeading = "Examples:%n",
        header = {
            "  cwatch stix validate bundle.json",
            "  cwatch stix validate --strict --without extensions-use,extref-hashes *.json.gz",
            "  curl -s https://taxii.example/… | cwatch stix validate --json -",
            ""
        })
final class Validate implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "A bundle, envelope, list of objects or lines of objects, plain, gzip or zstd;"
                            + " - for standard input.")
    private List<Path> files = List.of();

    @Option(names = "--strict", description = "Takes what only has warnings for invalid too.")
    private boolean strict;

    @Option(
            names = "--without",
            split = ",",
            paramLabel = "CHECK",
            description =
                    "Leaves out the warnings of these checks, which are named behind each warning.")
    private Set<String> without = new HashSet<>();

    @Option(
            names = "--strict-properties",
            description = "Takes properties that the standard does not define for errors.")
    private boolean strictProperties;

    @Option(
            names = "--strict-types",
            description = "Takes types of objects that the standard does not define for errors.")
    private boolean strictTypes;

    @Option(
            names = "--json",
            description = "Answers as lines of JSON: one for each finding, and one for each file.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        for (String check : without) {
            if (!Options.CHECKS.contains(check)) {
                throw new Stop(
                        ExitCode.USAGE,
                        "There is no check '" + check + "'.",
                        "Name one of " + String.join(", ", Options.CHECKS) + ".");
            }
        }
        Validator validator = new Validator(new Options(without, strictProperties, strictTypes));
        AtomicBoolean some = new AtomicBoolean();
        AtomicBoolean valid = new AtomicBoolean(true);
        int worst =
                EachFile.take(
                        files,
                        spec.commandLine().getErr(),
                        file -> {
                            Findings findings = check(file, validator);
                            some.compareAndSet(false, findings.objects() > 0);
                            valid.compareAndSet(true, findings.isValid(strict));
                            return ExitCode.DONE;
                        });
        spec.commandLine().getOut().flush();
        if (worst != ExitCode.DONE) {
            return worst;
        }
        if (!valid.get()) {
            return ExitCode.INVALID;
        }
        return some.get() ? ExitCode.DONE : ExitCode.NOTHING;
    }

    private Findings check(Path file, Validator validator) throws IOException {
        BundleFile source = BundleFile.of(file);
        PrintWriter out = spec.commandLine().getOut();
        FindingWriter writer =
                json
                        ? new FindingWriter.AsJson(source.name(), out)
                        : new FindingWriter.AsText(source.name(), out);
        try (Bar bar = new Bar(source.name(), "MB", 1 << 20, spec.commandLine().getErr())) {
            Findings findings = new Findings(validator, writer, bar);
            source.read(new BundleReader(findings));
            findings.finish();
            writer.sum(findings, strict);
            return findings;
        }
    }
}
