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
import java.sql.ResultSet;
import java.sql.SQLException;
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
        long before;
        try (Connection connection = database.connect()) {
            before = entries(connection);
            for (String name : List.of("a", "b", "c")) {
                JsonObject what = JsonObject.builder().put("name", name).build();
                Record.change(connection, new Change(Change.Kind.TOKEN, NOW, "operator", what));
            }
        }
        try (RunningServer _ = Main.start(settings).announced();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            String second = Long.toString(before + 2);
            var shown = record("show", "--from", second, "--limit", "1");
            assertThat(shown.out())
                    .startsWith(second + "  ")
                    .contains("\"name\":\"b\"")
                    .doesNotContain("\"name\":\"c\"");
            // The operator has signed in, which is an entry too; then nothing more happens.
            long last = entries(connection);
            var fits = record("verify");
            assertThat(fits.exitCode()).isZero();
            assertThat(fits.out()).startsWith(last + " entries fit, to hash ");
            String head = fits.out().strip().substring((last + " entries fit, to hash ").length());
            assertThat(record("verify", "--head", head, "--json").out())
                    .isEqualToIgnoringNewLines(
                            "{\"valid\":true,\"number\":%d,\"hash\":\"%s\"}".formatted(last, head));
            assertThat(record("verify", "--head", "abc").exitCode()).isEqualTo(ExitCode.USAGE);

            statement.execute("DELETE FROM record WHERE number = " + last);
            assertThat(record("verify").exitCode()).isZero();
            var cut = record("verify", "--head", head);
            assertThat(cut.exitCode()).isEqualTo(ExitCode.INVALID);
            assertThat(cut.out()).contains("No entry before " + last + " has the hash given");
            statement.execute(
                    "UPDATE record SET body = replace(body, '\"b\"', '\"x\"') WHERE number = "
                            + second);
            var changed = record("verify", "--json");
            assertThat(changed.exitCode()).isEqualTo(ExitCode.INVALID);
            assertThat(changed.out()).contains("\"finding\":\"changed\",\"at\":" + second);
        }
    }

    private static long entries(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM record")) {
            row.next();
            return row.getLong(1);
        }
    }

    private Cli.Result record(String... arguments) {
        List<String> all = new ArrayList<>(List.of("record"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", "" + folder.resolve("data")));
        return Cli.runHere(all.toArray(String[]::new));
    }
}
