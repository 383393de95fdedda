package org.commonwatch.cli.count;

import org.commonwatch.cli.input.Inputs;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is counted, and for how long. */
final class InputOptions {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "What to count, as the files of one sensor: files, folders, patterns in quotes"
                            + " such as 'logs/**/*.json.gz', or - for standard input; plain, gzip"
                            + " or zstd.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = {"-F", "--follow"},
            description =
                    "Goes on counting what is added to the files, and new ones, until Ctrl-C; then"
                            + " comes the report.")
    private boolean follow;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "Keeps there how far the files were counted, for the next run that follows"
                            + " them to go on from.")
    private Optional<Path> state = Optional.empty();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "Ends following after a time, such as 10m.")
    private Optional<Duration> limit = Optional.empty();

    @Option(
            names = "--until-idle",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "Ends following when nothing was added for a time, such as 30s.")
    private Optional<Duration> idle = Optional.empty();

    /** A number and a unit. */
    static final class TimeSpan implements ITypeConverter<Duration> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,6})(ms|s|m|h|d)");

        @Override
        public Duration convert(String text) {
            Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
            if (!form.matches()) {
                throw new TypeConversionException(
                        "'"
                                + text
                                + "' is no length of time. Give a number and ms, s, m, h or d, such"
                                + " as 10m.");
            }
            long number = Long.parseLong(form.group(1));
            return switch (form.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
    }

    /** Stops if the options do not fit together. */
    void check() {
        if (!follow && (state.isPresent() || limit.isPresent() || idle.isPresent())) {
            throw new Stop(
                    ExitCode.USAGE,
                    "--state, --for and --until-idle are for following files.",
                    "Give --follow too, or leave them out.");
        }
        if (follow && words.contains(Inputs.STANDARD_INPUT)) {
            throw new Stop(
                    ExitCode.USAGE,
                    "Standard input cannot be followed.",
                    "Leave out --follow: it is read until it ends.");
        }
    }

    List<String> words() {
        return words;
    }

    boolean follow() {
        return follow;
    }

    Optional<Path> state() {
        return state;
    }

    Optional<Duration> limit() {
        return limit;
    }

    Optional<Duration> idle() {
        return idle;
    }
}
