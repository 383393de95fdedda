package org.commonwatch.cli.surges;

import org.commonwatch.cli.client.Client;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Which counts a question is about. */
final class SeriesOptions {
    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            description = "probe, alert (if not given), session, campaign or incident.")
    private @Nullable String unit;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only of this kind.")
    private @Nullable String kind;

    @Option(names = "--sector", paramLabel = "S", description = "Only against this sector.")
    private @Nullable String sector;

    @Option(
            names = "--source",
            paramLabel = "S",
            description = "Only where the source is established, or only where it is claimed.")
    private @Nullable String source;

    @Option(names = "--sensor", paramLabel = "NAME", description = "Only of this sensor.")
    private @Nullable String sensor;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "Counted under this rule, where several were in use.")
    private @Nullable String rule;

    /** What was given, by the names that the server knows. */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "unit", unit);
        put(given, "kind", kind);
        put(given, "sector", sector);
        put(given, "source", source);
        put(given, "sensor", sensor);
        put(given, "rule", rule);
        return given;
    }

    /** As the end of an address. */
    static String query(Map<String, String> given) {
        return given.isEmpty()
                ? ""
                : given.entrySet().stream()
                        .map(each -> each.getKey() + "=" + Client.encoded(each.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value != null) {
            given.put(name, value);
        }
    }
}
