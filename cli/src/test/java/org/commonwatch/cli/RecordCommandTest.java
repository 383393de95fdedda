package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.database.Database;
import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class RecordCommandTest {
    private static final Instant NOW = Instant.parse("2030-03-04T05:06:07Z");

    @TempDir private Path folder = Path.of("");

    @Test
    void theRecordIsShownAndVerifiedAndWhatWasDoneToItIsTold() throws Exception {
        Database database = TestDatabase.empty();
        var settings =
                new Settings(
                        folder.resolve("data"), 0, new BodyId("commons"), Optional.of(database));
        Main.start(settings).close();
        try (Connection connection = database.connect()) {
            for (String name : List.of("a", "b", "c")) {
                JsonObject what = JsonObject.builder().put("name", name).build();
                Record.change(connection, new Change(Change.Kind.TOKEN, NOW, "operator", what));
            }
        }
        try (RunningServer server = Main.start(settings);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            var shown = record(server, "show", "--from", "2", "--limit", "1");
            assertThat(shown.out())
                    .startsWith("2  ")
                    .contains("\"name\":\"b\"")
                    .doesNotContain("\"c\"");
            var fits = record(server, "verify");
            assertThat(fits.exitCode()).isZero();
            assertThat(fits.out()).startsWith("3 entries fit, to hash ");
            String head = fits.out().strip().substring("3 entries fit, to hash ".length());
            assertThat(record(server, "verify", "--head", head, "--json").out())
                    .isEqualToIgnoringNewLines(
                            "{\"valid\":true,\"number\":3,\"hash\":\"" + head + "\"}");
            assertThat(record(server, "verify", "--head", "abc").exitCode())
                    .isEqualTo(ExitCode.USAGE);

            statement.execute("DELETE FROM record WHERE number = 3");
            assertThat(record(server, "verify").exitCode()).isZero();
            var cut = record(server, "verify", "--head", head);
            assertThat(cut.exitCode()).isEqualTo(ExitCode.INVALID);
            assertThat(cut.out()).contains("No entry before 3 has the hash given");
            statement.execute("UPDATE record SET body = replace(body, 'b', 'x') WHERE number = 2");
            var changed = record(server, "verify", "--json");
            assertThat(changed.exitCode()).isEqualTo(ExitCode.INVALID);
            assertThat(changed.out()).contains("\"finding\":\"changed\",\"at\":2");
        }
    }

    private Cli.Result record(RunningServer server, String... arguments) {
        List<String> all = new ArrayList<>(List.of("record"));
        all.addAll(List.of(arguments));
        String port = server.url().substring(server.url().lastIndexOf(':') + 1);
        all.addAll(List.of("--data", "" + folder.resolve("data"), "--port", port));
        return Cli.runHere(all.toArray(String[]::new));
    }
}
