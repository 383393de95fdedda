package org.commonwatch.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.database.Database;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

class KillTest {
    private static final int KILLS = 5;
    private static final Pattern NAME = Pattern.compile("\"(?:filter|name)\":\"([^\"]*)\"");

    @TempDir private Path folder = Path.of("");

    @Test
    void whatWasAcknowledgedIsThereOnceWhateverMomentTheProcessIsKilled() throws Exception {
        Database database = TestDatabase.empty();
        var random = new SplittableRandom(11);
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Path said = folder.resolve("said-" + kill);
            Process appender = start(database, "run" + kill, said);
            while (Files.size(said) == 0 && appender.isAlive()) {
                Thread.sleep(5);
            }
            Thread.sleep(random.nextInt(400));
            appender.destroyForcibly().waitFor();
            String text = Files.readString(said);
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(acknowledged::add);
        }
        try (Shelf shelf = Shelf.of(database);
                Record record = shelf.open()) {
            record.changed();
            List<String> kept = new ArrayList<>();
            for (Entry entry : Shelf.list(record)) {
                var name = NAME.matcher(entry.body());
                assertThat(name.find()).isTrue();
                kept.add((entry.kind().equals("token") ? "change " : "answer ") + name.group(1));
            }
            assertThat(kept).doesNotHaveDuplicates();
            assertThat(new HashSet<>(kept)).containsAll(acknowledged);
            assertThat(acknowledged).hasSizeGreaterThan(10 * KILLS);
            assertThat(Shelf.finding(record)).isEmpty();
        }
    }

    private static Process start(Database database, String run, Path said) throws Exception {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledAppender.class.getName(),
                        run);
        builder.environment().put("RECORD_URL", database.url());
        builder.environment().put("RECORD_USER", database.user());
        builder.environment().put("RECORD_PASSWORD", database.password());
        return builder.redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
