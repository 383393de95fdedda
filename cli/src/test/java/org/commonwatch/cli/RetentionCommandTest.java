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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class RetentionCommandTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void theOperatorSetsHowLongIsKeptHoldsAndLiftsWhileAServerRuns() throws Exception {
        Path data = folder.resolve("data");
        Settings settings =
                new Settings(data, 0, new BodyId("commons"), Optional.of(TestDatabase.empty()));
        try (RunningServer server = Main.start(settings).announced()) {
            assertThat(server.url()).isNotEmpty();
            assertThat(run("retention", "show")).contains("cells", "for good");
            assertThat(run("retention", "run")).contains("everything is kept for good");
            assertThat(run("retention", "set", "cells", "365")).contains("365 days");
            assertThat(run("hold", "add", "case 7", "--reason", "a court asked", "--class", "raw"))
                    .contains("hold 1  case 7  a court asked  raw  from ever to ever");
            assertThat(run("retention", "preview")).contains("cells", "held 0", "hold 1  case 7");
            assertThat(run("retention", "preview", "--class", "raw", "--days", "1"))
                    .contains("raw files");
            assertThat(run("hold", "lift", "1")).contains("lifted: hold 1");
            assertThat(run("retention", "set", "cells", "forever")).contains("for good");
            assertThat(Cli.run(of("hold", "list")).exitCode()).isEqualTo(ExitCode.NOTHING);
            Cli.Result refused = Cli.run(of("retention", "set", "cells", "long"));
            assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(refused.out()).contains("'long' is no number of days", "forever");
        }
    }

    private String run(String... arguments) throws Exception {
        Cli.Result result = Cli.run(of(arguments));
        assertThat(result.exitCode()).as(result.out()).isEqualTo(ExitCode.DONE);
        return result.out();
    }

    private String[] of(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", folder.resolve("data").toString()));
        return all.toArray(String[]::new);
    }
}
