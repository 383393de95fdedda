package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.cli.terminal.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code cwatch stix pattern}. */
class StixPatternTest {
    @TempDir private Path folder = Path.of("");

    private String file(String name, String text) throws IOException {
        return "" + Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aPatternIsPrintedInItsCanonicalForm() {
        Cli.Result result = Cli.runHere("stix", "pattern", "[a:b=1]AND( [a:c IN('x')] )");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("[a:b = 1] AND [a:c IN ('x')]\n");
    }

    @Test
    void aMistakeIsPointedAt() {
        Cli.Result result = Cli.runHere("stix", "pattern", "[file:size = ]");
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out())
                .contains("there is ']' (line 1, column 14, byte 13).")
                .contains(
                        """
                          [file:size = ]
                                       ^
                        """)
                .contains("Correct the pattern");
    }

    @Test
    void ofALongPatternOnlyThePlaceIsShown() {
        String long1 = "[a:b = 1" + " OR a:b = 1".repeat(2_000);
        Cli.Result result = Cli.runHere("stix", "pattern", long1 + " ODER a:b = 2]");
        assertThat(result.out().lines().toList()).hasSize(4).allMatch(line -> line.length() < 250);
        assertThat(result.out()).contains("  …").contains("ODER");
    }

    @Test
    void patternsOfAFileAreToldWithTheirLines() throws IOException {
        String file = file("patterns.txt", "[a:b = 1]\n\n[a:b = ]\n[a:b MATCHES 'x(?=y)']\n");
        Cli.Result result = Cli.runHere("stix", "pattern", "--file", file, "--explain");
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out())
                .contains("line 1: [a:b = 1]")
                .contains("line 3: Expected was a constant")
                .contains("line 4: [a:b MATCHES 'x(?=y)']\n  never matched:")
                .contains("(lookahead). (line 1, column 16, byte 15)");
    }

    @Test
    void whatIsLookedUpIsExplained() {
        assertThat(
                        Cli.runHere(
                                        "stix",
                                        "pattern",
                                        "--explain",
                                        "[ipv4-addr:value = '198.18.0.1']")
                                .out())
                .contains("looked up: ipv4 198.18.0.1");
    }

    @Test
    void indicatorsAreMatchedAgainstObservations() throws IOException {
        String indicators =
                file(
                        "indicators.json",
                        """
                        {"type":"bundle","objects":[
                        {"type":"indicator","id":"indicator--1","pattern_type":"stix",
                        "pattern":"[ipv4-addr:value = '198.18.0.1'] REPEATS 2 TIMES"},
                        {"type":"indicator","id":"indicator--2","pattern_type":"stix",
                        "pattern":"[ipv4-addr:value = '198.18.0.2']"},
                        {"type":"indicator","id":"indicator--3","pattern_type":"yara",
                        "pattern":"rule x { condition: true }"}]}\
                        """);
        String observed =
                file(
                        "observed.json",
                        """
                        {"type":"bundle","objects":[
                        {"type":"observed-data","id":"observed-data--1","number_observed":2,
                        "first_observed":"2026-03-01T00:00:00Z",
                        "last_observed":"2026-03-01T00:00:00Z",
                        "object_refs":["ipv4-addr--1"]},
                        {"type":"ipv4-addr","id":"ipv4-addr--1","value":"198.18.0.1"}]}\
                        """);
        Cli.Result result =
                Cli.runHere("stix", "pattern", "-i", indicators, "--match", observed, "--json");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "{\"name\":\"indicator--1\",\"pattern\":\"[ipv4-addr:value ="
                                + " '198.18.0.1'] REPEATS 2 TIMES\",\"valid\":true,\"findings\":[],"
                                + "\"result\":\"match\",\"observations\":[\"observed-data--1\"]}",
                        "{\"name\":\"indicator--2\",\"pattern\":\"[ipv4-addr:value ="
                                + " '198.18.0.2']\",\"valid\":true,\"findings\":[],"
                                + "\"result\":\"no-match\"}");
        assertThat(
                        Cli.runHere("stix", "pattern", "[mutex:name = 'x']", "--match", observed)
                                .exitCode())
                .isEqualTo(ExitCode.NOTHING);
    }

    @Test
    void withoutAPatternThereIsNothingToDo() throws IOException {
        assertThat(Cli.runHere("stix", "pattern").exitCode()).isEqualTo(ExitCode.NOTHING);
        String empty = file("empty.json", "{\"type\":\"bundle\",\"objects\":[]}");
        Cli.Result result = Cli.runHere("stix", "pattern", "[mutex:name = 'x']", "--match", empty);
        assertThat(result.exitCode()).isEqualTo(ExitCode.NOTHING);
        assertThat(result.out()).contains("no observed-data object");
    }
}
