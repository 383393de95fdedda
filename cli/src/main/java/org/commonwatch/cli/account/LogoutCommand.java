package org.commonwatch.cli.account;

import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.Login;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Ends what {@link LoginCommand} got. */
@Command(
        name = "logout",
        description = "Ends the token that 'cwatch login' got, and deletes the file it is in.",
        mixinStandardHelpOptions = true)
public final class LogoutCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Path file = Login.file(System.getenv());
        Login login =
                Login.kept(file)
                        .orElseThrow(() ->
                                new Stop(
                                        ExitCode.USAGE,
                                        "Nobody has signed in.",
                                        "Sign in with 'cwatch login'."));
        try (Client client = login.client()) {
            client.delete("/api/v1/session");
        } finally {
            Files.deleteIfExists(file);
        }
        spec.commandLine().getErr().println("cwatch: signed out of " + login.url());
        return ExitCode.DONE;
    }
}
