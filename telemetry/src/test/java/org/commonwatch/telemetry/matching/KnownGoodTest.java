package org.commonwatch.telemetry.matching;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Observable.Kind;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

class KnownGoodTest {
    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

    @Test
    void aNetworkKeepsOutWhatIsInItAndNotWhatItIsIn() {
        KnownGood good = list(ALL).network(of("cidr 198.18.0.0/16")).build();
        assertThat(isKept(good, "ipv4 198.18.7.9")).isFalse();
        assertThat(isKept(good, "cidr 198.18.7.0/24")).isFalse();
        assertThat(isKept(good, "cidr 198.18.0.0/16")).isFalse();
        assertThat(isKept(good, "cidr 198.18.0.0/15")).isTrue();
        assertThat(isKept(good, "ipv4 198.19.0.0")).isTrue();
        assertThat(isKept(good, "ipv6 ::ffff:c612:1")).isTrue();
        KnownGood six = list(ALL).network(of("cidr 2001:db8::/33")).build();
        assertThat(isKept(six, "ipv6 2001:db8:7fff::1")).isFalse();
        assertThat(isKept(six, "ipv6 2001:db8:8000::1")).isTrue();
        assertThat(isKept(six, "cidr 2001:db8::/32")).isTrue();
    }

    @Test
    void aHostKeepsOutItselfWhatIsBelowItAndItsUrls() {
        KnownGood good = list(ALL).host(of("domain good.example")).build();
        assertThat(isKept(good, "domain good.example")).isFalse();
        assertThat(isKept(good, "domain a.b.good.example")).isFalse();
        assertThat(isKept(good, "domain nogood.example")).isTrue();
        assertThat(isKept(good, "domain good.example.test")).isTrue();
        assertThat(isKept(good, "url http://www.good.example:8080/x")).isFalse();
        assertThat(isKept(good, "url http://bad.example/good.example")).isTrue();
        assertThat(isKept(good, "url-prefix http://good.example/")).isFalse();
    }

    @Test
    void aTextKeepsOutExactlyItAndAPartWhatContainsIt() {
        KnownGood good =
                list(ALL)
                        .exact(of("domain good.example"))
                        .exact(of("ipv4 198.18.0.1"))
                        .exact(of("cidr 198.18.0.0/16"))
                        .build();
        assertThat(isKept(good, "domain good.example")).isFalse();
        assertThat(isKept(good, "domain www.good.example")).isTrue();
        assertThat(isKept(good, "ipv4 198.18.0.1")).isFalse();
        assertThat(isKept(good, "ipv4 198.18.0.2")).isTrue();
        assertThat(isKept(good, "cidr 198.18.0.0/16")).isFalse();
        KnownGood parts = list(ALL).part("Good").part("xy").build();
        assertThat(isKept(parts, "domain a-good-one.example")).isFalse();
        assertThat(isKept(parts, "domain oxy.example")).isFalse();
        assertThat(isKept(parts, "url http://bad.example/GOOD")).isFalse();
        assertThat(isKept(parts, "domain goo.dexample.test")).isTrue();
        assertThat(isKept(parts, "ipv4 198.18.0.1")).isTrue();
    }

    @Test
    void aListIsAboutItsKindsOnlyAndTheFirstOneCounts() {
        KnownGood good =
                list(Set.of(Kind.URL))
                        .host(of("domain good.example"))
                        .list("second", ALL)
                        .part("good")
                        .list("third", ALL)
                        .host(of("domain good.example"))
                        .build();
        var builder = IndicatorTable.builder().without(good);
        builder.add(of("domain good.example"), Origin.UNKNOWN)
                .add(of("url http://good.example/"), Origin.UNKNOWN)
                .add(of("domain bad.example"), Origin.UNKNOWN);
        IndicatorTable table = builder.build();
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.dropped()).isEqualTo(Map.of("first", 1L, "second", 1L));
    }

    /** A network keeps out another exactly if it is no longer and begins with the same bits. */
    @Test
    void networksAgreeWithArithmetic() {
        Cases.check(random -> {
            int size = random.nextBoolean() ? 4 : 16;
            byte[] one = new byte[size];
            random.nextBytes(one);
            one[0] |= 0x20; // not the IPv4-mapped ones, which the platform renames
            byte[] other = one.clone();
            other[random.nextInt(size)] ^= (byte) (1 << random.nextInt(5));
            int length = random.nextInt(size * 8 + 1);
            int otherLength = random.nextInt(size * 8 + 1);
            KnownGood good = list(ALL).network(network(one, length)).build();
            int shift = size * 8 - length;
            BigInteger bits = new BigInteger(1, one).shiftRight(shift);
            boolean within =
                    otherLength >= length
                            && new BigInteger(1, other).shiftRight(shift).equals(bits);
            assertThat(isKept(good, network(other, otherLength))).isEqualTo(!within);
        });
    }

    private static Observable network(byte[] bits, int length) throws Exception {
        String text = InetAddress.getByAddress(bits).getHostAddress() + "/" + length;
        return Observable.parse(Kind.CIDR, text);
    }

    private static KnownGood.Builder list(Set<Kind> kinds) {
        return KnownGood.builder().list("first", kinds);
    }

    private static boolean isKept(KnownGood good, String indicator) {
        return isKept(good, of(indicator));
    }

    private static boolean isKept(KnownGood good, Observable indicator) {
        var builder = IndicatorTable.builder().without(good).add(indicator, Origin.UNKNOWN);
        return builder.build().size() == 1;
    }

    private static Observable of(String text) {
        int space = text.indexOf(' ');
        return Observable.parse(Kind.parse(text.substring(0, space)), text.substring(space + 1));
    }
}
