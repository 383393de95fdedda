package org.commonwatch.telemetry.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * EVE's reader against Jackson's tree, on documents as nobody expects them. The study of a million
 * is {@code -Dtest=EveAgainstJacksonTest -Djson.documents=1000000}, with {@code -Djson.seed=…} for
 * others.
 */
class EveAgainstJacksonTest {
    private static final int DOCUMENTS = Integer.getInteger("json.documents", 20_000);
    private static final long SEED = Long.getLong("json.seed", 1);
    private static final int TOGETHER = 8;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS) // a build's slice takes seconds
    void whateverIsWrittenTheTwoReadTheSame() {
        var seeds = new SplittableRandom(SEED);
        long slowBefore = EveFuzz.slowLines();
        long events = 0;
        long rejected = 0;
        for (int i = 0; i < DOCUMENTS; i += TOGETHER) {
            byte[] lines = lines(seeds.split());
            Reading read = EveFuzz.check(lines);
            events += read.events().size();
            rejected += read.rejected().size();
        }
        // Each input is read twice by each reader.
        long slow = (EveFuzz.slowLines() - slowBefore) / 2;
        System.out.printf(
                "%d documents, seed %d: %d events and %d rejected lines, all read alike,"
                        + " %d lines the slow way%n",
                DOCUMENTS, SEED, events, rejected, slow);
        // Or too little would have been compared.
        assertThat(events).isGreaterThan(DOCUMENTS / 3);
        assertThat(rejected).isGreaterThan(DOCUMENTS / 5);
        assertThat(events + rejected - slow).isGreaterThan(DOCUMENTS / 5);
    }

    /** What a fuzzer starts from, and what one has found before. */
    @Test
    void theSeedsAreReadTheSame() throws IOException {
        Path folder =
                Path.of(
                        System.getProperty("house"),
                        "telemetry-vector/src/test/resources/fuzz/eve-scan");
        try (Stream<Path> seeds = Files.list(folder)) {
            for (Path seed : seeds.toList()) {
                assertThat(EveFuzz.check(Files.readAllBytes(seed)).lines()).isPositive();
            }
        }
    }

    private static byte[] lines(RandomGenerator random) {
        var documents = new EveDocuments(random);
        var lines = new ByteArrayOutputStream();
        for (int i = 0; i < TOGETHER; i++) {
            lines.writeBytes(documents.next());
            boolean ended = i < TOGETHER - 1 || random.nextBoolean();
            String end = random.nextInt(10) == 0 ? "\r\n" : "\n";
            lines.writeBytes((ended ? end : "").getBytes(StandardCharsets.US_ASCII));
        }
        return lines.toByteArray();
    }
}
