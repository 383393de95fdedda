package org.commonwatch.cli;

import org.commonwatch.cli.indicators.AddIndicators;
import org.commonwatch.cli.indicators.IndicatorStatus;
import org.commonwatch.cli.indicators.ProposalsCommand;
import org.commonwatch.cli.matching.CompileIndicators;

import picocli.CommandLine.Command;

@Command(
        name = "indicators",
        description = "What a server or a count looks for.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AddIndicators.class,
            CompileIndicators.class,
            IndicatorStatus.class,
            ProposalsCommand.class
        })
final class IndicatorsCommand {}
