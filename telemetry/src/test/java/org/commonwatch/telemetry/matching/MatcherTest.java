package org.commonwatch.telemetry.matching;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Observable.Kind;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.Given;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.sensor.AddressText;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Many indicators and many events at once, against a matcher that compares each with each. */
class MatcherTest {
    private static final String[] LABELS = {
        "a", "b", "c2", "threat", "example", "test", "xn--bcher-kva", "_x", "b\u00fccher"
    };
    private static final Text[] NAMES = {Text.HOST, Text.DNS_NAME, Text.TLS_SNI};

    /** What an event was made of. */
    private record Seen(Text text, String value) {}

    private record Made(String source, String target, List<Seen> texts) {}

    @Test
    void aMatcherFindsWhatComparingEachWithEachFinds() {
        Cases.check(
                2_000,
                random -> {
                    List<Observable> indicators = indicators(random, 1 + random.nextInt(40));
                    IndicatorTable table = table(indicators, random);
                    List<Made> made = new ArrayList<>();
                    for (int i = random.nextInt(30); i >= 0; i--) {
                        made.add(event(random));
                    }
                    check(table, new HashSet<>(indicators), made);
                });
    }

    /** In the order of the events, each indicator once for an event. */
    private static void check(IndicatorTable table, Set<Observable> indicators, List<Made> made) {
        List<Set<StixId>> found = new ArrayList<>();
        made.forEach(each -> found.add(new HashSet<>()));
        int[] last = {-1};
        Matcher matcher = table.matcher();
        for (int turn = 0; turn < 2; turn++) {
            last[0] = -1;
            found.forEach(Set::clear);
            matcher.match(
                    events(made),
                    (event, number) -> {
                        assertThat(event).isGreaterThanOrEqualTo(last[0]);
                        last[0] = event;
                        assertThat(found.get(event).add(table.id(number)))
                                .as("found twice: %s in %s", table.id(number), made.get(event))
                                .isTrue();
                    });
        }
        for (int i = 0; i < made.size(); i++) {
            Set<StixId> expected = new HashSet<>();
            for (Observable indicator : indicators) {
                if (isMatched(made.get(i), indicator)) {
                    expected.add(name(indicator));
                }
            }
            assertThat(found.get(i)).as("%s of %s", made.get(i), indicators).isEqualTo(expected);
        }
    }

    // Half of the indicators have a name that somebody gave them, half have none.
    private static boolean isNamed(Observable indicator) {
        return indicator.value().hashCode() % 2 == 0;
    }

    private static StixId name(Observable indicator) {
        return isNamed(indicator) ? Given.id(indicator) : IndicatorIds.derived(indicator);
    }

    private static IndicatorTable table(List<Observable> indicators, RandomGenerator random) {
        var builder = IndicatorTable.builder();
        for (Observable indicator : indicators) {
            Origin origin = new Origin("list", "", 1 + random.nextInt(20_000));
            if (isNamed(indicator)) {
                builder.add(indicator, Given.id(indicator), origin);
            } else {
                builder.add(indicator, origin);
            }
        }
        IndicatorTable table = builder.build();
        assertThat(table.size()).isEqualTo(new HashSet<>(indicators).size());
        return random.nextBoolean() ? table : IndicatorTable.builder().addAll(table).build();
    }

    private static List<Observable> indicators(RandomGenerator random, int count) {
        List<Observable> indicators = new ArrayList<>();
        while (indicators.size() < count) {
            Kind kind = Cases.any(Kind.values(), random);
            String text =
                    switch (kind) {
                        case IPV4 -> address4(random);
                        case IPV6 -> address6(random);
                        case CIDR ->
                                random.nextBoolean()
                                        ? address4(random) + "/" + random.nextInt(32)
                                        : address6(random) + "/" + random.nextInt(128);
                        case DOMAIN -> domain(random);
                        case URL -> url(random);
                        case URL_PREFIX -> url(random).replaceFirst(".$", "*");
                        case MD5 -> "0123456789abcdef".repeat(2);
                        case SHA1 -> "01234567".repeat(5);
                        case SHA256 -> "fedcba9876543210".repeat(4);
                        case EMAIL -> ""; // no event has one
                    };
            parsed(kind, text).ifPresent(indicators::add);
        }
        return indicators;
    }

    private static Made event(RandomGenerator random) {
        List<Seen> texts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            texts.add(
                    switch (random.nextInt(6)) {
                        case 0 -> new Seen(Text.URL, url(random));
                        case 1 -> new Seen(Text.MD5, "0123456789ABCDEF".repeat(2));
                        case 2 -> new Seen(Text.SHA256, "fedcba9876543210".repeat(4));
                        case 3 -> new Seen(Text.SIGNATURE, "threat.example");
                        default -> new Seen(Cases.any(NAMES, random), domain(random));
                    });
        }
        return new Made(
                random.nextInt(3) == 0 ? address6(random) : address4(random),
                random.nextInt(3) == 0 ? address6(random) : address4(random),
                texts);
    }

    private static Events events(List<Made> made) {
        Events events = new Events();
        events.clear(new byte[0]);
        AddressText text = new AddressText();
        for (Made each : made) {
            events.begin();
            byte[] source = Given.bytes(each.source);
            text.source(source, 0, source.length, events);
            byte[] target = Given.bytes(each.target);
            text.target(target, 0, target.length, events);
            each.texts.forEach(seen -> events.putText(seen.text, seen.value));
            events.end();
        }
        return events;
    }

    private static boolean isMatched(Made event, Observable indicator) {
        return switch (indicator.kind()) {
            case IPV4, IPV6 ->
                    isAddress(event.source, indicator) || isAddress(event.target, indicator);
            case CIDR -> isIn(event.source, indicator) || isIn(event.target, indicator);
            case DOMAIN, URL, URL_PREFIX, MD5, SHA1, SHA256 ->
                    event.texts.stream().anyMatch(seen -> isMatched(seen, indicator));
            case EMAIL -> false;
        };
    }

    private static boolean isMatched(Seen seen, Observable indicator) {
        Kind kind =
                switch (seen.text) {
                    case HOST, DNS_NAME, TLS_SNI -> Kind.DOMAIN;
                    case URL -> Kind.URL;
                    case MD5 -> Kind.MD5;
                    case SHA1 -> Kind.SHA1;
                    case SHA256 -> Kind.SHA256;
                    case SIGNATURE, JA3, JA4, USER -> Kind.CIDR;
                };
        String value = parsed(kind, seen.value).map(Observable::value).orElse("");
        if (kind == Kind.URL && indicator.kind() == Kind.URL_PREFIX) {
            return value.startsWith(indicator.value());
        }
        return kind == indicator.kind()
                && (value.equals(indicator.value())
                        || (kind == Kind.DOMAIN && value.endsWith("." + indicator.value())));
    }

    private static boolean isAddress(String address, Observable indicator) {
        return parsed(indicator.kind(), address).filter(indicator::equals).isPresent();
    }

    private static boolean isIn(String address, Observable network) {
        String[] parts = network.value().split("/", -1);
        byte[] bytes = bits(address);
        byte[] net = bits(parts[0]);
        int shift = net.length * 8 - Integer.parseInt(parts[1]);
        return bytes.length == net.length
                && new BigInteger(1, bytes)
                        .shiftRight(shift)
                        .equals(new BigInteger(1, net).shiftRight(shift));
    }

    private static byte[] bits(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Observable> parsed(Kind kind, String text) {
        try {
            return Optional.of(Observable.parse(kind, text));
        } catch (RefusedException notOfTheKind) {
            return Optional.empty();
        }
    }

    private static String address4(RandomGenerator random) {
        return "198.1"
                + (8 + random.nextInt(2))
                + "."
                + random.nextInt(2)
                + "."
                + random.nextInt(3);
    }

    private static String address6(RandomGenerator random) {
        return "2001:db8:" + random.nextInt(2) + "::" + random.nextInt(3);
    }

    private static String domain(RandomGenerator random) {
        StringBuilder name = new StringBuilder(Cases.any(LABELS, random));
        for (int i = random.nextInt(4); i >= 0; i--) {
            name.append('.').append(Cases.any(LABELS, random));
        }
        String text = name + (random.nextInt(4) == 0 ? "." : "");
        return random.nextInt(3) == 0 ? text.toUpperCase(Locale.ROOT) : text;
    }

    private static String url(RandomGenerator random) {
        StringBuilder url = new StringBuilder(random.nextBoolean() ? "http" : "HTTPS");
        url.append("://").append(domain(random)).append(random.nextInt(4) == 0 ? ":80" : "");
        url.append('/');
        for (int i = random.nextInt(4); i > 0; i--) {
            url.append("aB/?".charAt(random.nextInt(4)));
        }
        return url.toString();
    }

    @Test
    void oneIndicatorOfSeveralObservablesIsFoundOnceInAnEvent() {
        StixId id = new StixId("indicator", new UUID(3, 4));
        var address = Observable.parse(Kind.IPV4, "198.18.0.1");
        var name = Observable.parse(Kind.DOMAIN, "threat.example");
        IndicatorTable table = IndicatorTable.builder().add(address, id).add(name, id).build();
        List<StixId> found = new ArrayList<>();
        var event =
                new Made("198.18.0.1", "::1", List.of(new Seen(Text.HOST, "www.threat.example")));
        table.matcher().match(events(List.of(event)), (i, number) -> found.add(table.id(number)));
        assertThat(found).containsExactly(id);
        assertThat(table.size()).isEqualTo(2);
    }

    @Test
    void aNameSomebodyGivesThatIsTheOneMadeOfTheObservableIsTheSameIndicator() {
        var address = Observable.parse(Kind.IPV4, "198.18.0.1");
        IndicatorTable table =
                IndicatorTable.builder()
                        .add(address, Origin.UNKNOWN)
                        .add(address, IndicatorIds.derived(address))
                        .build();
        assertThat(table.size()).isEqualTo(1);
    }

    /** However many texts have one hash, each is found and no other. */
    @Test
    void hashesThatAreTheSameAreToldApartByTheirBytes() {
        KeyColumn column = new KeyColumn(Shelf.NAME);
        // All shorter than what a hash tells apart of a shelf of one bucket.
        for (int i = 0; i < 100; i++) {
            byte[] text = Given.bytes("n" + i % 50 + ".example");
            column.add(text, 0, text.length, i % 50);
        }
        List<Integer> repeated = new ArrayList<>();
        KeyTable table = column.table(new IndicatorIds(), repeated::add);
        assertThat(table.size()).isEqualTo(50);
        assertThat(repeated).hasSize(50);
    }

    @Test
    void aNetworkOfOneAddressIsTheAddress() {
        for (String text : List.of("198.18.0.1/32", "2001:db8::1/128")) {
            String address = text.substring(0, text.indexOf('/'));
            Kind kind = address.indexOf(':') < 0 ? Kind.IPV4 : Kind.IPV6;
            IndicatorTable table =
                    IndicatorTable.builder()
                            .add(Observable.parse(Kind.CIDR, text), Origin.UNKNOWN)
                            .add(Observable.parse(kind, address), Origin.UNKNOWN)
                            .build();
            assertThat(table.size()).isEqualTo(1);
            assertThat(table.id(0))
                    .isEqualTo(IndicatorIds.derived(Observable.parse(kind, address)));
        }
    }

    @Test
    void aHashOfIpv4IsUndone() {
        Cases.check(random -> {
            int address = random.nextInt();
            int length = random.nextInt(33);
            long hash = Hash.of4(address & 0xFFFF_FFFFL, length);
            assertThat(Hash.address4(hash)).isEqualTo(address);
            assertThat(Hash.length4(hash)).isEqualTo(length);
        });
    }
}
