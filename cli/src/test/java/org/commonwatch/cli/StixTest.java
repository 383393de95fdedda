package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.cli.terminal.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** {@code cwatch stix}, on files. */
class StixTest {
    private static final String TOOL = "tool--5e57c739-391a-4eb3-b6be-7d15ca92d5ed";
    private static final String OTHER = "tool--4d1f0b5c-8a39-4a34-9d0c-0a3a1c1b7d11";

    @TempDir private Path folder = Path.of("");

    private String file(String name, String text) throws IOException {
        return "" + Files.writeString(folder.resolve(name), text);
    }

    private static String tool(String id, String modified, String more) {
        return "{\"type\":\"tool\",\"id\":\"%s\",\"modified\":\"%s\"%s}"
                .formatted(id, modified, more);
    }

    @Test
    void formatWritesTheSameInEachForm() throws IOException {
        String text =
                "{\"type\":\"bundle\",\"id\":\"b\",\"objects\":[ {\"n\":1.50,\"a\":[1,{}]} , {} ],"
                        + " \"x_more\" : {\"y\":[]}}";
        String bundle = file("bundle.json", text);
        Cli.Result pretty = Cli.runHere("stix", "format", bundle);
        assertThat(pretty.exitCode()).isZero();
        assertThat(pretty.out())
                .isEqualTo(
                        """
                        {
                          "type": "bundle",
                          "id": "b",
                          "objects": [
                            {
                              "n": 1.50,
                              "a": [
                                1,
                                {}
                              ]
                            },
                            {}
                          ],
                          "x_more": {
                            "y": []
                          }
                        }
                        """);
        String again = file("again.json", pretty.out());
        assertThat(Cli.runHere("stix", "format", again).out()).isEqualTo(pretty.out());
        assertThat(Cli.runHere("stix", "format", "--compact", again).out())
                .isEqualTo(text.replace(" ", "") + "\n");
        assertThat(Cli.runHere("stix", "format", "--canonical", bundle).out())
                .isEqualTo("{\"a\":[1,{}],\"n\":1.5}\n{}\n");
    }

    @Test
    void formatTakesListsLinesEmptyBundlesAndPackedFiles() throws IOException {
        assertThat(Cli.runHere("stix", "format", file("list", "[{\"a\":1},{}]")).out())
                .isEqualTo("[\n  {\n    \"a\": 1\n  },\n  {}\n]\n");
        assertThat(
                        Cli.runHere(
                                        "stix",
                                        "format",
                                        "--compact",
                                        file("lines", "{\"type\": 1}\n7"))
                                .out())
                .contains("{\"type\":1}\n")
                .contains("Instead of an object or a list");
        String empty = file("empty", "{\"type\":\"bundle\",\"objects\":[],\"x\":1}");
        Cli.Result nothing = Cli.runHere("stix", "format", "--compact", empty);
        assertThat(nothing.out())
                .startsWith("{\"type\":\"bundle\",\"objects\":[],\"x\":1}\n")
                .contains("no object in");
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.NOTHING);
        assertThat(Cli.runHere("stix", "format", file("none", "{ \"more\":false }")).out())
                .startsWith("{\n  \"more\": false\n}\n");
        for (String odd : new String[] {"{\"objects\":{}}", "{\"x\":[]}", "{}"}) {
            assertThat(Cli.runHere("stix", "format", "--compact", file("odd", odd)).out())
                    .startsWith(odd + "\n");
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("[{}]".getBytes(StandardCharsets.US_ASCII));
        }
        Path gz = Files.write(folder.resolve("list.gz"), packed.toByteArray());
        assertThat(Cli.runHere("stix", "format", "--compact", "" + gz).out()).isEqualTo("[{}]\n");
    }

    @Test
    void whatFormatLosesIsReportedObjectByObject() throws IOException {
        String one = tool(TOOL, "2018-11-24T08:00:00.000Z", ",\"ref_ref\":\"" + OTHER + "\"");
        String lines =
                String.join(
                        "\n",
                        one,
                        one,
                        tool(TOOL, "2018-11-24T08:00:00Z", ",\"n\":1"),
                        "{\"a\":NaN}",
                        "{\"id\":\"" + TOOL + "\",\"n\":123456789012345678901}");
        String out = "" + folder.resolve("out.jsonl");
        String report = "" + folder.resolve("report.jsonl");
        Cli.Result done =
                Cli.runHere(
                        "stix",
                        "format",
                        "--canonical",
                        file("lines", lines),
                        "-o",
                        out,
                        "--report",
                        report);
        assertThat(done.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(done.out())
                .contains("object 3 was dropped: This is not JSON: Non-standard token 'NaN'")
                .contains("object 4 was changed: A number");
        assertThat(Files.readAllLines(Path.of(out))).hasSize(4);
        assertThat(Files.readAllLines(Path.of(report)))
                .hasSize(5)
                .anySatisfy(
                        l -> assertThat(l).contains("\"repeated\",\"index\":1,\"id\":\"" + TOOL))
                .anySatisfy(l -> assertThat(l).contains("\"contradictory\",\"index\":2,"))
                .anySatisfy(l -> assertThat(l).contains("\"dropped\",\"index\":3,\"reason\""))
                .anySatisfy(l -> assertThat(l).contains("\"changed\",\"index\":4,"))
                .anySatisfy(
                        l -> assertThat(l).contains("\"dangling\",\"index\":0,\"id\":\"" + OTHER));
    }

    @Test
    void aFileThatIsNotWholeLeavesNoOutput() throws IOException {
        String broken = file("broken", "[{},{\"a\":\"");
        Path out = folder.resolve("out");
        Cli.Result stopped = Cli.runHere("stix", "format", broken, "--out", "" + out);
        assertThat(stopped.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(stopped.out()).contains("ends within what begins at line 1, column 5, byte 4");
        assertThat(out).doesNotExist();
        assertThat(Cli.runHere("stix", "format", "" + folder.resolve("none")).out())
                .contains("There is no")
                .doesNotContain("defect");
    }

    @Test
    void diffTellsById() throws IOException {
        String older = tool(TOOL, "2018-11-24T08:00:00.000Z", ",\"labels\":[\"a\",\"b\"]");
        String newer = tool(TOOL, "2018-11-24T09:00:00.000Z", ",\"labels\":[\"a\",\"c\"],\"n\":1");
        String other = tool(OTHER, "2018-11-24T08:00:00.000Z", "");
        String before = file("before", older + "\n" + other);
        String after = file("after", "{\"objects\":[" + newer + "]}");
        Cli.Result result = Cli.runHere("stix", "diff", before, after);
        assertThat(result.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(result.out())
                .isEqualTo(
                        """
                        - %s  2018-11-24T08:00:00.000Z
                        ~ %s  2018-11-24T08:00:00.000Z → 2018-11-24T09:00:00.000Z
                            modified: "2018-11-24T08:00:00.000Z" → "2018-11-24T09:00:00.000Z"
                            labels.[1]: "b" → "c"
                            n: nothing → 1
                        """
                                .formatted(OTHER, TOOL));
        String both = file("both", older + newer + other);
        assertThat(Cli.runHere("stix", "diff", before, both).out()).startsWith("~ ");
        assertThat(Cli.runHere("stix", "diff", after, before, "--json").out())
                .contains("{\"change\":\"added\",\"id\":\"" + OTHER + "\",\"version\":")
                .contains("{\"path\":\"n\",\"before\":1}");
        String forged = file("forged", older.replace("\"b\"", "\"B\"") + other);
        assertThat(Cli.runHere("stix", "diff", before, forged).out())
                .isEqualTo(
                        "! %s  2018-11-24T08:00:00.000Z\n    labels.[1]: \"b\" → \"B\"\n"
                                .formatted(TOOL));
    }

    @Test
    void whatSaysTheSameIsNoDifference() throws IOException {
        String one = tool(TOOL, "2018-11-24T08:00:00.000Z", ",\"a\":1.0,\"b\":2");
        String same = tool(TOOL, "2018-11-24T08:00:00.000Z", " , \"b\":2.0,\"a\" : 1");
        Cli.Result result =
                Cli.runHere("stix", "diff", file("one", one), file("same", "[" + same + "]"));
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isZero();
        Cli.Result partial =
                Cli.runHere("stix", "diff", file("one", one), file("more", one + "{\"type\":1}"));
        assertThat(partial.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(partial.out()).contains("object 1: The object's type is 1 and no string.");
        assertThat(Cli.runHere("stix", "diff", "-", "-").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void conformanceAnswersOnStandardOutput() throws IOException, InterruptedException {
        Cli.Result nothing = Cli.run("stix", "conformance");
        assertThat(nothing.exitCode()).isZero();
        assertThat(nothing.out()).isEmpty();
    }

    @Test
    void lettersBeyondAsciiAreWrittenInEveryLocale() throws IOException, InterruptedException {
        ProcessBuilder format = Cli.command("stix", "format", file("list", "[\"ä€😀\"]"));
        format.environment().put("LC_ALL", "C");
        Process process = format.redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        assertThat(out).isEqualTo("[\n  \"ä€😀\"\n]\n");
    }
}
