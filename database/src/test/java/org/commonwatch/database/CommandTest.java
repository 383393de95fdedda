package org.commonwatch.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** No program keeps us waiting for ever, and none fails without a reason. */
class CommandTest {
    private static final Path HERE = Path.of("").toAbsolutePath();

    @Test
    void aProgramThatHangsIsKilledWithItsChildren() {
        var outcome = run(Duration.ofMillis(400), "sh", "-c", "echo early >&2; sleep 97; true");
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Command.Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("ended after", "early"));
        assertThat(ProcessHandle.allProcesses())
                .noneMatch(process -> process.info().commandLine().orElse("").contains("sleep 97"));
    }

    @Test
    void theReasonIsWhatItSaid() {
        assertThat(run(Duration.ofSeconds(5), "sh", "-c", "echo no room >&2; exit 3"))
                .isEqualTo(new Command.Outcome.Failed("no room"));
        assertThat(run(Duration.ofSeconds(5), "false"))
                .isEqualTo(new Command.Outcome.Failed("it ended with status 1"));
        assertThat(run(Duration.ofSeconds(5), "no-such-program"))
                .isInstanceOf(Command.Outcome.Failed.class);
    }

    @Test
    void aTalkativeProgramNeitherBlocksNorFillsTheMemory() {
        String flood = "head -c 3000000 /dev/zero | tr '\\0' x >&2; exit 1";
        assertThat(run(Duration.ofSeconds(20), "sh", "-c", flood))
                .isEqualTo(new Command.Outcome.Failed("x".repeat(4_000)));
    }

    @Test
    void theEnvironmentIsOurs() {
        assertThat(run(Duration.ofSeconds(5), "sh", "-c", "test -z \"$HOME$PGPORT$LANG\""))
                .isEqualTo(new Command.Outcome.Done());
    }

    private static Command.Outcome run(Duration limit, String... words) {
        return new Command(List.of(words), HERE, limit).run();
    }
}
