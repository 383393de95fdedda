package org.commonwatch.cli.feeds;

import org.commonwatch.archive.WholeFile;
import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.PersonOptions;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code cwatch feeds}: what sensors read. */
@Command(
        name = "feeds",
        description = "What sensors and what feeds them read of a server, as you may read it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class FeedsCommand {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "get",
            description = {
                "Fetches a feed into a file, which is whole or as it was before: suricata.rules,",
                "suricata-datasets.rules, suricata-domain.lst, suricata-ip.lst, suricata-md5.lst,",
                "suricata-sha1.lst, suricata-sha256.lst, zeek.intel, rpz.zone, indicators.csv,",
                "indicators.json or indicators.stix."
            },
            mixinStandardHelpOptions = true,
            headerHeading = "Examples:%n",
            header = {
                "  cwatch feeds get suricata.rules --out /etc/suricata/rules/commonwatch.rules",
                "  cwatch feeds get rpz.zone --out commonwatch.rpz --with tlp=GREEN --json",
                ""
            })
    int get(
            @Mixin PersonOptions person,
            @Mixin AnswerOptions answer,
            @Parameters(paramLabel = "NAME", description = "Which one.") String name,
            @Option(
                            names = {"-o", "--out"},
                            required = true,
                            paramLabel = "FILE",
                            description = "Where it goes.")
                    Path out,
            @Option(
                            names = "--with",
                            paramLabel = "NAME=VALUE",
                            description =
                                    "A limit or form of it, as the docs tell: collection, tlp, pap,"
                                            + " sid_first, sid_last, action.")
                    Map<String, String> with)
            throws IOException {
        Map<String, String> wishes = with == null ? Map.of() : with;
        String query =
                wishes.entrySet().stream()
                        .map(each -> each.getKey() + "=" + Client.encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
        String path = "/api/v1/feeds/" + Client.encoded(name);
        try (Client reader = person.client();
                WholeFile file = WholeFile.at(out)) {
            reader.get(query.isEmpty() ? path : path + "?" + query, file.out());
            file.finish();
        }
        Map<String, String> done = new LinkedHashMap<>();
        done.put("feed", name);
        done.put("file", out.toString());
        done.put("bytes", Long.toString(Files.size(out)));
        answer.tellIfJson(spec.commandLine().getOut(), done);
        spec.commandLine().getErr().println("cwatch: wrote " + out);
        return ExitCode.DONE;
    }
}
