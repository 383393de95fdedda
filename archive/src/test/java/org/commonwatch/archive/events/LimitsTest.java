package org.commonwatch.archive.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Every limit of an archive, at the limit. */
class LimitsTest {
    @TempDir private Path folder = Path.of("");

    private static Events event(long time, String user) {
        var events = new Events();
        events.clear(new byte[0]);
        events.begin();
        events.putTime(time, true);
        events.putText(Text.USER, user);
        events.classify(CountingRule.ATTACKS, 0, 0, Kind.OTHER);
        events.end();
        return events;
    }

    @Test
    void whatNeedsMoreThanItsMemoryGoesThroughFiles() throws Exception {
        Path spills = folder.resolve("spill");
        try (Engine engine = Engine.start(folder, 1);
                Connection connection = engine.connect();
                Statement statement = connection.createStatement()) {
            // Eight bytes each that cannot be packed.
            statement.execute(
                    """
                    CREATE TEMP TABLE large AS
                    SELECT hash(range) AS a, hash(-range) AS b, hash(range + 0.5) AS c
                      FROM range(%d)
                    """
                            .formatted(Engine.MEMORY_MEBIBYTES * (1L << 20) / 20));
            try (Stream<Path> all = Files.walk(spills)) {
                assertThat(all.filter(Files::isRegularFile)).isNotEmpty();
            }
        }
        assertThat(spills).isEmptyDirectory();
    }

    @Test
    void aBufferIsFullAtEachOfItsLimits() {
        var buffer = new EventBuffer(EventBuffer.EVENT_LIMIT);
        Events one = event(0, "somebody");
        for (int i = 0; i < EventBuffer.EVENT_LIMIT; i++) {
            assertThat(buffer.isFull()).isFalse();
            buffer.add(one, 0, 1, 0);
        }
        assertThat(buffer.isFull()).isTrue();
        buffer.clear();
        for (int i = 0; i < EventBuffer.DAY_LIMIT; i++) {
            assertThat(buffer.isFull()).isFalse();
            buffer.add(event(-i * EventBuffer.MICROS_PER_DAY, "somebody"), 0, 1, 0);
        }
        assertThat(buffer.isFull()).isTrue();
        buffer.clear();
        String long1 = "x".repeat(1 << 20);
        int texts = (int) (EventBuffer.TEXT_BYTES_LIMIT >> 20);
        for (int i = 0; i < texts; i++) {
            assertThat(buffer.isFull()).isFalse();
            buffer.add(event(0, long1 + i), 0, 1, 0);
        }
        assertThat(buffer.isFull()).isTrue();
        buffer.clear();
        assertThat(buffer.isFull()).isFalse();
    }

    @Test
    void anEventOfVeryManyTextsTakesNoMoreTimeOrMemoryThanItsBytes() {
        var events = new Events();
        events.clear(new byte[0]);
        events.begin();
        for (int i = 0; i < 200_000; i++) {
            events.putText(Text.DNS_NAME, "n" + i);
        }
        events.end();
        var buffer = new EventBuffer(EventBuffer.EVENT_LIMIT);
        buffer.add(events, 0, 1, 0);
        String joined =
                new String(
                        buffer.dictionary.text(buffer.texts(Text.DNS_NAME)[0]),
                        StandardCharsets.UTF_8);
        assertThat(joined.split("\u001F")).hasSize(200_000).startsWith("n0", "n1");
    }

    @Test
    void aRunHasNoMorePartsThanItsLimit() {
        var names = new PartNames("run", folder, new AtomicInteger(PartNames.PART_LIMIT - 1));
        assertThat(names.next(0).toString()).endsWith("run-" + PartNames.PART_LIMIT + ".parquet");
        assertThatThrownBy(() -> names.next(0)).isInstanceOf(ArchiveRefusedException.class);
    }

    @Test
    void noMoreEventsAreShownThanTheLimit() {
        EventFilter.everything(EventFilter.LIMIT);
        assertThatThrownBy(() -> EventFilter.everything(EventFilter.LIMIT + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventFilter.everything(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theEngineKeepsToItsMemoryAndItsDirectory() throws SQLException, IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Path outside = folder.resolve("outside.csv");
        Files.writeString(outside, "a\n1\n");
        Files.writeString(inside.resolve("inside.csv"), "a\n1\n");
        try (Engine engine = Engine.start(inside, 1);
                Connection connection = engine.connect();
                Statement statement = connection.createStatement()) {
            assertThat(setting(statement, "memory_limit"))
                    .isEqualTo(Engine.MEMORY_MEBIBYTES + ".0 MiB");
            assertThat(setting(statement, "threads")).isEqualTo("1");
            statement.execute("SELECT * FROM '" + inside.resolve("inside.csv") + "'");
            assertRefused(statement, "SELECT * FROM '" + outside + "'");
            assertRefused(statement, "COPY (SELECT 1) TO '" + folder.resolve("new.csv") + "'");
            assertRefused(statement, "LOAD httpfs");
            assertRefused(statement, "INSTALL httpfs");
            assertRefused(statement, "SET enable_external_access = true");
            assertRefused(statement, "SET memory_limit = '9GB'");
        }
        assertThat(folder.resolve("new.csv")).doesNotExist();
    }

    private static String setting(Statement statement, String name) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT current_setting('" + name + "')::VARCHAR")) {
            row.next();
            return row.getString(1);
        }
    }

    private static void assertRefused(Statement statement, String sql) {
        assertThatThrownBy(() -> statement.execute(sql))
                .as(sql)
                .isInstanceOf(SQLException.class)
                .hasMessageNotContaining("Parser Error");
    }
}
