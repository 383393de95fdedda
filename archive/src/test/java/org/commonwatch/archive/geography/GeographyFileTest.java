package org.commonwatch.archive.geography;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.maxmind.db.Reader;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.geography.Geography;
import org.commonwatch.telemetry.geography.Geography.Database;
import org.commonwatch.telemetry.geography.Origin;
import org.commonwatch.telemetry.geography.Sectors;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

class GeographyFileTest {
    @TempDir private Path folder = Path.of("");

    private static byte[] shippedBytes() throws IOException {
        try (InputStream in =
                GeographyFileTest.class.getResourceAsStream("/geography/iptoasn-country.mmdb")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    /** The table says of every address what the library says of it, one look-up at a time. */
    @Test
    void theTableIsTheDatabase() throws IOException {
        byte[] bytes = shippedBytes();
        var reader = new Reader(new ByteArrayInputStream(bytes));
        Geography shipped = GeographyFile.shipped();
        assertThat(shipped.hasCountries()).isTrue();
        assertThat(shipped.hasSystems()).isFalse();
        Cases.check(
                20_000,
                random -> {
                    byte[] address = anyAddress(random);
                    Map<?, ?> found = reader.get(InetAddress.getByAddress(address), Map.class);
                    Object code = found == null ? null : found.get("country_code");
                    String country = code == null ? "" : code.toString();
                    assertThat(origin(shipped, address).country())
                            .as(InetAddress.getByAddress(address).toString())
                            .isEqualTo(country.matches("[A-Z]{2}") ? country : "");
                });
    }

    @Test
    void whatIsShippedNamesItsVersion() throws IOException {
        String wanted = Files.readString(Path.of("package.json"));
        String name = GeographyFile.shipped().databases().getFirst().name();
        assertThat(name).startsWith("iptoasn 2.3.");
        assertThat(wanted).contains("\"" + name.substring("iptoasn ".length()) + "\"");
    }

    @Test
    void aDatabaseOfOnesOwnNamesItsDay() throws IOException {
        Path file = Files.write(folder.resolve("own.mmdb"), shippedBytes());
        assertThat(GeographyFile.read(file).databases())
                .containsExactly(new Database("own.mmdb of 2026-06-17", ""));
    }

    @Test
    void aTableOfNetworksIsADatabaseToo() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("synthetic.csv"),
                        """
                        network,country,asn
                        198.18.0.0/15,XA,65536
                        198.18.7.0/24,xb,
                        2001:db8::/32,XZ,AS65551
                        198.18.7.9,,65537
                        """);
        Geography own = GeographyFile.read(file);
        assertThat(origin(own, four(198, 19, 1, 1))).isEqualTo(new Origin("XA", 65_536));
        assertThat(origin(own, four(198, 18, 7, 1))).isEqualTo(new Origin("XB", 0));
        assertThat(origin(own, four(198, 18, 7, 9))).isEqualTo(new Origin("", 65_537));
        assertThat(origin(own, InetAddress.getByName("2001:db8::1").getAddress()))
                .isEqualTo(new Origin("XZ", 65_551));
        assertThat(own.databases()).containsExactly(new Database("synthetic.csv", ""));
    }

    @Test
    void aRowThatCannotBeUnderstoodRefusesTheTableWithItsLine() throws IOException {
        for (String bad :
                new String[] {"198.18.0.0/33,XA,", "198.18.0.1,XAA,", "::/0,,x", "nowhere,XA,"}) {
            Path file =
                    Files.writeString(
                            folder.resolve("bad.csv"),
                            "network,country,asn\n198.18.0.0/15,XA,65536\n" + bad + "\n");
            assertThatThrownBy(() -> GeographyFile.read(file))
                    .isInstanceOfSatisfying(
                            ArchiveRefusedException.class,
                            e -> assertThat(e.refusal().message()).contains("line 3"));
        }
        Path other = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
        assertThatThrownBy(() -> GeographyFile.read(other))
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class,
                        e -> assertThat(e.refusal().remedy()).contains("network,country,asn"));
        assertThatThrownBy(() -> GeographyFile.read(folder.resolve("none.csv")))
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class,
                        e -> assertThat(e.refusal()).isInstanceOf(ArchiveRefusal.NoSuchFile.class));
    }

    /** Whatever is done to a database, it is read or refused, and soon. */
    @Test
    void aDamagedDatabaseIsReadOrRefused() throws IOException {
        byte[] whole = shippedBytes();
        var seeds = new SplittableRandom(42);
        for (int round = 0; round < 12; round++) {
            byte[] bytes = whole.clone();
            int from = seeds.nextBoolean() ? 0 : bytes.length - 300;
            for (int i = 0; i < 40; i++) {
                bytes[from + seeds.nextInt(300)] = (byte) seeds.nextInt(256);
            }
            Path file = Files.write(folder.resolve("damaged.mmdb"), bytes);
            try {
                assertThat(GeographyFile.read(file).size()).isPositive();
            } catch (ArchiveRefusedException refused) {
                assertThat(refused.refusal().message()).contains("damaged.mmdb");
            }
        }
        Path empty = Files.write(folder.resolve("empty.mmdb"), new byte[0]);
        assertThatThrownBy(() -> GeographyFile.read(empty))
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class,
                        e -> assertThat(e.refusal()).isInstanceOf(ArchiveRefusal.NoDatabase.class));
    }

    @Test
    void sectorsAreOfTargets() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("sectors.csv"),
                        "network,sector\n198.19.0.0/24,energy\n2001:db8:2::/48,health\n");
        Sectors sectors = SectorFile.read(file);
        var events = new Events();
        events.begin();
        events.putTarget4(ByteBuffer.wrap(four(198, 19, 0, 7)).getInt());
        events.end();
        assertThat(sectors.name(sectors.ofTarget(events, 0))).isEqualTo("energy");
        Files.writeString(file, "network,sector\n198.19.0.0/24,other\n");
        assertThatThrownBy(() -> SectorFile.read(file))
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class,
                        e ->
                                assertThat(e.refusal().message())
                                        .contains("line 2")
                                        .contains("other"));
    }

    private static byte[] anyAddress(RandomGenerator random) {
        byte[] address = new byte[random.nextInt(3) == 0 ? 16 : 4];
        random.nextBytes(address);
        if (address.length == 16) {
            // Where addresses of IPv6 are given out.
            address[0] = (byte) (0x20 + random.nextInt(16));
        }
        return address;
    }

    private static Origin origin(Geography geography, byte[] address) {
        ByteBuffer bits = ByteBuffer.wrap(address);
        var events = new Events();
        events.begin();
        if (address.length == 4) {
            events.putSource4(bits.getInt());
        } else {
            events.putSource6(bits.getLong(), bits.getLong());
        }
        events.end();
        return geography.origin(geography.ofSource(events, 0));
    }

    private static byte[] four(int a, int b, int c, int d) {
        return new byte[] {(byte) a, (byte) b, (byte) c, (byte) d};
    }
}
