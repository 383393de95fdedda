package org.commonwatch.cli.archive;

import picocli.CommandLine.Command;

/** {@code cwatch archive}: what can be done with an archive of events. */
@Command(
        name = "archive",
        description = "Looks into an archive that 'cwatch count --archive DIR' wrote.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ArchiveInfo.class,
            ArchiveShow.class,
            ArchiveCount.class,
            ArchiveMatch.class,
            ArchivePrune.class
        },
        headerHeading = "Examples:%n",
        header = {
            "  cwatch archive info DIR",
            "  cwatch archive show DIR --source 198.18.0.0/24 --from 2018-11-24",
            "  cwatch archive count DIR --rule mine.yaml --by day,unit",
            "  cwatch archive match DIR --indicators list.csv.gz --csv",
            "  cwatch archive prune DIR --keep-days 180 --dry-run",
            ""
        })
public final class ArchiveCommand {}
