package org.commonwatch.stix.pattern.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Objects;

class NetworkTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4/33",
                "1.2.3.4/",
                "1.2.3.4/-1",
                "1.2.3.4/08",
                "1.2.3.4 ",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                "12345::",
                "::g",
                "::1/129",
                "::1.2.3",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1:",
                ":1",
                "fe80::1%eth0",
                "example",
                "٣.2.3.4"
            })
    void whatIsNeitherAddressNorNetworkIsNothing(String text) {
        assertThat(Network.parse(text)).isNull();
    }

    /** The platform reads the same bits of the same letters. */
    @Test
    void addressesAreReadAsThePlatformDoes() {
        Cases.check(random -> {
            var text = new StringBuilder();
            int groups = 1 + random.nextInt(8);
            int gap = groups < 8 ? random.nextInt(groups + 1) : -1;
            for (int i = 0; i < groups; i++) {
                text.append(i == gap ? "::" : i == 0 ? "" : ":");
                text.append(Integer.toHexString(random.nextInt(0x10000)));
            }
            text.append(gap == groups ? "::" : "");
            Network network = network(text.toString());
            var bits = new BigInteger(1, InetAddress.getByName("" + text).getAddress());
            assertThat(network.high()).isEqualTo(bits.shiftRight(64).longValue());
            assertThat(network.low()).isEqualTo(bits.longValue());
        });
    }

    @Test
    void aNetworkContainsWhatSharesItsPrefix() {
        Network network = network("198.18.5.9/16");
        assertThat(network.contains(network("198.18.0.0"))).isTrue();
        assertThat(network.contains(network("198.18.0.0/16"))).isTrue();
        assertThat(network.contains(network("198.18.0.0/15"))).isFalse();
        assertThat(network.contains(network("198.19.0.0"))).isFalse();
        assertThat(network("0.0.0.0/0").contains(network)).isTrue();
        assertThat(network("::/0").contains(network)).isFalse();
        assertThat(network("2001:db8::/33").contains(network("2001:db8:7fff::1"))).isTrue();
        assertThat(network("2001:db8::/33").contains(network("2001:db8:8000::1"))).isFalse();
        assertThat(network("2001:db8::/65").contains(network("2001:db8::7fff:0:0:1"))).isTrue();
    }

    private static Network network(String text) {
        return Objects.requireNonNull(Network.parse(text), text);
    }
}
