package org.commonwatch.cli;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.server.Configuration;
import org.commonwatch.server.Setting;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

@Command(
        name = "config",
        description = "What is set, and where.",
        mixinStandardHelpOptions = true,
        subcommands = ConfigCommand.Show.class)
final class ConfigCommand {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ConfigCommand() {}

    @Command(
            name = "show",
            description = "Prints every setting as 'cwatch serve' would take it; no secrets.",
            mixinStandardHelpOptions = true,
            modelTransformer = SettingOptions.class,
            headerHeading = "Examples:%n",
            header = {
                "  cwatch config show --origin",
                "  cwatch config show --data DIR --port 9000 --origin --json",
                ""
            })
    static final class Show implements Callable<Integer> {
        @Spec private CommandSpec spec = CommandSpec.create();

        @Option(names = "--origin", description = "And where each was set.")
        private boolean origin;

        @Option(names = "--json", description = "As one JSON object.")
        private boolean json;

        @Override
        public Integer call() {
            Configuration configuration = SettingOptions.configuration(spec);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Map<String, Object> all = new LinkedHashMap<>();
                configuration
                        .values()
                        .forEach((setting, value) -> {
                            String shown = shown(setting, value);
                            all.put(
                                    setting.key(),
                                    origin
                                            ? Map.of("value", shown, "origin", value.origin())
                                            : shown);
                        });
                out.println(JSON.writeValueAsString(all));
            } else {
                configuration
                        .values()
                        .forEach((setting, value) -> {
                            String line =
                                    "%-24s %s".formatted(setting.key(), shown(setting, value));
                            out.println(origin ? "%-64s %s".formatted(line, value.origin()) : line);
                        });
            }
            configuration.settings(); // or refused: what is shown could not be served
            configuration.logFormat();
            return ExitCode.DONE;
        }

        private static String shown(Setting setting, Configuration.Value value) {
            return setting.isSecret() && !value.text().isEmpty() ? "(secret)" : value.text();
        }
    }
}
