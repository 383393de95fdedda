package org.commonwatch.cli.stix;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.pattern.Pattern;
import org.commonwatch.stix.pattern.matching.Observation;
import org.commonwatch.stix.pattern.matching.PatternMatcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code cwatch stix pattern}: checks, prints and explains patterns, and matches them. */
@Command(
        name = "pattern",
        description = "Checks STIX patterns and prints them in their canonical form.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every pattern is valid, and with --match one matches",
            "1:a pattern is not valid",
            "3:there is no pattern, or with --match none matches"
        },
        headerHeading = "Examples:%n",
        header = {
            "  cwatch stix pattern \"[file:name = 'a.exe'] REPEATS 5 TIMES WITHIN 60 SECONDS\"",
            "  cwatch stix pattern --file patterns.txt --explain",
            "  cwatch stix pattern --indicators bundle.json.gz --match observed.json --json",
            ""
        })
final class PatternCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "PATTERN", description = "A pattern to check.")
    private List<String> texts = new ArrayList<>();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description =
                    "Checks those of a file, a pattern a line, plain, gzip or zstd; - is standard"
                            + " input.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = {"-i", "--indicators"},
            paramLabel = "FILE",
            description = "Checks those of the indicators in a bundle.")
    private Optional<Path> indicators = Optional.empty();

    @Option(
            names = "--match",
            paramLabel = "FILE",
            description = "Matches each against the observed-data objects of a bundle.")
    private Optional<Path> observed = Optional.empty();

    @Option(names = "--pretty", description = "Prints on several lines.")
    private boolean pretty;

    @Option(
            names = "--explain",
            description = "Says of each what is looked up, and why it is never matched.")
    private boolean explain;

    @Option(names = "--json", description = "Answers with a line of JSON for each.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<NamedPattern> patterns = new ArrayList<>();
        texts.forEach(text -> patterns.add(new NamedPattern("", text)));
        if (file.isPresent()) {
            patterns.addAll(NamedPattern.lines(BundleFile.of(file.get())));
        }
        if (indicators.isPresent()) {
            patterns.addAll(NamedPattern.indicators(BundleFile.of(indicators.get())));
        }
        if (patterns.isEmpty()) {
            throw new Stop(
                    ExitCode.NOTHING,
                    "There is no pattern.",
                    "Name one, or a file with --file or --indicators.");
        }
        Optional<List<Observation>> observations = Optional.empty();
        if (observed.isPresent()) {
            observations = Optional.of(observations(BundleFile.of(observed.get())));
        }
        return answer(patterns, observations);
    }

    private int answer(List<NamedPattern> patterns, Optional<List<Observation>> observations) {
        var report = new PatternReport(spec.commandLine().getOut(), json, pretty, explain);
        int invalid = 0;
        int matched = 0;
        for (NamedPattern named : patterns) {
            try {
                Pattern pattern = Pattern.parse(named.text());
                var outcome = observations.map(given -> PatternMatcher.of(pattern).match(given));
                matched += report.valid(named, pattern, outcome) ? 1 : 0;
            } catch (RefusedException refused) {
                report.invalid(named, (Refusal.NotAPattern) refused.refusal());
                invalid++;
            }
        }
        spec.commandLine().getOut().flush();
        if (invalid > 0) {
            return ExitCode.FAILED;
        }
        return observations.isPresent() && matched == 0 ? ExitCode.NOTHING : ExitCode.DONE;
    }

    private static List<Observation> observations(BundleFile bundle) throws IOException {
        List<JsonObject> objects = NamedPattern.objects(bundle);
        try {
            List<Observation> observations = Observation.of(objects);
            if (observations.isEmpty()) {
                throw new Stop(
                        ExitCode.NOTHING,
                        "There is no observed-data object in " + bundle.name() + ".",
                        "Give a bundle of observed-data and the objects they refer to.");
            }
            return observations;
        } catch (IllegalArgumentException wrong) {
            throw new Stop(
                    ExitCode.FAILED,
                    bundle.name() + ": " + wrong.getMessage() + ".",
                    "Correct the observed-data object.");
        }
    }
}
