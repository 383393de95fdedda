package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Refusals are told, whatever the state of Java's compilers. */
class RefusalsTest {
    // By the first of Java's two compilers, which is the one that takes so much for granted.
    @Test
    void aRefusalOfAKindThatIsNewToARequestThatWaitedIsTold() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                AsleepProcess.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(process.inputReader(StandardCharsets.UTF_8).readAllAsString().strip())
                .isEqualTo("422");
    }
}
