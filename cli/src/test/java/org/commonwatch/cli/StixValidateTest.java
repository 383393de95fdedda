package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.cli.terminal.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the command says of files, and how it ends. */
class StixValidateTest {
    private static final String IDENTITY =
            """
            {"type":"identity","spec_version":"2.1",
             "id":"identity--3f5d8c5e-0d0e-4f43-9a7f-6f4f0a1c2b3d",
             "created":"2020-01-01T00:00:00.000Z","modified":"2020-01-01T00:00:00.000Z",
             "name":"Example","identity_class":"organization"}\
            """;
    private static final String TOOL =
            """
            {"type":"tool","spec_version":"2.1","id":"tool--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
             "created":"2020-01-01T00:00:00.000Z","modified":"2020-01-01T00:00:00.000Z",
             "name":"Example","kill_chain_phases":[
             {"kill_chain_name":"example","phase_name":"Command and Control"}]}\
            """;

    @TempDir private Path folder = Path.of("");

    private String file(String name, String text) throws IOException {
        return "" + Files.writeString(folder.resolve(name), text);
    }

    private static String bundle(String... objects) {
        return "{\"type\":\"bundle\",\"id\":\"bundle--44af6c39-c09b-49c5-9de2-394224b04982\","
                + "\"objects\":["
                + String.join(",", objects)
                + "]}";
    }

    @Test
    void validObjectsEndWithNothingToSay() throws IOException {
        Cli.Result one = Cli.runHere("stix", "validate", file("a.json", IDENTITY));
        assertThat(one.exitCode()).as(one.out()).isZero();
        assertThat(one.out()).contains("a.json: valid: 1 objects, 0 errors, 0 warnings");
        String all = file("b.json", bundle(IDENTITY, TOOL));
        Cli.Result bundle = Cli.runHere("stix", "validate", all);
        assertThat(bundle.exitCode()).isZero();
        assertThat(bundle.out())
                .contains("objects[1].kill_chain_phases[0].phase_name: warning S035 in 2.11")
                .contains("'Command and Control' is not in lower case with hyphens")
                .contains("b.json: valid: 2 objects, 0 errors, 1 warnings");
    }

    @Test
    void strictValidationEndsOtherwiseUnlessTheCheckIsLeftOut() throws IOException {
        String all = file("b.json", bundle(IDENTITY, TOOL));
        assertThat(Cli.runHere("stix", "validate", "--strict", all).exitCode())
                .isEqualTo(ExitCode.INVALID);
        Cli.Result without =
                Cli.runHere("stix", "validate", "--strict", "--without", "kill-chain-names", all);
        assertThat(without.exitCode()).as(without.out()).isZero();
        Cli.Result unknown = Cli.runHere("stix", "validate", "--without", "spelling", all);
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.out()).contains("no check 'spelling'").contains("kill-chain-names");
    }

    @Test
    void errorsAreToldAsLinesOfJsonToo() throws IOException {
        String later = IDENTITY.replace("organization", "Group").replace("\"Example\"", "7");
        String all = file("c.json", bundle(IDENTITY, later, "[]"));
        Cli.Result said = Cli.runHere("stix", "validate", "--json", all);
        assertThat(said.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(said.out().lines().toList())
                .anyMatch(line ->
                        line.contains("\"path\":\"objects[1].name\"")
                                && line.contains("\"severity\":\"error\""))
                .anyMatch(line ->
                        line.contains("\"path\":\"objects[1].modified\"")
                                && line.contains("\"requirement\":\"S094\""))
                .anyMatch(line -> line.contains("\"path\":\"objects[2]\""))
                .last()
                .asString()
                .contains("\"valid\":false,\"objects\":3,\"errors\":3");
    }

    @Test
    void ofOneKindTheFirstAreToldAndTheRestCounted() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            lines.append(TOOL.replace("\n", "").replace("8e2e2d2b", "8e2e2d" + (10 + i)))
                    .append('\n');
        }
        Cli.Result said = Cli.runHere("stix", "validate", file("d.jsonl", lines.toString()));
        assertThat(said.out())
                .contains("15 more: warning S035 in 2.11 (kill-chain-names)")
                .contains("25 objects, 0 errors, 25 warnings");
    }

    @Test
    void whatCannotBeReadIsToldWithItsPlace() throws IOException {
        Cli.Result broken =
                Cli.runHere("stix", "validate", file("e.json", bundle(IDENTITY, "{\"a\":1e}")));
        assertThat(broken.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(broken.out()).contains("objects[1]: error").contains("column");
        Cli.Result cut = Cli.runHere("stix", "validate", file("f.json", "{\"type\":\"bundle\","));
        assertThat(cut.exitCode()).isEqualTo(ExitCode.FAILED);
        Cli.Result nothing = Cli.runHere("stix", "validate", file("g.json", " "));
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.NOTHING);
        Cli.Result empty = Cli.runHere("stix", "validate", file("h.json", bundle()));
        assertThat(empty.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(empty.out()).contains("the list is empty");
        Cli.Result missing = Cli.runHere("stix", "validate", folder + "/none.json");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(missing.out()).contains("none.json").doesNotContain("\tat ");
    }
}
