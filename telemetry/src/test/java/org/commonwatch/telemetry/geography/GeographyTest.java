package org.commonwatch.telemetry.geography;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.geography.Geography.Database;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

class GeographyTest {
    private static final Database INVENTED = new Database("invented", "");
    private static final Origin XA = new Origin("XA", 0);
    private static final Origin XB = new Origin("XB", 0);

    @Test
    void theNarrowestNetworkSaysWhereAnAddressIs() {
        Geography geography =
                Geography.builder(INVENTED)
                        .add(four(198, 18, 7, 0), 24, XB)
                        .add(four(198, 18, 0, 0), 15, XA)
                        .add(six(0x2001_0db8_0000_0000L, 0), 32, XB)
                        .build();
        assertThat(source4(geography, 198, 18, 0, 1)).isEqualTo(XA);
        assertThat(source4(geography, 198, 18, 7, 255)).isEqualTo(XB);
        assertThat(source4(geography, 198, 18, 8, 0)).isEqualTo(XA);
        assertThat(source4(geography, 198, 20, 0, 0)).isEqualTo(Origin.UNKNOWN);
        assertThat(source6(geography, 0x2001_0db8_ffff_0000L, -1)).isEqualTo(XB);
        assertThat(source6(geography, 0x2001_0db9_0000_0000L, 0)).isEqualTo(Origin.UNKNOWN);
        var without = new Events();
        without.begin();
        without.end();
        assertThat(geography.origin(geography.ofSource(without, 0))).isEqualTo(Origin.UNKNOWN);
    }

    @Test
    void whatTheFirstDatabaseDoesNotKnowTheOtherMay() {
        Geography own =
                Geography.builder(new Database("own", "by us"))
                        .add(four(198, 18, 0, 0), 16, new Origin("", 65_536))
                        .add(four(198, 19, 0, 0), 16, XB)
                        .build();
        Geography shipped = Geography.builder(INVENTED).add(four(198, 18, 0, 0), 15, XA).build();
        Geography both = own.over(shipped);
        assertThat(source4(both, 198, 18, 0, 1)).isEqualTo(new Origin("XA", 65_536));
        assertThat(source4(both, 198, 19, 0, 1)).isEqualTo(XB);
        assertThat(both.databases()).extracting(Database::name).containsExactly("own", "invented");
        assertThat(both.hasCountries()).isTrue();
        assertThat(both.hasSystems()).isTrue();
        assertThat(shipped.hasSystems()).isFalse();
        assertThat(Geography.NONE.isNone()).isTrue();
        assertThat(both.over(Geography.NONE).databases()).isEqualTo(both.databases());
    }

    /** A network of which an address is part, looked for one by one. */
    private record Network(boolean six, BigInteger first, int length, Origin origin) {
        boolean has(BigInteger address) {
            int free = (six ? 128 : 32) - length;
            return address.shiftRight(free).equals(first.shiftRight(free));
        }
    }

    @Test
    void theTableSaysWhatASearchThroughAllNetworksSays() {
        Cases.check(
                300,
                random -> {
                    boolean six = random.nextBoolean();
                    List<Network> networks = new ArrayList<>();
                    var builder = Geography.builder(INVENTED);
                    for (int i = random.nextInt(30); i > 0; i--) {
                        int length = random.nextInt((six ? 128 : 32) + 1);
                        var origin = new Origin("X" + (char) ('A' + random.nextInt(26)), 0);
                        var network = new Network(six, anyAddress(six, random), length, origin);
                        networks.add(network);
                        builder.add(bytes(network.first(), six), length, origin);
                    }
                    Geography geography = builder.build();
                    Geography twice = geography.over(geography);
                    for (int i = 0; i < 50; i++) {
                        BigInteger address = near(networks, six, random);
                        Origin expected = search(networks, address);
                        assertThat(source(geography, address, six)).isEqualTo(expected);
                        assertThat(source(twice, address, six)).isEqualTo(expected);
                    }
                });
    }

    @Test
    void asManyOriginsAreToldApartAsThereIsRoomFor() {
        var builder = Geography.builder(INVENTED);
        for (int i = 1; i < Geography.ORIGIN_LIMIT; i++) {
            builder.add(ByteBuffer.allocate(4).putInt(i).array(), 32, new Origin("", i));
        }
        assertThat(builder.build().size()).isEqualTo(Geography.ORIGIN_LIMIT);
        assertThatThrownBy(() -> builder.add(four(240, 0, 0, 0), 32, XA))
                .isInstanceOfSatisfying(
                        TelemetryRefusedException.class,
                        e ->
                                assertThat(e.refusal())
                                        .isEqualTo(
                                                new TelemetryRefusal.TooManyOrigins(
                                                        Geography.ORIGIN_LIMIT)));
    }

    @Test
    void asManySectorsAreToldApartAsThereIsRoomFor() {
        var builder = Sectors.builder();
        for (int i = 0; i < Sectors.SECTOR_LIMIT; i++) {
            builder.add(four(198, 18, i, 0), 24, "sector-" + i);
        }
        Sectors sectors = builder.build();
        var events = new Events();
        events.begin();
        events.putTarget4(0xC612_0709);
        events.end();
        assertThat(sectors.name(sectors.ofTarget(events, 0))).isEqualTo("sector-7");
        assertThatThrownBy(() -> builder.add(four(198, 19, 0, 0), 24, "one-more"))
                .isInstanceOf(TelemetryRefusedException.class);
        assertThat(Sectors.isName("other")).isFalse();
        assertThat(Sectors.isName("")).isFalse();
    }

    private static Origin search(List<Network> networks, BigInteger address) {
        Network best = null;
        for (Network network : networks) {
            if (network.has(address) && (best == null || network.length() >= best.length())) {
                best = network;
            }
        }
        return best == null ? Origin.UNKNOWN : best.origin();
    }

    // Of few blocks, so that networks meet, and at their ends.
    private static BigInteger anyAddress(boolean six, RandomGenerator random) {
        BigInteger block = BigInteger.valueOf(random.nextInt(3) * 0x7FFFL);
        BigInteger rest = new BigInteger(six ? 112 : 16, new java.util.Random(random.nextLong()));
        BigInteger some = rest.and(BigInteger.valueOf(random.nextInt(4)).negate());
        return block.shiftLeft(six ? 112 : 16).or(some);
    }

    private static BigInteger near(List<Network> networks, boolean six, RandomGenerator random) {
        if (networks.isEmpty() || random.nextInt(4) == 0) {
            return anyAddress(six, random);
        }
        Network network = networks.get(random.nextInt(networks.size()));
        int free = (six ? 128 : 32) - network.length();
        BigInteger first = network.first().shiftRight(free).shiftLeft(free);
        BigInteger after = first.add(BigInteger.ONE.shiftLeft(free));
        BigInteger address = random.nextBoolean() ? first : after;
        BigInteger moved = address.subtract(BigInteger.valueOf(random.nextInt(2)));
        return moved.mod(BigInteger.ONE.shiftLeft(six ? 128 : 32));
    }

    private static byte[] bytes(BigInteger address, boolean six) {
        byte[] all = new byte[32];
        byte[] number = address.toByteArray();
        System.arraycopy(number, 0, all, all.length - number.length, number.length);
        return Arrays.copyOfRange(all, all.length - (six ? 16 : 4), all.length);
    }

    private static Origin source(Geography geography, BigInteger address, boolean six) {
        ByteBuffer bits = ByteBuffer.wrap(bytes(address, six));
        var events = new Events();
        events.begin();
        if (six) {
            events.putSource6(bits.getLong(), bits.getLong());
        } else {
            events.putSource4(bits.getInt());
        }
        events.end();
        return geography.origin(geography.ofSource(events, 0));
    }

    private static Origin source4(Geography geography, int a, int b, int c, int d) {
        return source(geography, new BigInteger(1, four(a, b, c, d)), false);
    }

    private static Origin source6(Geography geography, long high, long low) {
        return source(geography, new BigInteger(1, six(high, low)), true);
    }

    private static byte[] four(int a, int b, int c, int d) {
        return new byte[] {(byte) a, (byte) b, (byte) c, (byte) d};
    }

    private static byte[] six(long high, long low) {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }
}
