package org.commonwatch.archive.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A process that archives is killed as {@code kill -9} does, somewhere. */
class KilledRunTest {
    private static final Instant START = Instant.parse("2018-11-23T12:00:00Z");

    @TempDir private Path folder = Path.of("");

    private static byte[] lines(long seed) {
        return Archived.simulated(new Plan(seed, 3_000, 24 * 8, START, 30));
    }

    /** Runs in the child: archives file after file, each in a run of its own. */
    public static void main(String[] words) throws IOException {
        EventArchive archive = EventArchive.openOrMake(Path.of(words[0]));
        Path file = Path.of(words[0] + ".json");
        for (long seed = 1; seed < 1_000; seed++) {
            Files.write(file, lines(seed));
            Archived.archive(archive, Archived.PLAN, file);
            System.out.println(seed);
        }
    }

    @Test
    void whatWasSaidToBeArchivedIsThereAndNothingElse() throws Exception {
        Path directory = folder.resolve("archive");
        Cases.check(
                4,
                random -> {
                    long said = killed(directory, random.nextLong(900));
                    EventArchive archive = EventArchive.open(directory);
                    archive.check();
                    // The run after the last that was said may have been committed too.
                    int runs = archive.manifests().size();
                    assertThat((long) runs).isBetween(said, said + 1);
                    long counted = 0;
                    for (int seed = 1; seed <= runs; seed++) {
                        counted +=
                                Archived.count(lines(seed), CountingRule.ATTACKS).lines().counted();
                    }
                    try (ArchivedEvents events = archive.all()) {
                        assertThat(events.count(CountingRule.ATTACKS).lines().counted())
                                .isEqualTo(counted);
                    }
                    archive.start(Archived.PLAN).close();
                    assertThat(Archived.files(archive))
                            .hasSize(
                                    runs
                                            + (int)
                                                    archive.manifests().stream()
                                                            .mapToLong(run -> run.parts().size())
                                                            .sum());
                    Durable.deleteAll(directory);
                });
    }

    /** Kills a child so many milliseconds after its first run, and tells how many runs it said. */
    private static long killed(Path directory, long after) throws Exception {
        Path said = Files.createTempFile(Durable.folder(directory), "said", ".txt");
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledRunTest.class.getName(),
                                directory.toString())
                        .redirectOutput(said.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            while (Files.size(said) == 0 && child.isAlive()) {
                Thread.sleep(5);
            }
            Thread.sleep(after);
        } finally {
            child.destroyForcibly().waitFor();
        }
        return Files.readAllLines(said).size();
    }
}
