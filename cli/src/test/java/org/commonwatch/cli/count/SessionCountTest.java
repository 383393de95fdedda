package org.commonwatch.cli.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.SessionRule;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.EveReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

class SessionCountTest {
    private static final SessionRule RULE = CountingRule.ATTACKS.sessions().orElseThrow();

    @TempDir private Path folder = Path.of("");

    /** Else the files that follow would be counted, and the sessions of this one be missing. */
    @Test
    void whatCannotBeKeptEndsTheRun() {
        try (SessionCount sessions = SessionCount.of(RULE, folder.resolve("gone"), 4)) {
            assertThatThrownBy(() -> read(sessions))
                    .isInstanceOfSatisfying(
                            Stop.class,
                            stop -> {
                                assertThat(stop.exitCode()).isEqualTo(ExitCode.FAILED);
                                assertThat(stop.message()).contains("gone", "no such folder");
                            });
            assertThatThrownBy(() -> sessions.report("gate-1"))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void whatIsKeptIsCountedAndTold() {
        try (SessionCount sessions = SessionCount.of(RULE, folder, 4)) {
            read(sessions);
            SessionReport report = sessions.report("gate-1").orElseThrow();
            assertThat(report.counts().total()).isEqualTo(100);
            assertThat(report.spilledBytes()).isPositive();
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static void read(SessionCount sessions) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            lines.append(
                    "{\"timestamp\":\"2017-03-06T06:54:06+0000\",\"event_type\":\"alert\","
                            + "\"src_ip\":\"198.18.%d.1\",\"dest_ip\":\"198.19.0.1\",".formatted(i)
                            + "\"proto\":\"UDP\",\"alert\":{}}\n");
        }
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        var chunk = new Chunk.Lines(bytes, 0, bytes.length, 1, 0);
        Batch batch = new Batch();
        batch.clear(chunk);
        sessions.after(new EveReader(CountingRule.ATTACKS)).read(chunk, batch);
    }
}
