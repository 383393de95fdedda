package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.cli.terminal.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The command on files of more than one format, and what it is asked to tell apart. */
class CountTest {
    private static final String ALERT =
            "{\"timestamp\":\"2017-03-06T06:54:06.047429+0000\",\"event_type\":\"alert\","
                    + "\"src_ip\":\"198.18.0.1\",\"proto\":\"UDP\",\"alert\":{}}\n";
    private static final String SSHD =
            "Mar  6 06:55:46 gate sshd[7]: Failed password for root from 198.18.0.2 port 9 ssh2\n";

    @TempDir private Path folder = Path.of("");

    private String eve() throws IOException {
        return "" + Files.writeString(folder.resolve("eve.json"), ALERT.repeat(9_000));
    }

    private String auth() throws IOException {
        return "" + Files.writeString(folder.resolve("auth.log"), SSHD.repeat(3));
    }

    @Test
    void eachFileIsToldByItsLinesAndEveryFormatIsNamed() throws IOException {
        assertThat(done("count", eve(), auth(), "--year", "2017"))
                .contains("lines 9,003 = 9,003 counted + 0 context + 0 skipped + 0 rejected")
                .contains("format eve: 1 files, 0 records not understood")
                .contains("format sshd: 1 files, 0 records not understood")
                .contains("2017-03-06T06:00:00Z to 2017-03-06T07:00:00Z, 1 hours with counts");
    }

    @Test
    void theTableTellsApartWhatIsAskedForAndAlwaysUnits() throws IOException {
        assertThat(done("count", eve(), auth(), "--year", "2017", "--by", "day,source", "--csv"))
                .isEqualTo(
                        """
                        day,source,unit,count,rule,kinds
                        2017-03-06,claimed,alert,9000,attacks/1,kinds/1
                        2017-03-06,established,alert,3,attacks/1,kinds/1
                        """);
    }

    @Test
    void aBadLineIsFoundAgainHoweverManyThreadsRead() throws IOException {
        String lines = ALERT.repeat(9_000) + "no json\n" + ALERT.repeat(9_000) + "{";
        String file = "" + Files.writeString(folder.resolve("bad.json"), lines);
        Cli.Result result = Cli.runHere("count", file);
        assertThat(result.exitCode()).isEqualTo(ExitCode.PARTIAL);
        int first = 9_000 * ALERT.length();
        int second = 18_000 * ALERT.length() + "no json\n".length();
        assertThat(result.out())
                .contains("line 9,001 (byte %,d) rejected: not JSON".formatted(first))
                .contains("line 18,002 (byte %,d) rejected: truncated JSON".formatted(second))
                .contains("lines 18,002 = 18,000 counted + 0 context + 0 skipped + 2 rejected");
    }

    @Test
    void aFormatThatIsGivenIsTaken() throws IOException {
        Cli.Result result = Cli.runHere("count", auth(), "--format", "eve");
        assertThat(result.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(result.out()).contains("0 skipped + 3 rejected");
    }

    @Test
    void aRuleOfOnesOwnCountsAndIsNamed() throws IOException {
        Path rule =
                Files.writeString(
                        folder.resolve("rule.yaml"),
                        """
                        rule: none
                        version: 4
                        sentences: {probe: no, alert: no alert, context: all, established: never}
                        established: []
                        records: [{type: eve/flow, unit: probe}]
                        """);
        assertThat(done("count", eve(), "--rule", "" + rule))
                .contains("counting rule none/4")
                .contains("no alert")
                .contains("lines 9,000 = 0 counted + 9,000 context");
        Files.writeString(rule, "rule: x\nversoin: 1\n");
        assertThat(Cli.runHere("count", eve(), "--rule", "" + rule).out())
                .contains("line 2")
                .contains("'version'")
                .doesNotContain("\tat ");
    }

    @Test
    void whatCannotBeAskedForIsTold() throws IOException {
        assertThat(Cli.runHere("count", eve(), "--format", "evil").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(Cli.runHere("count", eve(), "--format", "evil").out())
                .contains("There is no format 'evil'")
                .contains("zeek-tsv");
        assertThat(Cli.runHere("count", eve(), "--year", "17").out()).contains("The year 17");
        assertThat(Cli.runHere("count", eve(), "--json", "--csv").exitCode())
                .isEqualTo(ExitCode.USAGE);
        String noise = "" + Files.writeString(folder.resolve("noise"), "nothing known\n");
        Cli.Result unknown = Cli.runHere("count", noise);
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(unknown.out()).contains(noise).contains("eve").doesNotContain("\tat ");
    }

    private static String done(String... arguments) {
        Cli.Result result = Cli.runHere(arguments);
        assertThat(result.exitCode()).as(result.out()).isZero();
        return result.out();
    }
}
