package org.commonwatch.cli.stix;

import org.commonwatch.cli.misp.FromMisp;
import org.commonwatch.cli.misp.ToMisp;

import picocli.CommandLine.Command;

/** {@code cwatch stix}: what can be done with files of STIX 2.1. */
@Command(
        name = "stix",
        description = "Works on files of STIX 2.1: bundles, envelopes, lists and lines of objects.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            Validate.class,
            Format.class,
            Diff.class,
            FromMisp.class,
            ToMisp.class,
            PatternCommand.class,
            Conformance.class
        },
        headerHeading = "Examples:%n",
        header = {
            "  cwatch stix validate bundle.json",
            "  cwatch stix format bundle.json",
            "  cwatch stix diff before.json after.json",
            "  cwatch stix from-misp event.json --out bundle.json",
            "  cwatch stix pattern \"[url:value LIKE 'http://%']\"",
            "  cwatch stix conformance < cases.jsonl",
            ""
        })
public final class StixCommand {}
