package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.cli.terminal.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sessions as the command counts them: over all its files, beside the other units. */
class CountSessionsTest {
    private static final String ALERT =
            "{\"timestamp\":\"2017-03-06T%s+0000\",\"event_type\":\"alert\",\"src_ip\":\"%s\","
                    + "\"dest_ip\":\"198.19.0.1\",\"proto\":\"UDP\",\"alert\":{}}\n";

    @TempDir private Path folder = Path.of("");

    private String file(String name, String... lines) throws IOException {
        return "" + Files.writeString(folder.resolve(name), String.join("", lines));
    }

    private static String alert(String time, String source) {
        return ALERT.formatted(time, source);
    }

    private String first() throws IOException {
        return file(
                "first.json",
                alert("06:55:00", "198.18.0.1"),
                alert("06:56:00", "198.18.0.2"),
                alert("06:57:00", "198.18.1.1"));
    }

    @Test
    void aSessionGoesOnFromHourToHourAndFileToFileAndCountsWhereItOpens() throws IOException {
        String second =
                file(
                        "second.json",
                        alert("07:26:00", "198.18.0.3"),
                        alert("07:56:00.000001", "198.18.0.3"));
        String expected =
                """
                hour,unit,count,rule,kinds
                2017-03-06T06:00:00Z,alert,3,attacks/1,kinds/1
                2017-03-06T06:00:00Z,session,2,attacks/1,kinds/1
                2017-03-06T07:00:00Z,alert,2,attacks/1,kinds/1
                2017-03-06T07:00:00Z,session,1,attacks/1,kinds/1
                """;
        assertThat(done("count", first(), second, "--sessions", "--by", "hour", "--csv"))
                .isEqualTo(expected);
        assertThat(done("count", second, first(), "--sessions", "--by", "hour", "--csv"))
                .isEqualTo(expected);
    }

    @Test
    void theReportSaysWhatASessionIsAndWhatIsInNone() throws IOException {
        String unknown = ALERT.formatted("06:58:00", "198.18.0.1").replace("dest_ip", "nothing");
        assertThat(done("count", first(), file("unknown.json", unknown), "--sessions"))
                .containsPattern("session +other +claimed +2")
                .contains("A session is all probes and alerts of one kind from one /24", "30 min")
                .contains("events in no session, since source or target is not known: 1");
        assertThat(done("count", first(), "--sessions", "--json"))
                .contains("\"unit\":\"session\"")
                .contains("\"gapSeconds\":1800,\"prefix4\":24,\"prefix6\":48,\"count\":2");
    }

    @Test
    void withoutTheOptionThereAreNone() throws IOException {
        assertThat(done("count", first(), "--json")).doesNotContain("session");
        assertThat(done("count", first())).doesNotContain("session");
    }

    @Test
    void theRuleSaysWhatTheyAreOrTheyAreNotCounted() throws IOException {
        String rule =
                """
                rule: mine
                version: 1
                sentences: {probe: no, alert: yes, context: all, established: never}
                established: []
                records: [{type: eve/alert, unit: alert}]
                """;
        String silent = file("silent.yaml", rule);
        Cli.Result refused = Cli.runHere("count", first(), "--rule", silent, "--sessions");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.out()).contains("mine/1").contains("'sessions'");
        String own =
                file("own.yaml", rule + "sessions: {of: [alert], gap: 1m, prefix4: 8, prefix6: 8}");
        assertThat(done("count", first(), "--rule", own, "--sessions"))
                .containsPattern("session +other +claimed +1")
                .contains("all alerts of one kind from one /8", "1 min");
    }

    @Test
    void aFolderToSpillIntoMustBeThere() throws IOException {
        String nowhere = "" + folder.resolve("nowhere");
        Cli.Result refused = Cli.runHere("count", first(), "--sessions", "--spill", nowhere);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.out()).contains(nowhere).contains("--spill");
        assertThat(done("count", first(), "--sessions", "--spill", "" + folder))
                .containsPattern("session +other +claimed +2");
    }

    private static String done(String... arguments) {
        Cli.Result result = Cli.runHere(arguments);
        assertThat(result.exitCode()).as(result.out()).isZero();
        return result.out();
    }
}
