package org.commonwatch.server.pipeline;

import org.commonwatch.archive.MappingFile;
import org.commonwatch.archive.YamlNode;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.Dialects;
import org.commonwatch.telemetry.sensor.dialect.ReadingOptions;

import java.util.stream.Collectors;

/** The formats that are taken in. */
public final class Formats {
    private static final Dialects KNOWN = MappingFile.dialects();

    private Formats() {}

    /** The format of that name; refused if there is none. */
    public static Dialect named(String label) {
        return KNOWN.named(label)
                .orElseThrow(() ->
                        new ProblemException(
                                new Problem.Malformed(
                                        "There is no format '" + label + "'.",
                                        "Take one of "
                                                + KNOWN.all().stream()
                                                        .map(Dialect::label)
                                                        .collect(Collectors.joining(", "))
                                                + ", or leave it out.")));
    }

    /** The same as a file of the operator's names it. */
    public static Dialect read(YamlNode label) {
        label.known(label.text(), KNOWN.all().stream().map(Dialect::label).toList());
        return named(label.text());
    }

    /**
     * The format that understands most of the first lines. Throws {@link TelemetryRefusedException}
     * if none does.
     */
    public static Dialect detected(byte[] start, ReadingOptions options) {
        return KNOWN.detected(start, options);
    }
}
