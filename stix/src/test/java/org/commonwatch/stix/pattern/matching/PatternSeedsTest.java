package org.commonwatch.stix.pattern.matching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the fuzzer begins with, and what it found that led somewhere. */
class PatternSeedsTest {
    private static final Path SEEDS =
            Path.of(System.getProperty("house"))
                    .resolve("stix/src/test/resources/fuzz/stix-pattern");

    @Test
    void everySeedIsRefusedOrTakenTheSameWayThroughout() throws IOException {
        int patterns = 0;
        try (Stream<Path> files = Files.list(SEEDS)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                PatternFuzz.check(text);
                for (String line : text.lines().toList()) {
                    patterns += PatternFuzz.check(line) ? 1 : 0;
                }
            }
        }
        assertThat(patterns).isGreaterThanOrEqualTo(7);
    }
}
