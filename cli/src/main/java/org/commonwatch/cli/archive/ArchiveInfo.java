package org.commonwatch.cli.archive;

import org.commonwatch.archive.events.EventArchive;
import org.commonwatch.archive.events.Manifest;
import org.commonwatch.archive.events.Manifest.Part;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

@Command(name = "info", description = "Tells what an archive has.", mixinStandardHelpOptions = true)
final class ArchiveInfo implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The archive's directory.")
    private Path directory = Path.of("");

    @Option(names = "--check", description = "Reads every file again to see that it is whole.")
    private boolean check;

    @Option(names = "--json", description = "Answers as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        EventArchive archive = EventArchive.open(directory);
        if (check) {
            archive.check();
        }
        List<Map<String, Object>> runs =
                archive.manifests().stream().map(ArchiveInfo::fields).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(Map.of("checked", check, "runs", runs)));
        } else {
            for (Map<String, Object> run : runs) {
                out.printf(
                        "%s  sensor %s  rule %s  %,d files  %,d events  %,d bytes  %s to %s%n",
                        run.values().toArray());
            }
            out.printf("%,d runs%s%n", runs.size(), check ? ", every file whole" : "");
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static Map<String, Object> fields(Manifest manifest) {
        Map<String, Object> run = new LinkedHashMap<>();
        List<Part> parts = manifest.parts();
        run.put("run", manifest.run());
        run.put("sensor", manifest.origin().sensor());
        run.put("rule", manifest.origin().rule());
        run.put("segments", manifest.origin().segments().size());
        run.put("events", manifest.events());
        run.put(
                "bytes",
                Stream.concat(parts.stream(), manifest.raw().stream())
                        .mapToLong(Part::bytes)
                        .sum());
        run.put(
                "first",
                parts.stream()
                        .map(Part::first)
                        .min(Instant::compareTo)
                        .map(String::valueOf)
                        .orElse("none"));
        run.put(
                "last",
                parts.stream()
                        .map(Part::last)
                        .max(Instant::compareTo)
                        .map(String::valueOf)
                        .orElse("none"));
        return run;
    }
}
