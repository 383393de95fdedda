package org.commonwatch.cli.stix;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.bundle.Entry;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a pattern.
 *
 * @param name the indicator's id, or the line of a file; empty if it needs none
 */
record NamedPattern(String name, String text) {
    /** One for each line of a file that is not blank. */
    static List<NamedPattern> lines(BundleFile file) throws IOException {
        List<NamedPattern> patterns = new ArrayList<>();
        try (InputStream in = file.open()) {
            CaseLines lines = new CaseLines(in);
            for (int number = 1; lines.next(); number++) {
                if (lines.tooLong()) {
                    throw new Stop(
                            ExitCode.FAILED,
                            "%s: line %,d has over %,d bytes."
                                    .formatted(file.name(), number, CaseLines.LINE_LIMIT),
                            "Write one pattern a line.");
                }
                String line = new String(lines.bytes(), 0, lines.length(), StandardCharsets.UTF_8);
                if (!line.isBlank()) {
                    patterns.add(new NamedPattern("line " + number, line.strip()));
                }
            }
        }
        return patterns;
    }

    /** Those of the indicators in a file whose patterns are of STIX. */
    static List<NamedPattern> indicators(BundleFile file) throws IOException {
        List<NamedPattern> patterns = new ArrayList<>();
        file.read(
                new BundleReader(entry -> {
                    JsonObject object = object(entry);
                    if (object != null && isStixIndicator(object)) {
                        patterns.add(new NamedPattern(text(object, "id"), text(object, "pattern")));
                    }
                }));
        return patterns;
    }

    /** The objects of a file, all of them. */
    static List<JsonObject> objects(BundleFile file) throws IOException {
        List<JsonObject> objects = new ArrayList<>();
        file.read(
                new BundleReader(entry -> {
                    JsonObject object = object(entry);
                    if (object != null) {
                        objects.add(object);
                    }
                }));
        return objects;
    }

    private static @Nullable JsonObject object(Entry entry) {
        return entry instanceof Entry.Value value && value.json() instanceof JsonObject object
                ? object
                : null;
    }

    // Before STIX 2.1 there were no other types of pattern.
    private static boolean isStixIndicator(JsonObject object) {
        String type = text(object, "pattern_type");
        return text(object, "type").equals("indicator") && (type.isEmpty() || type.equals("stix"));
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? text.value() : "";
    }
}
