package org.commonwatch.cli.access;

import org.commonwatch.access.charter.Charter;
import org.commonwatch.archive.world.CharterFile;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code cwatch charter check}: the rules of bodies in files. */
@Command(
        name = "check",
        description = "Tells whether a charter is whole, or the line that is not.",
        mixinStandardHelpOptions = true,
        headerHeading = "Example:%n",
        header = {"  cwatch charter check my-forum.yaml", ""})
public final class CharterCheck implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The charter, as YAML.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Answers as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Charter charter = CharterFile.read(file);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("body", charter.body().name());
        told.put("version", charter.edition().version());
        told.put("source", charter.edition().source());
        told.put("standings", charter.words().standings().size());
        told.put("classes", charter.words().classes().size());
        told.put("rules", charter.rules().size());
        told.put("procedures", charter.procedures().size());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(told));
        } else {
            out.printf("Charter of %s, version %s (%s), is whole:", told.values().toArray());
            out.printf(
                    " %d standings, %d classes of data, %d rules, %d procedures%n",
                    charter.words().standings().size(),
                    charter.words().classes().size(),
                    charter.rules().size(),
                    charter.procedures().size());
        }
        out.flush();
        return ExitCode.DONE;
    }
}
