package org.commonwatch.cli.reports;

import org.commonwatch.archive.WholeFile;
import org.commonwatch.cli.client.AskerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** {@code cwatch report}. */
@Command(
        name = "report",
        description = {
            "Writes a report to read, print or send: monthly, request-pack, gap or decision. It",
            "has what who asks may see, and each number with its counting rule and address."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch report monthly --with month=2030-03 --operator > march.html",
            "  cwatch report request-pack --pdf --out pack.pdf --netrc analyst.netrc",
            "  cwatch report decision --with decision=D-1984 --language zh-Hant --pdf -o d.pdf",
            ""
        })
public final class ReportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private AskerOptions asker = new AskerOptions();

    @Parameters(paramLabel = "NAME", description = "monthly, request-pack, gap or decision.")
    private String name = "";

    @Option(names = "--pdf", description = "As PDF, into the file that --out names.")
    private boolean pdf;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where it goes (default: standard output, of a page only).")
    private @Nullable Path out;

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "en or zh-Hant (default: English).")
    private String language = "en";

    @Option(
            names = "--with",
            paramLabel = "NAME=VALUE",
            description = "What it is about: month, unit, sensor, from, to, party, decision.")
    private Map<String, String> with = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException {
        if (pdf && out == null) {
            throw new Stop(
                    ExitCode.USAGE,
                    "A PDF is nothing to write on a terminal.",
                    "Name the file that it goes to with --out.");
        }
        Map<String, String> wishes = new LinkedHashMap<>(with);
        wishes.put("language", language);
        wishes.put("format", pdf ? "pdf" : "html");
        String query =
                wishes.entrySet().stream()
                        .map(each -> each.getKey() + "=" + Client.encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
        byte[] report;
        try (Client client = asker.client()) {
            report = client.bytes("/api/v1/reports/" + Client.encoded(name) + "?" + query);
        }
        if (out == null) {
            spec.commandLine().getOut().print(new String(report, StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
            return ExitCode.DONE;
        }
        try (WholeFile file = WholeFile.at(out)) {
            file.out().write(report);
            file.finish();
        }
        spec.commandLine().getErr().println("cwatch: wrote " + out);
        return ExitCode.DONE;
    }
}
