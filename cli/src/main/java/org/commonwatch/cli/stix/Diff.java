package org.commonwatch.cli.stix;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.json.Difference;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonPrinter;
import org.commonwatch.stix.json.JsonString;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** {@code cwatch stix diff}: what one file of objects has that another has not. */
@Command(
        name = "diff",
        description = "Tells how the objects of one file differ from those of another, by id.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:both say the same",
            "1:a file could not be read",
            "5:both say the same, but some objects could not be read",
            "6:they differ"
        },
        headerHeading = "Examples:%n",
        header = {
            "  cwatch stix diff before.json after.json",
            "  curl -s https://taxii.example/… | cwatch stix diff kept.json -",
            ""
        })
final class Diff implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "BEFORE",
            description = "A file, or - for standard input.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "AFTER", description = "A file, or - for standard input.")
    private Path after = Path.of("");

    @Option(names = "--json", description = "Answers as a line of JSON for each object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (before.equals(after)) {
            throw new Stop(
                    ExitCode.USAGE,
                    "Both files are " + BundleFile.of(before).name() + ".",
                    "Name two different ones.");
        }
        PrintWriter err = spec.commandLine().getErr();
        ObjectsById one = objects(before, err);
        ObjectsById other = objects(after, err);
        PrintWriter out = spec.commandLine().getOut();
        long[] changes = {0};
        one.compare(
                other,
                change -> {
                    changes[0]++;
                    out.println(json ? JsonPrinter.compact(asJson(change)) : asText(change));
                });
        out.flush();
        if (changes[0] > 0) {
            return ExitCode.DIFFERENT;
        }
        return one.unread() + other.unread() > 0 ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    private static ObjectsById objects(Path file, PrintWriter err) throws IOException {
        BundleFile source = BundleFile.of(file);
        ObjectsById objects = new ObjectsById(source.name(), err);
        source.read(new BundleReader(objects));
        return objects;
    }

    private static String asText(Change change) {
        StringBuilder text = new StringBuilder();
        text.append(change.kind().sign()).append(' ').append(change.id());
        if (!change.version().isEmpty()) {
            text.append("  ").append(change.version());
        }
        for (Difference difference : change.differences()) {
            text.append("\n    ")
                    .append(difference.path())
                    .append(": ")
                    .append(shown(difference.before()))
                    .append(" → ")
                    .append(shown(difference.after()));
        }
        return text.toString();
    }

    private static String shown(@Nullable Json value) {
        return value == null ? "nothing" : JsonPrinter.compact(value);
    }

    private static JsonObject asJson(Change change) {
        var line =
                JsonObject.builder()
                        .put("change", change.kind().name().toLowerCase(Locale.ROOT))
                        .put("id", change.id().toString());
        if (!change.version().isEmpty()) {
            line.put("version", change.version());
        }
        List<Json> differences = change.differences().stream().map(Diff::differenceJson).toList();
        if (!differences.isEmpty()) {
            line.put("differences", new JsonArray(differences));
        }
        return line.build();
    }

    private static Json differenceJson(Difference difference) {
        var line = JsonObject.builder().put("path", new JsonString(difference.path()));
        if (difference.before() != null) {
            line.put("before", difference.before());
        }
        if (difference.after() != null) {
            line.put("after", difference.after());
        }
        return line.build();
    }
}
