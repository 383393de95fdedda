package org.commonwatch.cli.account;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.Login;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.util.StringJoiner;
import java.util.concurrent.Callable;

/** Tells who has signed in. */
@Command(
        name = "whoami",
        description = "Tells as whom you have signed in, what for, and until when.",
        mixinStandardHelpOptions = true)
public final class WhoamiCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private AnswerOptions answer = new AnswerOptions();

    @Override
    public Integer call() {
        Login login = Login.current(System.getenv());
        try (Client client = login.client()) {
            JsonNode me = client.get("/api/v1/me");
            StringJoiner roles = new StringJoiner(", ");
            me.path("roles").forEach(each -> roles.add(each.asString()));
            String party = me.path("party").path("name").asString("the deployment");
            answer.tell(
                    spec.commandLine().getOut(),
                    me,
                    "%s, %s of %s, at %s until %s"
                            .formatted(
                                    me.path("name").asString(),
                                    roles,
                                    party,
                                    login.url(),
                                    me.path("until").asString("it is ended")));
        }
        return ExitCode.DONE;
    }
}
