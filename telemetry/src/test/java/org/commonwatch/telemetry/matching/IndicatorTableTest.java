package org.commonwatch.telemetry.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.Given;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.sensor.AddressText;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

class IndicatorTableTest {
    private static final StixId ONE = new StixId("indicator", new UUID(1, 1));
    private static final StixId TWO = new StixId("indicator", new UUID(2, 2));

    @Test
    void anAddressIsMatchedByItselfAndByItsNetworks() {
        var table = table("ipv4 198.18.7.9", "cidr 198.18.0.0/16", "cidr 240.0.0.0/4");
        assertThat(matched(table, "ipv4 198.18.7.9"))
                .containsExactlyInAnyOrder("ipv4 198.18.7.9", "cidr 198.18.0.0/16");
        assertThat(matched(table, "ipv4 198.18.7.8")).containsExactly("cidr 198.18.0.0/16");
        assertThat(matched(table, "ipv4 198.19.0.0")).isEmpty();
        assertThat(matched(table, "ipv4 255.255.255.255")).containsExactly("cidr 240.0.0.0/4");
    }

    @Test
    void theTwoFamiliesOfAddressesAreNeverMixed() {
        var table = table("cidr 0.0.0.0/0", "cidr 2001:db8::/32", "cidr ::ffff:0:0/96");
        assertThat(matched(table, "ipv4 198.18.0.1")).containsExactly("cidr 0.0.0.0/0");
        assertThat(matched(table, "ipv6 2001:db8::1")).containsExactly("cidr 2001:db8::/32");
        assertThat(matched(table, "ipv6 ::ffff:c612:1")).containsExactly("cidr ::ffff:0:0/96");
    }

    @Test
    void aNameIsMatchedByItselfAndEveryNameItIsBelow() {
        var table = table("domain threat.example", "domain a.threat.example");
        assertThat(matched(table, "domain x.a.threat.example")).hasSize(2);
        assertThat(matched(table, "domain threat.example"))
                .containsExactly("domain threat.example");
        assertThat(matched(table, "domain nothreat.example")).isEmpty();
        assertThat(matched(table, "domain threat.example.org")).isEmpty();
    }

    @Test
    void urlsAndHashesAreMatchedExactly() {
        var table = table("url http://a.example/x", "md5 00112233445566778899aabbccddeeff");
        assertThat(matched(table, "url http://a.example/x")).hasSize(1);
        assertThat(matched(table, "url http://a.example/xy")).isEmpty();
        assertThat(matched(table, "md5 00112233445566778899aabbccddeeff")).hasSize(1);
    }

    @Test
    void eachIndicatorIsFoundOncePerEventAndAllOfThemAre() {
        Observable address = observable("ipv4 198.18.0.1");
        Observable network = observable("cidr 198.18.0.0/15");
        var table =
                IndicatorTable.builder()
                        .add(address, ONE)
                        .add(address, ONE)
                        .add(address, TWO)
                        .add(network, ONE)
                        .build();
        assertThat(table.size()).isEqualTo(3);
        assertThat(matches(table, List.of(address, address))).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void aTableNeverChangesAfterItWasBuilt() {
        Observable address = observable("ipv4 198.18.0.1");
        var builder = IndicatorTable.builder().add(address, ONE).add(address, TWO);
        assertThat(builder.build().size()).isEqualTo(2);
        assertThatThrownBy(() -> builder.add(address, ONE))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aNameIsMatchedHoweverASensorWritesIt() {
        var table = table("domain threat.example", "domain xn--bcher-kva.example");
        assertThat(found(table, Text.DNS_NAME, "WWW.Threat.EXAMPLE.")).hasSize(1);
        assertThat(found(table, Text.TLS_SNI, "b\u00fccher.example")).hasSize(1);
        assertThat(found(table, Text.HOST, "_x._tcp.threat.example")).hasSize(1);
        assertThat(found(table, Text.HOST, "example")).isEmpty();
        assertThat(found(table, Text.HOST, "")).isEmpty();
        assertThat(found(table, Text.HOST, ".")).isEmpty();
        assertThat(found(table, Text.SIGNATURE, "threat.example")).isEmpty();
    }

    @Test
    void aUrlIsMatchedInItsOneForm() {
        var table = table("url http://a.example/X");
        assertThat(found(table, Text.URL, "HTTP://A.example:80/X#part")).hasSize(1);
        assertThat(found(table, Text.URL, "http://a.example/x")).isEmpty();
        assertThat(found(table, Text.URL, "http://b.example/X")).isEmpty();
        assertThat(found(table, Text.URL, "no url")).isEmpty();
    }

    /** A table finds what a map of strings finds, whatever is asked for. */
    @Test
    void aTableFindsWhatAMapFinds() {
        List<Observable> indicators = SyntheticIndicators.first(20_000);
        IndicatorTable table = Given.table(indicators);
        Set<Observable> map = new HashSet<>(indicators);
        for (Observable observable : SyntheticIndicators.first(40_000)) {
            if (observable.kind() == Observable.Kind.CIDR) {
                continue; // no event is of one
            }
            assertThat(matches(table, List.of(observable)).contains(Given.id(observable)))
                    .as("%s", observable)
                    .isEqualTo(map.contains(observable));
        }
    }

    /** An address is in a network exactly if their first bits, as numbers, are the same. */
    @Test
    void networksAgreeWithArithmetic() {
        Cases.check(random -> {
            boolean six = random.nextBoolean();
            byte[] bytes = new byte[six ? 16 : 4];
            random.nextBytes(bytes);
            bytes[0] |= 0x20; // not the IPv4-mapped ones, which the platform renames
            int length = random.nextInt(bytes.length * 8 + 1);
            Observable network = any("cidr", bytes, "/" + length);
            byte[] other = random.nextBoolean() ? bytes.clone() : flipped(bytes, random);
            Observable address = any(six ? "ipv6" : "ipv4", other, "");
            int shift = bytes.length * 8 - length;
            boolean inside =
                    new BigInteger(1, bytes)
                            .shiftRight(shift)
                            .equals(new BigInteger(1, other).shiftRight(shift));
            var table = IndicatorTable.builder().add(network, ONE).build();
            assertThat(matches(table, List.of(address)).isEmpty())
                    .as("%s in %s", address, network)
                    .isEqualTo(!inside);
        });
    }

    @Test
    void aTableHoldsItsLimitAndNotOneMore() {
        Observable address = observable("ipv4 198.18.0.1");
        assertThat(IndicatorTable.ENTRY_LIMIT).isEqualTo(50_000_000);
        var builder = new IndicatorTableBuilder(1_000);
        for (int i = 0; i < 1_000; i++) {
            builder.add(address, new StixId("indicator", new UUID(7, i)));
        }
        assertThatThrownBy(() -> builder.add(address, ONE))
                .isInstanceOfSatisfying(
                        TelemetryRefusedException.class,
                        e ->
                                assertThat(e.refusal())
                                        .isInstanceOf(TelemetryRefusal.TooManyIndicators.class));
    }

    private static byte[] flipped(byte[] bytes, RandomGenerator random) {
        byte[] copy = bytes.clone();
        int bit = 3 + random.nextInt(bytes.length * 8 - 3);
        copy[bit / 8] ^= (byte) (0x80 >> (bit % 8));
        return copy;
    }

    private static Observable any(String kind, byte[] bytes, String suffix) throws Exception {
        String text = InetAddress.getByAddress(bytes).getHostAddress() + suffix;
        return Observable.parse(Observable.Kind.parse(kind), text);
    }

    private static IndicatorTable table(String... indicators) {
        return Given.table(Stream.of(indicators).map(IndicatorTableTest::observable).toList());
    }

    private static List<String> matched(IndicatorTable table, String observable) {
        var found = matches(table, List.of(observable(observable)));
        return Stream.of(
                        "ipv4 198.18.7.9",
                        "cidr 198.18.0.0/16",
                        "cidr 240.0.0.0/4",
                        "cidr 0.0.0.0/0",
                        "cidr 2001:db8::/32",
                        "cidr ::ffff:0:0/96",
                        "domain threat.example",
                        "domain a.threat.example",
                        "url http://a.example/x",
                        "md5 00112233445566778899aabbccddeeff")
                .filter(text -> found.contains(Given.id(observable(text))))
                .toList();
    }

    private static Observable observable(String text) {
        int space = text.indexOf(' ');
        return Observable.parse(
                Observable.Kind.parse(text.substring(0, space)), text.substring(space + 1));
    }

    private static Set<StixId> found(IndicatorTable table, Text text, String value) {
        Events events = new Events();
        events.clear(new byte[0]);
        events.begin();
        events.putText(text, value);
        events.end();
        Set<StixId> found = new HashSet<>();
        table.matcher().match(events, (i, indicator) -> found.add(table.id(indicator)));
        return found;
    }

    // What an event finds that has all these observables, one after the other.
    private static Set<StixId> matches(IndicatorTable table, List<Observable> observables) {
        Set<StixId> found = new HashSet<>();
        for (Observable observable : observables) {
            String value = observable.value();
            byte[] bytes = Given.bytes(value);
            Events events = new Events();
            events.clear(new byte[0]);
            events.begin();
            switch (observable.kind()) {
                case IPV4, IPV6 -> new AddressText().source(bytes, 0, bytes.length, events);
                case DOMAIN -> events.putText(Text.DNS_NAME, value);
                case URL, URL_PREFIX -> events.putText(Text.URL, value);
                case MD5 -> events.putText(Text.MD5, value.toUpperCase(Locale.ROOT));
                case SHA1 -> events.putText(Text.SHA1, value);
                case SHA256 -> events.putText(Text.SHA256, value);
                case CIDR, EMAIL -> {}
            }
            events.end();
            table.matcher().match(events, (i, indicator) -> found.add(table.id(indicator)));
        }
        return found;
    }
}
