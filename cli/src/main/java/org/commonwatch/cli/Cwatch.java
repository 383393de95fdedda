package org.commonwatch.cli;

import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.cli.access.ExplainCommand;
import org.commonwatch.cli.access.PolicyCommand;
import org.commonwatch.cli.access.RequestCommand;
import org.commonwatch.cli.access.StandingCommand;
import org.commonwatch.cli.account.LoginCommand;
import org.commonwatch.cli.account.LogoutCommand;
import org.commonwatch.cli.account.WhoamiCommand;
import org.commonwatch.cli.archive.ArchiveCommand;
import org.commonwatch.cli.bench.Bench;
import org.commonwatch.cli.count.Count;
import org.commonwatch.cli.count.Merge;
import org.commonwatch.cli.demo.Demo;
import org.commonwatch.cli.feeds.FeedsCommand;
import org.commonwatch.cli.gaps.GapCommand;
import org.commonwatch.cli.ingest.Ingest;
import org.commonwatch.cli.peers.ConnectorCommand;
import org.commonwatch.cli.peers.PeerCommand;
import org.commonwatch.cli.reports.ReportCommand;
import org.commonwatch.cli.requests.DecisionCommand;
import org.commonwatch.cli.requests.Inbox;
import org.commonwatch.cli.requests.LetterCommand;
import org.commonwatch.cli.requests.Overdue;
import org.commonwatch.cli.retention.HoldCommand;
import org.commonwatch.cli.retention.RetentionCommand;
import org.commonwatch.cli.simulate.Simulate;
import org.commonwatch.cli.stix.StixCommand;
import org.commonwatch.cli.surges.ElectionsCommand;
import org.commonwatch.cli.surges.SurgesCommand;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.database.DatabaseException;
import org.commonwatch.server.BadSetting;
import org.commonwatch.server.CannotStart;
import org.commonwatch.server.backup.BackupRefusedException;
import org.commonwatch.server.web.Product;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.telemetry.TelemetryRefusedException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The command, and the one edge at which every refusal becomes a message. */
@Command(
        name = "cwatch",
        description = "Counts attacks, turns them into intelligence, and shares it by standing.",
        versionProvider = Cwatch.Version.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            Count.class,
            Simulate.class,
            Bench.class,
            Merge.class,
            ArchiveCommand.class,
            StixCommand.class,
            CharterCommand.class,
            StandingCommand.class,
            ExplainCommand.class,
            RequestCommand.class,
            LetterCommand.class,
            DecisionCommand.class,
            Inbox.class,
            Overdue.class,
            PolicyCommand.class,
            Demo.class,
            Serve.class,
            Ingest.class,
            PartyCommand.class,
            UserCommand.class,
            WorldCommand.class,
            TokenCommand.class,
            LoginCommand.class,
            LogoutCommand.class,
            WhoamiCommand.class,
            ConnectorCommand.class,
            PeerCommand.class,
            ConfigCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            RetentionCommand.class,
            HoldCommand.class,
            DoctorCommand.class,
            IndicatorsCommand.class,
            FeedsCommand.class,
            RecordCommand.class,
            SurgesCommand.class,
            GapCommand.class,
            ElectionsCommand.class,
            ReportCommand.class,
            TaxiiCommand.class,
            HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        headerHeading = "Examples:%n",
        header = {
            "  cwatch demo                       everything once, on generated data",
            "  cwatch count eve.json.gz          count one file, no server needed",
            "  cwatch serve                      run a server on this machine",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:wrong use of the command",
            "3:nothing matched: no file, or no line in any",
            "4:refused by the server",
            "5:done, but some records could not be read",
            "6:done, and what was compared is not the same",
            "7:done, and something that was checked is not valid",
            "130:interrupted"
        })
public final class Cwatch {
    private Cwatch() {}

    /** What {@code --version} tells. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"cwatch " + Product.VERSION};
        }
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return command().execute(arguments);
    }

    static CommandLine command() {
        return new CommandLine(new Cwatch())
                // Whatever the locale: a name that is not ASCII would be lost in some.
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> told(failure, command.getErr()));
    }

    // A refusal is told with its remedy; anything else is a defect and shows where it arose.
    private static int told(Exception failure, PrintWriter err) {
        return switch (failure) {
            case Stop e -> tell(err, e.message(), e.remedy(), e.exitCode());
            case BadSetting e -> tell(err, e.message(), e.remedy(), ExitCode.USAGE);
            case BackupRefusedException e -> tell(err, e.message(), e.remedy(), ExitCode.FAILED);
            case CannotStart e -> tell(err, e.message(), e.remedy(), ExitCode.FAILED);
            case DatabaseException e ->
                    tell(err, e.refusal().message(), e.refusal().remedy(), ExitCode.FAILED);
            case ArchiveRefusedException e ->
                    tell(err, e.refusal().message(), e.refusal().remedy(), ExitCode.FAILED);
            case AccessRefusedException e ->
                    tell(err, e.refusal().message(), e.refusal().remedy(), ExitCode.USAGE);
            case RefusedException e ->
                    tell(err, e.refusal().message(), e.refusal().remedy(), ExitCode.USAGE);
            case TelemetryRefusedException e ->
                    tell(err, e.refusal().message(), e.refusal().remedy(), ExitCode.FAILED);
            case IOException e -> tellIo(err, e);
            case UncheckedIOException e -> tellIo(err, Objects.requireNonNull(e.getCause()));
            default -> {
                err.println("cwatch: this is a defect of the command; please report it:");
                failure.printStackTrace(err);
                yield ExitCode.FAILED;
            }
        };
    }

    private static int tellIo(PrintWriter err, IOException e) {
        return tell(
                err,
                "Something could not be read or written: " + Stop.reason(e) + ".",
                "Check that it is there, that it belongs to you and that its disk has room.",
                ExitCode.FAILED);
    }

    private static int tell(PrintWriter err, String message, String remedy, int exitCode) {
        err.println("cwatch: " + message);
        err.println("        " + remedy);
        return exitCode;
    }
}
