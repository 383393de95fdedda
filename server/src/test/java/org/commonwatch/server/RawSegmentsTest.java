package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.archive.raw.RawFiles;
import org.commonwatch.archive.raw.RawFiles.Place;
import org.commonwatch.database.Database;
import org.commonwatch.server.House.Who;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

class RawSegmentsTest {
    private static final String LINE =
            "{\"timestamp\":\"2030-03-04T05:06:07.000000+0000\",\"event_type\":\"alert\","
                    + "\"src_ip\":\"198.18.0.1\",\"dest_ip\":\"240.0.0.1\",\"proto\":\"TCP\","
                    + "\"app_proto\":\"http\",\"alert\":{\"signature\":\"s\",\"severity\":1,"
                    + "\"category\":\"Web Application Attack\"}}\n";
    private static final Settings.Limits KEPT =
            new Settings.Limits(10 << 20, 1_000, 1_000_000, new Settings.Intake(20, 1_000_000, 30));

    @TempDir private Path folder = Path.of("");

    @Test
    void aDeliveryIsKeptAsItCameIfThatIsSetAndOnceHoweverOftenItComes() throws Exception {
        Database database = TestDatabase.empty();
        try (House house = House.open(folder.resolve("data"), database, KEPT)) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            String torn = LINE + "no line of any kind\n\u00fc" + LINE.repeat(40_000);
            house.ingest(sensor, "one", bytes(LINE));
            house.ingest(sensor, "two", bytes(torn));
            house.ingest(sensor, "two", bytes(torn));
            house.ingest(sensor, bytes(LINE + LINE));

            Map<String, Place> kept = places(database);
            assertThat(kept).hasSize(3);
            assertThat(read(house, kept, "one")).isEqualTo(LINE);
            assertThat(read(house, kept, "two")).isEqualTo(torn);
            assertThat(files()).hasSize(1);
            assertThat(folder.resolve("data/raw/tmp")).isEmptyDirectory();
        }
    }

    @Test
    void nothingIsKeptUnlessThatIsSet() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            house.ingest(sensor, "one", bytes(LINE));
            assertThat(house.number("SELECT count(*) FROM raw_segment")).isZero();
            assertThat(folder.resolve("data/raw")).doesNotExist();
        }
    }

    @Test
    void whatNoTransactionNamedIsGoneAfterAStartAndTheRestIsThere() throws Exception {
        Database database = TestDatabase.empty();
        try (House house = House.open(folder.resolve("data"), database, KEPT)) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            house.ingest(sensor, "one", bytes(LINE));
        }
        Path file = files().getFirst();
        long length = Files.size(file);
        Files.write(file, new byte[100], StandardOpenOption.APPEND);
        Files.write(file.resolveSibling("20300304T05Z-00000000.zst"), new byte[100]);
        Files.write(file.resolveSibling("tmp").resolve("delivery-1.zst"), new byte[100]);
        Files.write(file.resolveSibling("a note of somebody"), new byte[100]);

        try (House house = House.open(folder.resolve("data"), database, KEPT)) {
            assertThat(files())
                    .extracting(each -> each.getFileName().toString())
                    .containsExactlyInAnyOrder(file.getFileName().toString(), "a note of somebody");
            assertThat(Files.size(file)).isEqualTo(length);
            assertThat(folder.resolve("data/raw/tmp")).isEmptyDirectory();
            assertThat(read(house, places(database), "one")).isEqualTo(LINE);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("data/raw"))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Map<String, Place> places(Database database) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT segment, file, start, bytes FROM raw_segment")) {
            Map<String, Place> places = new TreeMap<>();
            while (row.next()) {
                places.put(
                        row.getString(1),
                        new Place(row.getString(2), row.getLong(3), row.getLong(4)));
            }
            return places;
        }
    }

    private static String read(House house, Map<String, Place> places, String segment)
            throws IOException {
        Place place = Objects.requireNonNull(places.get(segment));
        try (InputStream lines = house.part(RawFiles.class).read(place)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
