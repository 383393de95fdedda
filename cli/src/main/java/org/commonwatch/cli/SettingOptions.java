package org.commonwatch.cli;

import org.commonwatch.server.Configuration;
import org.commonwatch.server.Setting;

import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import java.util.EnumMap;
import java.util.Map;

/** Gives a command an option for each setting that may stand on a command line. */
final class SettingOptions implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
        for (Setting setting : Setting.values()) {
            if (!setting.isSecret()) {
                String usual = setting.otherwise().isEmpty() ? "none" : setting.otherwise();
                command.addOption(
                        OptionSpec.builder(setting.option())
                                .paramLabel(setting.label())
                                .type(String.class)
                                .description(setting.meaning() + " (default: " + usual + ")")
                                .build());
            }
        }
        return command;
    }

    /** What is set, by the options of such a command and everywhere else. */
    static Configuration configuration(CommandSpec command) {
        ParseResult parsed = command.commandLine().getParseResult();
        Map<Setting, String> options = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            if (!setting.isSecret() && parsed.hasMatchedOption(setting.option())) {
                options.put(setting, parsed.matchedOptionValue(setting.option(), ""));
            }
        }
        return Configuration.read(options, System.getenv());
    }
}
