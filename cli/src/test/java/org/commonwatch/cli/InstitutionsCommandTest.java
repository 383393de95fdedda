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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What an operator says about parties and bodies from the command line. */
class InstitutionsCommandTest {
    private static final String CHARTER =
            """
            charter: commons
            title: "Members only"
            version: 3
            source: unverified
            as-of: 2018-01-01
            community: members
            standings:
              - {name: full, kind: member}
            classes: [intelligence]
            channels: [direct]
            tlp: {CLEAR: full}
            usual: CLEAR
            rules:
              - {id: R01, instrument: "rules", least: full, actions: [read], \
            classes: [intelligence], channels: [direct]}
            """;

    private static final String CLAIMS =
            """
            assertions:
              - id: a-1
                matter: m-1
                source: secretariat
                document: minutes of the first session
                recorded: 2026-01-01
                standing: {party: CERT-XA, body: commons, type: observer, from: 2025-06}
              - id: a-2
                matter: m-1
                source: secretariat
                document: correction
                recorded: 2026-01-02
                supersedes: a-1
                denied: true
            """;

    @TempDir private Path folder = Path.of("");

    @Test
    void standingsAssertionsAndChartersAreRecordedAndToldAsAsked() throws Exception {
        Path charter = Files.writeString(folder.resolve("charter.yaml"), CHARTER);
        Path claims = Files.writeString(folder.resolve("claims.yaml"), CLAIMS);
        Settings settings =
                new Settings(
                        folder.resolve("data"),
                        0,
                        new BodyId("commons"),
                        Optional.of(TestDatabase.empty()));
        try (RunningServer _ = Main.start(settings).announced()) {
            assertThat(run("party", "add", "CERT-XA").exitCode()).isZero();
            assertThat(run("party", "standing", "CERT-XA", "member").out())
                    .contains("CERT-XA  member in commons");
            assertThat(run("party", "standing", "CERT-XA", "none", "--json").out())
                    .contains("\"standing\":\"none\"");
            assertThat(run("world", "assert", claims.toString()).out())
                    .contains("a-1  secretariat  2026-01-01T00:00:00Z")
                    .contains("a-2  secretariat");
            Cli.Result again = run("world", "assert", claims.toString());
            assertThat(again.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(again.out()).contains("a-1");
            assertThat(run("charter", "adopt", charter.toString()).out())
                    .contains("commons rules by version 3 of its charter: Members only");
            assertThat(run("charter", "adopt", charter.toString(), "--json").out())
                    .contains("\"version\":3");
            Cli.Result king = run("party", "standing", "CERT-XA", "king");
            assertThat(king.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(king.out()).contains("'king' is not known here");
            assertThat(run("party", "standing", "CERT-XA", "full").exitCode()).isZero();
        }
    }

    private Cli.Result run(String... words) {
        String data = folder.resolve("data").toString();
        return Cli.runHere(
                Stream.concat(Stream.of(words), Stream.of("--data", data)).toArray(String[]::new));
    }

    @Test
    void anExampleIsShownForEach() {
        assertThat(Cli.runHere("party", "standing", "--help").out())
                .contains("cwatch party standing CERT-XA member");
        assertThat(Cli.runHere("charter", "adopt", "--help").out())
                .contains("cwatch charter adopt my-forum.yaml");
        assertThat(Cli.runHere("world", "assert", "--help").out())
                .contains("cwatch world assert decisions.yaml");
    }
}
