package org.commonwatch.cli.ingest;

import org.commonwatch.archive.MappingFile;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.Dialects;
import org.commonwatch.telemetry.sensor.dialect.ReadingOptions;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an input is of, as a server without mappings of its own would find. */
final class Forms {
    private static final Dialects KNOWN = MappingFile.dialects();

    private Forms() {}

    static Dialect named(String label) {
        return KNOWN.named(label)
                .orElseThrow(() ->
                        new Stop(
                                ExitCode.USAGE,
                                "There is no format '" + label + "'.",
                                "Take one of "
                                        + KNOWN.all().stream()
                                                .map(Dialect::label)
                                                .collect(Collectors.joining(", "))
                                        + "."));
    }

    static void check(int year) {
        if (!ReadingOptions.isYear(year)) {
            throw new Stop(
                    ExitCode.USAGE,
                    "The year " + year + " is none of telemetry.",
                    "Give one from 1900 to 2999.");
        }
    }

    /**
     * The format that is given, or that the first lines tell, which are still there to be read.
     * Throws {@link TelemetryRefusedException} if they are of none that is known.
     */
    static Dialect of(Optional<String> given, InputStream in, ReadingOptions options)
            throws IOException {
        if (given.isPresent()) {
            return named(given.get());
        }
        in.mark(Dialects.SAMPLE_LIMIT);
        byte[] start = in.readNBytes(Dialects.SAMPLE_LIMIT);
        in.reset();
        return KNOWN.detected(start, options);
    }
}
