package org.commonwatch.server.pseudonyms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.commonwatch.stix.StixId;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

class PseudonymsTest {
    // The key and addresses that come with Crypto-PAn itself.
    private static final byte[] KEY = {
        21,
        34,
        23,
        (byte) 141,
        51,
        (byte) 164,
        (byte) 207,
        (byte) 128,
        19,
        10,
        91,
        22,
        73,
        (byte) 144,
        125,
        16,
        (byte) 216,
        (byte) 152,
        (byte) 143,
        (byte) 131,
        121,
        121,
        101,
        39,
        98,
        87,
        76,
        45,
        42,
        (byte) 132,
        34,
        2
    };

    @TempDir private Path folder = Path.of("");

    @Test
    void publishedAddressesHaveThePublishedPseudonyms() {
        var cipher = new PrefixCipher(KEY);
        assertThat(of(cipher, "128.11.68.132")).isEqualTo("135.242.180.132");
        assertThat(of(cipher, "129.118.74.4")).isEqualTo("134.136.186.123");
        assertThat(of(cipher, "130.132.252.244")).isEqualTo("133.68.164.234");
        assertThat(of(cipher, "141.223.7.43")).isEqualTo("141.167.8.160");
        assertThat(of(cipher, "152.163.225.39")).isEqualTo("151.140.114.167");
        assertThat(of(cipher, "192.102.249.13")).isEqualTo("252.138.62.131");
        assertThat(of(cipher, "198.51.77.238")).isEqualTo("249.18.186.254");
    }

    @Test
    void twoPseudonymsShareAsManyFirstBitsAsTheirAddresses() {
        Cases.check(
                200,
                random -> {
                    var cipher = new PrefixCipher(random(random, PrefixCipher.KEY_BYTES));
                    int length = random.nextBoolean() ? 4 : 16;
                    byte[] one = random(random, length);
                    byte[] other = one.clone();
                    int same = random.nextInt(8 * length);
                    other[same / 8] ^= (byte) (0x80 >> same % 8);
                    for (int i = same + 1; i < 8 * length; i++) {
                        other[i / 8] ^= (byte) (random.nextInt(2) << (7 - i % 8));
                    }
                    assertThat(shared(cipher.of(one), cipher.of(other))).isEqualTo(same);
                });
    }

    @Test
    void noTwoAddressesOfANetworkHaveOnePseudonym() {
        var cipher = new PrefixCipher(KEY);
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 1 << 12; i++) {
            byte[] address = {(byte) 198, 18, (byte) (i >> 8), (byte) i};
            all.add(Addresses.text(cipher.of(address)));
        }
        assertThat(all).hasSize(1 << 12);
    }

    @Test
    void addressesOfTheNetworksAreReplacedHoweverTheyAreWrittenAndOthersStay() {
        Pseudonyms pseudonyms = pseudonyms("198.18.0.0/16, 2001:db8:7::/48");
        for (String own :
                new String[] {
                    "198.18.3.4",
                    "198[.]18[.]3[.]4",
                    "::ffff:198.18.3.4",
                    "2001:db8:7::1",
                    "2001:DB8:7:0:0:0:0:1",
                    "198.18.3.0/24",
                    "2001:db8:7::/48"
                }) {
            for (String around :
                    new String[] {"%s", "seen at %s.", "a='%s' b", "(%s)", "[%s]:80"}) {
                String text = around.formatted(own);
                String replaced = pseudonyms.replace(text);
                assertThat(replaced).as(text).isNotEqualTo(text).doesNotContain("18.3.4");
                assertThat(replaced).doesNotContainIgnoringCase("2001:db8:7");
                assertThat(pseudonyms.replace(text)).isEqualTo(replaced);
            }
        }
        for (String other :
                new String[] {
                    "198.19.3.4", "1.198.18.3.4", "198.18.3.4.5", "198.18.3.456", "2001:db8:8::1",
                    "12:30:45", "version 198.18.3", "a198.18.3.4", "::", "2030-03-04T05:06:07Z"
                }) {
            assertThat(pseudonyms.replace(other)).isEqualTo(other);
        }
        assertThat(pseudonyms.replace("198.18.3.0/24"))
                .startsWith(pseudonyms.replace("198.18.3.9").replaceAll("\\.\\d+$", ""))
                .endsWith(".0/24");
    }

    @Test
    void theKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws Exception {
        Pseudonyms first = pseudonyms("198.18.0.0/16");
        assertThat(folder.resolve("pseudonyms.key")).doesNotExist();
        String replaced = first.replace("198.18.3.4");
        Path key = folder.resolve("pseudonyms.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(pseudonyms("198.18.0.0/16").replace("198.18.3.4")).isEqualTo(replaced);
        StixId id = StixId.parse("ipv4-addr--2f6f0a53-93b1-5f0e-8a35-6c9b2d7e4a18");
        assertThat(first.id(id)).isNotEqualTo(id).isEqualTo(pseudonyms("198.18.0.0/16").id(id));
        assertThat(folder).isDirectoryContaining("glob:**pseudonyms.key");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void whatIsNoNetworkIsRefused() {
        for (String text :
                new String[] {"198.18.0.0/0", "198.18.0.0/33", "x", "1.2.3.4/8/8", ","}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Networks.parse(text));
        }
        assertThat(Networks.parse(" ").all()).isEmpty();
        assertThat(Networks.parse("198.18.0.1").all()).hasSize(1);
    }

    private Pseudonyms pseudonyms(String networks) {
        return Pseudonyms.of(Networks.parse(networks), folder);
    }

    private static String of(PrefixCipher cipher, String address) {
        return Addresses.text(cipher.of(InetAddress.ofLiteral(address).getAddress()));
    }

    private static byte[] random(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static int shared(byte[] one, byte[] other) {
        for (int i = 0; i < 8 * one.length; i++) {
            if (((one[i / 8] ^ other[i / 8]) >> (7 - i % 8) & 1) != 0) {
                return i;
            }
        }
        return 8 * one.length;
    }
}
