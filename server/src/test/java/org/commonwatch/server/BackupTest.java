package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;

import org.commonwatch.access.BodyId;
import org.commonwatch.database.Database;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.backup.Backup;
import org.commonwatch.server.backup.BackupFile;
import org.commonwatch.server.backup.BackupRefusedException;
import org.commonwatch.server.matching.Matching;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.commonwatch.testkit.OtherPostgres;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

class BackupTest {
    private static final Set<String> MATCHING = Set.of("matching", "lookout");
    @TempDir private Path folder = Path.of("");

    @Test
    void whatIsRestoredIsTheSameAndGoesOn() throws Exception {
        Path first = folder.resolve("first.zip");
        House.Who reader;
        try (House house = House.open(folder.resolve("one"))) {
            reader = fill(house);
            Files.write(first, backup(house));
        }
        Database other = TestDatabase.empty();
        try (BackupFile file = BackupFile.open(first)) {
            assertThat(Main.restore(settings("two", other), file)).isGreaterThan(300);
        }
        try (House house = House.open(folder.resolve("two"), other)) {
            Path second = folder.resolve("second.zip");
            Files.write(second, backup(house));
            assertThat(unchanging(second)).isNotEmpty().isEqualTo(unchanging(first));
            assertThat(house.walk(reader, House.INDICATORS, 100)).hasSize(300);
            house.party("CERT-XC", "member", "next", "reader");
            house.addIndicators("CERT-XC", "TLP:GREEN", "value,type,source\nb.example,domain,s\n");
            assertThat(house.walk(reader, House.INDICATORS, 100)).hasSize(301);
        }
    }

    @Test
    void anEmbeddedStoreComesThroughAnotherPostgresAsItWas() throws Exception {
        Path programs = OtherPostgres.found().orElse(Path.of(""));
        assumeTrue(OtherPostgres.found().isPresent(), "no other PostgreSQL is on this machine");
        Database embedded = TestDatabase.empty();
        House.Who reader;
        try (House house = House.open(folder.resolve("one"), embedded)) {
            reader = fill(house);
            house.walk(reader, House.INDICATORS, 100);
        }
        Path first = backup(embedded, "first.zip");
        try (OtherPostgres postgres = OtherPostgres.start(programs, folder.resolve("other"))) {
            Database other = postgres.empty("watch");
            Path second = restored(first, other, "second.zip");
            Path third = restored(second, TestDatabase.empty(), "third.zip");
            assertThat(manifest(second).path("tables")).isEqualTo(manifest(first).path("tables"));
            assertThat(manifest(third).path("tables")).isEqualTo(manifest(first).path("tables"));
            assertThat(table(manifest(third), "record").path("rows").asLong()).isPositive();
            try (House house = House.open(folder.resolve("three"), other)) {
                assertThat(house.walk(reader, House.INDICATORS, 100)).hasSize(300);
            }
        }
    }

    private Path restored(Path backup, Database into, String name) throws Exception {
        try (BackupFile file = BackupFile.open(backup)) {
            Main.restore(settings(name + "-data", into), file);
        }
        return backup(into, name);
    }

    // Without a server, whose record grows with each question.
    private Path backup(Database database, String name) throws Exception {
        Path file = folder.resolve(name);
        try (HikariDataSource pool = Parts.pool(database);
                OutputStream out = Files.newOutputStream(file)) {
            new Backup(new Transactions(pool), InstantSource.system()).writeTo(out);
        }
        return file;
    }

    @Test
    void aDatabaseThatIsNotEmptyIsLeftAsItIs() throws Exception {
        Database database = TestDatabase.empty();
        Path backup = folder.resolve("backup.zip");
        try (House house = House.open(folder.resolve("one"), database)) {
            house.party("CERT-XA", "member", "reader", "reader");
            Files.write(backup, backup(house));
        }
        try (BackupFile file = BackupFile.open(backup)) {
            assertThatExceptionOfType(BackupRefusedException.class)
                    .isThrownBy(() -> Main.restore(settings("one", database), file))
                    .satisfies(e -> assertThat(e.message()).contains("not empty"));
        }
    }

    @Test
    void aDamagedBackupIsRefusedWithThePartThatIsDamaged() throws Exception {
        Path backup = folder.resolve("backup.zip");
        try (House house = House.open(folder.resolve("one"))) {
            house.party("CERT-XA", "member", "reader", "reader");
            Files.write(backup, backup(house));
        }
        byte[] whole = Files.readAllBytes(backup);
        Files.write(folder.resolve("short.zip"), Arrays.copyOf(whole, whole.length / 2));
        refused("short.zip", "table of contents");

        rewrite(
                backup,
                "changed.zip",
                (name, bytes) -> {
                    if (name.equals("tables/party.copy")) {
                        bytes[bytes.length - 2] ^= 1;
                    }
                    return Optional.of(bytes);
                });
        refused("changed.zip", "tables/party.copy");
        rewrite(
                backup,
                "less.zip",
                (name, bytes) ->
                        name.equals("tables/credential.copy")
                                ? Optional.empty()
                                : Optional.of(bytes));
        refused("less.zip", "tables/credential.copy");
        rewrite(
                backup,
                "broken-off.zip",
                (name, bytes) ->
                        name.equals("manifest.json") ? Optional.empty() : Optional.of(bytes));
        refused("broken-off.zip", "manifest.json");
        refused("none.zip", "There is no file");
    }

    // All tables but those of the record, in which the one who takes a backup has signed in, and
    // those of what is looked for, which goes on meanwhile.
    private static List<String> unchanging(Path backup) throws Exception {
        List<String> tables = new ArrayList<>();
        manifest(backup)
                .path("tables")
                .forEach(each -> {
                    String table = each.path("table").asString();
                    if (!table.startsWith("record") && !MATCHING.contains(table)) {
                        tables.add(each.toString());
                    }
                });
        return tables;
    }

    @Test
    void aTableThatALaterMigrationAddsIsInTheBackupAndIsNotRestoredWithoutIt() throws Exception {
        Database database = TestDatabase.empty();
        Path backup = folder.resolve("backup.zip");
        try (House house = House.open(folder.resolve("one"), database)) {
            execute(
                    database,
                    """
                    CREATE TABLE aaa_later (party text REFERENCES party, "odd Name" int[],
                        twice int GENERATED ALWAYS AS (1) STORED)
                    """);
            execute(database, "INSERT INTO aaa_later VALUES (NULL, '{1,2}')");
            Files.write(backup, backup(house));
        }
        JsonNode later = table(manifest(backup), "aaa_later");
        assertThat(later.path("rows").asLong()).isEqualTo(1);
        assertThat(later.path("columns").toString()).isEqualTo("[\"party\",\"odd Name\"]");
        Database other = TestDatabase.empty();
        try (BackupFile file = BackupFile.open(backup)) {
            assertThatExceptionOfType(BackupRefusedException.class)
                    .isThrownBy(() -> Main.restore(settings("two", other), file))
                    .satisfies(e -> assertThat(e.message()).contains("aaa_later"));
        }
    }

    private static House.Who fill(House house) throws Exception {
        House.Who reader = house.party("CERT-XA", "member", "reader", "reader");
        house.party("CERT-XB ü' \\\\ \\\"", "member", "other", "reader");
        house.addIndicators("CERT-XA", "TLP:GREEN", SyntheticIndicators.list(300));
        return reader;
    }

    private static byte[] backup(House house) throws Exception {
        // What goes on by itself has come to its end.
        house.part(Matching.class).refresh();
        house.part(Matching.class).matchAgain();
        var response =
                house.get(Optional.of(house.operator()), "/api/v1/backup", "application/zip");
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private Settings settings(String name, Database database) {
        return new Settings(folder.resolve(name), 0, new BodyId("commons"), Optional.of(database));
    }

    private static JsonNode manifest(Path backup) throws IOException {
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            return JsonMapper.builder()
                    .build()
                    .readTree(zip.getInputStream(zip.getEntry("manifest.json")));
        }
    }

    private static JsonNode table(JsonNode manifest, String name) {
        for (JsonNode table : manifest.path("tables")) {
            if (table.path("table").asString().equals(name)) {
                return table;
            }
        }
        throw new AssertionError("no table " + name);
    }

    private interface Change {
        Optional<byte[]> of(String name, byte[] bytes);
    }

    private void rewrite(Path from, String to, Change change) throws IOException {
        try (ZipFile zip = new ZipFile(from.toFile());
                ZipOutputStream out =
                        new ZipOutputStream(Files.newOutputStream(folder.resolve(to)))) {
            List<ZipEntry> entries = new ArrayList<>();
            zip.stream().forEach(entries::add);
            for (ZipEntry entry : entries) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                Optional<byte[]> changed = change.of(entry.getName(), bytes);
                if (changed.isPresent()) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    out.write(changed.get());
                }
            }
        }
    }

    private void refused(String file, String part) {
        assertThatExceptionOfType(BackupRefusedException.class)
                .isThrownBy(() -> BackupFile.open(folder.resolve(file)))
                .satisfies(e -> assertThat(e.message()).contains(part));
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
