package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is no question is refused by {@code surges}, {@code elections}, {@code gap} and {@code
 * simulate}, with what is wrong, what to do, and an exit code that says whose fault it is.
 */
class BadInsightQuestionsTest {
    private static final List<String> WINDOW =
            List.of("gap", "CERT-XA", "--from", "2024-01-01", "--to", "2025-01-01");

    @TempDir private Path folder = Path.of("");

    /** A command, with which code it ends, and what it says. */
    private record Wrong(int code, String said, String remedy, List<String> words) {}

    private static Wrong refused(String said, String remedy, String... words) {
        return new Wrong(ExitCode.REFUSED, said, remedy, List.of(words));
    }

    private static Wrong usage(String said, String remedy, String... words) {
        return new Wrong(ExitCode.USAGE, said, remedy, List.of(words));
    }

    // What a kernel will not do.
    private static Wrong failed(String said, String remedy, String... words) {
        return new Wrong(ExitCode.FAILED, said, remedy, List.of(words));
    }

    private static Wrong gap(String said, String remedy, String... words) {
        return new Wrong(
                ExitCode.REFUSED,
                said,
                remedy,
                Stream.concat(WINDOW.stream(), Stream.of(words)).toList());
    }

    private static List<Wrong> questions() {
        String time = "Write it as 2018-11-24T08:00:00Z";
        return List.of(
                refused("no unit 'attack'", "Use one of probe", "surges", "--unit", "attack"),
                refused("no kind 'scna'", "Use one of", "surges", "--kind", "scna"),
                refused("no source 'x'", "Use one of established", "surges", "--source", "x"),
                refused("no cadence 'year'", "Use one of day, hour", "surges", "--cadence", "year"),
                refused("'from' is 'soon'", time, "surges", "--from", "soon"),
                refused("Nothing was counted", "Deliver something first", "surges"),
                refused("no election 'none'", "Check the address", "elections", "ask", "none"),
                refused("no election 'none'", "Check the address", "elections", "show", "none"),
                refused("Nothing was counted", "Deliver", "elections", "ask", "vote"),
                refused("no unit 'x'", "Use one of", "elections", "ask", "vote", "--unit", "x"),
                refused(
                        "no party 'NOBODY'",
                        "Check the address",
                        dates("2024-01-01", "2025-01-01")),
                gap("-1 hours", "Give 0 to 8784", "--delay", "-1"),
                gap("There is 'cost', but no 'standing'", "Name the standing", "--cost", "1"),
                refused(
                        "'party' is missing",
                        "Name it",
                        "gap",
                        "--from",
                        "2024-01-01",
                        "--to",
                        "x"),
                refused("'2024-02-30T00:00:00Z'", time, dates("2024-02-30", "2024-02-30")),
                refused("there are 0 days", "1 to 1100 days", dates("2024-01-01", "2024-01-01")),
                usage("--from", "Usage: cwatch gap", "gap", "--to", "2024-01-01"));
    }

    private static String[] dates(String from, String to) {
        return new String[] {
            "gap", from.equals(to) ? "CERT-XA" : "NOBODY", "--from", from, "--to", to
        };
    }

    private static List<Wrong> elections() {
        return List.of(
                refused("'soon', which is no date", "Write it as 2030-01-12", add("a", "soon")),
                refused("'+10000-01-01'", "Write it as", add("a", "+10000-01-01")),
                refused("'A B' is no id", "lower-case letters", add("A B", "2030-01-12")),
                refused("already an election 'vote'", "another id", add("vote", "2030-01-12")),
                usage(
                        "--date",
                        "Usage: cwatch elections add",
                        "elections",
                        "add",
                        "a",
                        "--name",
                        "A"),
                refused("is no date", "Write it as", moved("vote", "soon", "2041-01-01")),
                refused("no election 'none'", "Check", moved("none", "2030-01-01", "2041-01-01")),
                refused("2029-12-31", "still to come", moved("vote", "2030-01-01", "2029-12-31")));
    }

    private static String[] add(String id, String date) {
        return new String[] {"elections", "add", id, "--name", "A", "--date", date};
    }

    private static String[] moved(String id, String announced, String to) {
        return new String[] {"elections", "postpone", id, "--announced", announced, "--to", to};
    }

    private static List<Wrong> simulations() {
        String help = "Usage: cwatch simulate";
        return List.of(
                usage("not said what to simulate", "--world", "simulate"),
                usage("'-1' is no number", help, "simulate", "--events", "-1"),
                usage("'many' is no number", help, "simulate", "--events", "many"),
                usage("Both --events", "--attacks", "simulate", "--events", "1", "--world", "x"),
                failed("of 0 hours", "Plan between 1", "simulate", "--events", "1", "--days", "0"),
                failed(
                        "of -1 hours",
                        "Plan between 1",
                        "simulate",
                        "--events",
                        "1",
                        "--days",
                        "-1"),
                failed("16000001", "", "simulate", "--events", "1", "--indicators", "16000001"),
                usage("--part-size", "1 to", "simulate", "--events", "1", "--part-size", "0"),
                usage("soon", help, "simulate", "--events", "1", "--start", "soon"),
                usage("pcap", help, "simulate", "--events", "1", "--formats", "pcap"));
    }

    private static void done(List<String> where, String... words) {
        Cli.Result result =
                Cli.runHere(Stream.concat(Stream.of(words), where.stream()).toArray(String[]::new));
        assertThat(result.exitCode()).as(result.out()).isZero();
    }

    private static void refused(Wrong wrong, List<String> more) {
        String[] words = Stream.concat(wrong.words.stream(), more.stream()).toArray(String[]::new);
        Cli.Result result = Cli.runHere(words);
        assertThat(result.exitCode()).as(wrong + "\n" + result.out()).isEqualTo(wrong.code);
        assertThat(result.out())
                .as(wrong.toString())
                .contains(wrong.said)
                .contains(wrong.remedy)
                .doesNotContain("\tat ");
    }

    @Test
    void whatIsNoQuestionIsRefusedWithARemedy() throws Exception {
        Path data = folder.resolve("data");
        var settings =
                new Settings(data, 0, new BodyId("commons"), Optional.of(TestDatabase.empty()));
        try (RunningServer server = Main.start(settings).announced()) {
            assertThat(server.url()).isNotEmpty();
            List<String> where = List.of("--data", data.toString());
            List<String> operator = List.of("--data", data.toString(), "--operator");
            done(where, "party", "add", "CERT-XA", "--standing", "member");
            done(where, add("vote", "2040-01-01"));
            questions().forEach(each -> refused(each, operator));
            elections().forEach(each -> refused(each, where));
        }
    }

    @Test
    void whatIsNoSimulationIsRefusedWithARemedyAndWritesNothing() {
        Path out = folder.resolve("never");
        simulations().forEach(each -> refused(each, List.of("--out", out.toString())));
        assertThat(out).doesNotExist();
    }
}
