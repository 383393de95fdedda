package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.commonwatch.access.BodyId;
import org.commonwatch.archive.raw.RawFiles;
import org.commonwatch.archive.raw.RawFiles.Place;
import org.commonwatch.database.Database;
import org.commonwatch.server.House.Who;
import org.commonwatch.server.backup.BackupFile;
import org.commonwatch.server.backup.BackupRefusedException;
import org.commonwatch.server.matching.Matching;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files that rows name come with them, or are left out. */
class BackupFilesTest {
    private static final String LINE =
            "{\"timestamp\":\"2030-03-04T05:06:07.000000+0000\",\"event_type\":\"alert\","
                    + "\"src_ip\":\"198.18.0.1\",\"dest_ip\":\"240.0.0.1\",\"proto\":\"TCP\","
                    + "\"app_proto\":\"http\",\"alert\":{\"signature\":\"s\",\"severity\":1,"
                    + "\"category\":\"Web Application Attack\"}}\n";
    private static final Settings.Limits KEPT =
            new Settings.Limits(10 << 20, 1_000, 1_000_000, new Settings.Intake(20, 1_000_000, 30));

    @TempDir private Path folder = Path.of("");

    @Test
    void whatWasArchivedBeforeTheBackupIsMatchedAfterTheRestore() throws Exception {
        Path whole = folder.resolve("whole.zip");
        Path rows = folder.resolve("rows.zip");
        try (House house = House.open(folder.resolve("one"), TestDatabase.empty(), KEPT)) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            house.ingest(sensor, "first", LINE.getBytes(StandardCharsets.UTF_8));
            Files.write(whole, backup(house, ""));
            Files.write(rows, backup(house, "?files=false"));
            // What comes later is in neither.
            house.ingest(sensor, "second", LINE.getBytes(StandardCharsets.UTF_8));
        }
        Database database = TestDatabase.empty();
        restore(whole, "two", database);
        try (House house = House.open(folder.resolve("two"), database, KEPT)) {
            house.addIndicators(
                    "CERT-XA", "TLP:AMBER", "value,type,source\n198.18.0.1,ipv4,a test\n");
            house.part(Matching.class).matchAgain();
            assertThat(house.number("SELECT sum(count) FROM sighting_count")).isEqualTo(1);
            var place =
                    new Place(
                            house.text("SELECT file FROM raw_segment"),
                            house.number("SELECT start FROM raw_segment"),
                            house.number("SELECT bytes FROM raw_segment"));
            try (InputStream lines = house.part(RawFiles.class).read(place)) {
                assertThat(lines).hasContent(LINE.strip());
            }
        }
        restore(rows, "three", TestDatabase.empty());
        assertThat(folder.resolve("three/archive")).doesNotExist();
        assertThat(folder.resolve("three/raw")).doesNotExist();
    }

    @Test
    void aDirectoryThatHasAnArchiveIsNotRestoredInto() throws Exception {
        Path whole = folder.resolve("whole.zip");
        try (House house = House.open(folder.resolve("one"), TestDatabase.empty(), KEPT)) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            house.ingest(sensor, "first", LINE.getBytes(StandardCharsets.UTF_8));
            Files.write(whole, backup(house, ""));
        }
        assertThatExceptionOfType(BackupRefusedException.class)
                .isThrownBy(() -> restore(whole, "one", TestDatabase.empty()))
                .withMessageContaining("archive");
    }

    private void restore(Path file, String data, Database into) throws Exception {
        try (BackupFile backup = BackupFile.open(file)) {
            var settings =
                    new Settings(folder.resolve(data), 0, new BodyId("commons"), Optional.of(into));
            assertThat(Main.restore(settings, backup)).isPositive();
        }
    }

    private static byte[] backup(House house, String query) throws Exception {
        var response =
                house.get(
                        Optional.of(house.operator()), "/api/v1/backup" + query, "application/zip");
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}
