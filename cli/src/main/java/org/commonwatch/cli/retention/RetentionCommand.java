package org.commonwatch.cli.retention;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code cwatch retention}: what is let go of when it is old. */
@Command(
        name = "retention",
        description = {
            "For how many days each class of what is kept is kept, and what goes now. A class for",
            "which nothing is set is kept for good, and what is on legal hold stays whatever is"
                    + " set.",
            "A server that runs does the same every hour."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class RetentionCommand {
    private static final String PATH = "/api/v1/retention";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "show",
            description = "Lists every class, and for how many days it is kept.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch retention show", ""})
    int show(@Mixin ServerOptions server, @Mixin AnswerOptions answer) {
        try (Client operator = server.operator()) {
            JsonNode all = operator.get(PATH);
            List<String> lines = new ArrayList<>();
            all.path("classes").forEach(each -> lines.add(kept(each)));
            tell(answer, all, lines);
            return ExitCode.DONE;
        }
    }

    private static String kept(JsonNode each) {
        JsonNode days = each.path("days");
        return "%-10s  %-11s  %s"
                .formatted(
                        each.path("name").asString(),
                        days.isNumber() ? days.asInt() + " days" : "for good",
                        each.path("meaning").asString());
    }

    @Command(
            name = "set",
            description = "Sets for how many days a class is kept.",
            mixinStandardHelpOptions = true,
            headerHeading = "Examples:%n",
            header = {
                "  cwatch retention set cells 1095",
                "  cwatch retention set cells forever",
                ""
            })
    int set(
            @Mixin ServerOptions server,
            @Mixin AnswerOptions answer,
            @Parameters(paramLabel = "CLASS", description = "Which one.") String kept,
            @Parameters(
                            paramLabel = "DAYS",
                            description =
                                    "How many; 'forever' for good, or as the settings have it.")
                    String days) {
        try (Client operator = server.operator()) {
            JsonNode now = operator.put(PATH + "/" + Client.encoded(kept), wanted(days));
            tell(answer, now, List.of(kept(now)));
            return ExitCode.DONE;
        }
    }

    private static Map<String, Integer> wanted(String days) {
        try {
            return days.equals("forever") ? Map.of() : Map.of("days", Integer.parseInt(days));
        } catch (NumberFormatException e) {
            throw new Stop(
                    ExitCode.USAGE,
                    "'" + days + "' is no number of days.",
                    "Give a number such as 365, or 'forever'.");
        }
    }

    @Command(
            name = "preview",
            description = {
                "Tells what would go now, and what would but for a legal hold. With --class and",
                "--days, what would go of a class if it were kept for so many days."
            },
            mixinStandardHelpOptions = true,
            headerHeading = "Examples:%n",
            header = {
                "  cwatch retention preview",
                "  cwatch retention preview --class events --days 365",
                ""
            })
    int preview(
            @Mixin ServerOptions server,
            @Mixin AnswerOptions answer,
            @Option(names = "--class", paramLabel = "CLASS", description = "Which one.")
                    Optional<String> kept,
            @Option(names = "--days", paramLabel = "N", description = "For how many days.")
                    Optional<Integer> days) {
        try (Client operator = server.operator()) {
            List<String> asked = new ArrayList<>();
            kept.ifPresent(each -> asked.add("class=" + Client.encoded(each)));
            days.ifPresent(each -> asked.add("days=" + each));
            String query = asked.isEmpty() ? "" : "?" + String.join("&", asked);
            return gone(answer, operator.get(PATH + "/preview" + query));
        }
    }

    @Command(
            name = "run",
            description = "Lets go of what is to go now; the record says what went.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch retention run", ""})
    int run(@Mixin ServerOptions server, @Mixin AnswerOptions answer) {
        try (Client operator = server.operator()) {
            return gone(answer, operator.post(PATH + "/run", Map.of()));
        }
    }

    private int gone(AnswerOptions answer, JsonNode gone) {
        List<String> lines = new ArrayList<>();
        for (JsonNode each : gone.path("classes")) {
            for (JsonNode stock : each.path("stocks")) {
                lines.add(
                        "%-10s  %-15s  before %s  %,d  held %,d"
                                .formatted(
                                        each.path("name").asString(),
                                        stock.path("of").asString(),
                                        each.path("before").asString(),
                                        stock.path("count").asLong(),
                                        stock.path("held").asLong()));
            }
        }
        if (lines.isEmpty()) {
            lines.add("everything is kept for good: see 'cwatch retention set'");
        }
        gone.path("holds").forEach(each -> lines.add(HoldCommand.line(each)));
        tell(answer, gone, lines);
        return ExitCode.DONE;
    }

    private void tell(AnswerOptions answer, JsonNode told, List<String> lines) {
        answer.tell(spec.commandLine().getOut(), told, String.join(System.lineSeparator(), lines));
    }
}
