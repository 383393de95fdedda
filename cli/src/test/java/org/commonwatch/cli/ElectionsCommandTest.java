package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.database.Database;
import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Elections and questions by command, against a server that has counted nothing yet. */
class ElectionsCommandTest {
    @TempDir private Path folder = Path.of("");

    private Cli.Result run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", folder.resolve("data").toString()));
        return Cli.runHere(all.toArray(String[]::new));
    }

    @Test
    void electionsAreAddedPostponedAndListed() throws Exception {
        try (RunningServer server = serve()) {
            assertThat(server.url()).isNotEmpty();
            addPostponeAndList();
        }
    }

    private RunningServer serve() throws IOException {
        Path data = folder.resolve("data");
        Optional<Database> database = Optional.of(TestDatabase.empty());
        return Main.start(new Settings(data, 0, new BodyId("commons"), database)).announced();
    }

    private void addPostponeAndList() {
        Cli.Result added =
                run(
                        "elections",
                        "add",
                        "council",
                        "--name",
                        "Council",
                        "--date",
                        "2030-01-12",
                        "--office",
                        "council");
        assertThat(added.exitCode()).as(added.out()).isZero();
        assertThat(run("elections", "add", "council", "--name", "C", "--date", "2030-01-12"))
                .extracting(Cli.Result::exitCode)
                .isEqualTo(ExitCode.REFUSED);
        run("elections", "postpone", "council", "--announced", "2029-12-01", "--to", "2030-02-09");
        Cli.Result wrong =
                run(
                        "elections",
                        "postpone",
                        "council",
                        "--announced",
                        "2029-11-01",
                        "--to",
                        "2030-03-09");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(wrong.out()).contains("postponements in the order of their announcements");

        assertThat(run("elections", "list", "--operator").out())
                .contains("2030-02-09  council  Council (planned for 2030-01-12)");
        assertThat(run("elections", "show", "council", "--operator", "--json").out())
                .contains("\"offices\":[\"council\"]");
    }

    @Test
    void aReportIsAPageOrAFileOfPaper() throws Exception {
        try (RunningServer server = serve()) {
            assertThat(server.url()).isNotEmpty();
            Cli.Result page = run("report", "monthly", "--operator", "--language", "zh-Hant");
            assertThat(page.exitCode()).as(page.out()).isZero();
            assertThat(page.out()).contains("<html lang=\"zh-Hant\">", "尚無任何計數");
            Path pdf = folder.resolve("march.pdf");
            run("report", "monthly", "--operator", "--pdf", "--out", pdf.toString());
            assertThat(Files.readString(pdf, StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
            assertThat(run("report", "monthly", "--operator", "--pdf").exitCode())
                    .isEqualTo(ExitCode.USAGE);
            Cli.Result none = run("report", "yearly", "--operator");
            assertThat(none.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(none.out()).contains("yearly");
        }
    }

    @Test
    void whereNothingWasCountedThereIsNothingToTell() throws Exception {
        try (RunningServer server = serve()) {
            assertThat(server.url()).isNotEmpty();
            run("elections", "add", "council", "--name", "Council", "--date", "2099-01-12");
            for (Cli.Result refused :
                    List.of(
                            run("surges", "--operator"),
                            run("elections", "ask", "council", "--operator"))) {
                assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
                assertThat(refused.out()).contains("Nothing was counted");
            }
        }
    }
}
