package org.commonwatch.cli;

import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.server.record.Entry;
import org.commonwatch.server.record.Finding;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.record.Verification;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code cwatch record}: what left a server and what was changed in it. */
@Command(
        name = "record",
        description = "The record of all answers and changes, chained by hashes.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        headerHeading = "Examples:%n",
        header = {
            "  cwatch record show --from 1 --limit 20",
            "  cwatch record verify --head HASH   the HASH noted when it was last verified",
            ""
        })
final class RecordCommand {
    private static final int PAGE = 1_000;
    private static final String HASH = "[0-9a-f]{64}";

    private final JsonMapper json = JsonMapper.builder().build();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "show",
            description = "Prints entries: number, hash and what each says.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin ServerOptions server,
            @Option(
                            names = "--from",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "Number of the first (default: ${DEFAULT-VALUE}).")
                    long from,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "How many at most (default: ${DEFAULT-VALUE}).")
                    long limit) {
        PrintWriter out = spec.commandLine().getOut();
        entries(server.operator(), "from=" + from + "&")
                .limit(Math.max(0, limit))
                .forEach(each ->
                        out.println(each.number() + "  " + each.hash() + "  " + each.body()));
        return ExitCode.DONE;
    }

    @Command(
            name = "verify",
            description = {
                "Reads the whole record and computes its hashes anew.",
                "Note the hash it ends with, elsewhere: given as --head later, it tells whether"
                        + " anything up to there was changed or cut off since."
            },
            mixinStandardHelpOptions = true)
    int verify(
            @Mixin ServerOptions server,
            @Option(
                            names = "--head",
                            paramLabel = "HASH",
                            description = "A hash noted before, which must be there.")
                    Optional<String> head,
            @Option(names = "--json", description = "Answers in JSON.") boolean asJson) {
        Optional<String> noted = head.map(each -> each.toLowerCase(Locale.ROOT));
        if (noted.isPresent() && !noted.get().matches(HASH)) {
            throw new Stop(
                    ExitCode.USAGE,
                    "'" + noted.get() + "' is no hash of the record.",
                    "Give the 64 hexadecimal digits that 'cwatch record verify' printed.");
        }
        Client client = server.operator();
        long last = client.get("/api/v1/record/head").path("number").asLong();
        // What is appended meanwhile is for the next time.
        Verification found =
                Record.verify(
                        entries(client, "").takeWhile(each -> each.number() <= last).iterator(),
                        noted);
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            out.println(json.writeValueAsString(told(found)));
        } else {
            out.println(found.head().number() + " entries fit, to hash " + found.head().hash());
            found.finding().map(Finding::message).ifPresent(out::println);
        }
        return found.finding().isEmpty() ? ExitCode.DONE : ExitCode.INVALID;
    }

    private static Map<String, Object> told(Verification found) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("valid", found.finding().isEmpty());
        told.put("number", found.head().number());
        told.put("hash", found.head().hash());
        found.finding()
                .ifPresent(finding -> {
                    told.put("finding", finding.kind().name().toLowerCase(Locale.ROOT));
                    told.put("at", finding.number());
                });
        return told;
    }

    /** All entries, from the first that the words of a query say. */
    private Stream<Entry> entries(Client client, String from) {
        return Stream.iterate(
                        page(client, from),
                        page -> !page.isEmpty(),
                        page -> page(client, "from=" + (page.getLast().number() + 1) + "&"))
                .flatMap(List::stream);
    }

    private List<Entry> page(Client client, String from) {
        Entry[] entries =
                json.treeToValue(
                        client.get("/api/v1/record?" + from + "limit=" + PAGE).path("entries"),
                        Entry[].class);
        return List.of(entries);
    }
}
