package org.commonwatch.cli.peers;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Which connector is run, and runs its round to its end, part by part. */
final class RoundOptions {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> COUNTS = List.of("objects", "taken", "rejected");

    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private AnswerOptions answer = new AnswerOptions();

    @Parameters(paramLabel = "CONNECTOR", description = "As 'cwatch connector add' named it.")
    private String connector = "";

    /** Runs it if it is of that kind, or of any if that is empty, and tells what it brought. */
    int run(CommandSpec spec, String kind) {
        try (Client operator = server.operator()) {
            check(operator, kind);
            JsonNode sum = rounds(operator, spec.commandLine().getErr());
            answer.tell(spec.commandLine().getOut(), sum, text(sum));
            return sum.path("rejected").asLong() > 0 ? ExitCode.PARTIAL : ExitCode.DONE;
        }
    }

    private void check(Client operator, String kind) {
        for (JsonNode each : operator.get(ConnectorCommand.PATH).path("connectors")) {
            if (!kind.isEmpty()
                    && each.path("name").asString().equals(connector)
                    && !each.path("kind").asString().equals(kind)) {
                throw new Stop(
                        ExitCode.REFUSED,
                        "The connector '" + connector + "' does not " + kind + ".",
                        "Look at 'cwatch connector list' for what it does.");
            }
        }
    }

    private JsonNode rounds(Client operator, PrintWriter err) {
        ObjectNode sum = JSON.createObjectNode();
        COUNTS.forEach(each -> sum.put(each, 0L));
        boolean more = true;
        while (more) {
            JsonNode part = operator.post(ConnectorCommand.path(connector) + "/run", Map.of());
            COUNTS.forEach(
                    each -> sum.put(each, sum.path(each).asLong() + part.path(each).asLong()));
            part.path("firstRejected").forEach(each -> err.println("  " + each.asString()));
            more = part.path("more").asBoolean();
            if (more) {
                err.println(text(sum) + " so far");
                err.flush();
            }
        }
        return sum;
    }

    private static String text(JsonNode sum) {
        long objects = sum.path("objects").asLong();
        long taken = sum.path("taken").asLong();
        long rejected = sum.path("rejected").asLong();
        return "%,d objects: %,d new, %,d known, %,d rejected"
                .formatted(objects, taken, objects - taken - rejected, rejected);
    }
}
