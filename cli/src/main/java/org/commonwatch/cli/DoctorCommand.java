package org.commonwatch.cli;

import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

@Command(
        name = "doctor",
        description = {
            "Looks at what an operator should know before it hurts: room on the disk, silent",
            "sensors, backups, the database, clocks, the certificate, secrets, the record. Exits",
            "with 7 if something is bad."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Example:%n",
        header = {"  cwatch doctor --json", ""})
final class DoctorCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ServerOptions server = new ServerOptions();

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        JsonNode answer;
        try (Client operator = server.operator()) {
            answer = operator.get("/api/v1/doctor");
        }
        PrintWriter out = spec.commandLine().getOut();
        boolean bad = false;
        for (JsonNode each : answer.path("findings")) {
            String level = each.path("level").asString();
            bad |= level.equals("bad");
            if (!json) {
                out.printf(
                        "%-8s %-12s %s%n",
                        level, each.path("check").asString(), each.path("message").asString());
                if (!level.equals("ok")) {
                    out.printf("%-21s %s%n", "", each.path("remedy").asString());
                }
            }
        }
        if (json) {
            out.println(answer);
        }
        return bad ? ExitCode.INVALID : ExitCode.DONE;
    }
}
