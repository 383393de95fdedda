package org.commonwatch.telemetry.simulation;

import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Indicators that harm nobody: addresses, networks, domain names and hashes that exist nowhere. Of
 * every sixteen ten are addresses, five domain names and one is something else. The first of them
 * are always the same, so that simulated sensors can sight the same things; none is part of
 * another.
 */
public final class SyntheticIndicators {
    /** There are no more: ten million addresses, five million names, a million others. */
    public static final int LIMIT = 16_000_000;

    /** The first line of a list. */
    public static final String HEADER = "value,type,source\n";

    private static final Observable.Kind FOUR = Observable.Kind.IPV4;
    private static final Observable.Kind NAME = Observable.Kind.DOMAIN;
    private static final Observable.Kind[] CYCLE = {
        FOUR,
        NAME,
        FOUR,
        FOUR,
        NAME,
        Observable.Kind.IPV6,
        FOUR,
        NAME,
        FOUR,
        FOUR,
        NAME,
        FOUR,
        FOUR,
        NAME,
        FOUR,
        Observable.Kind.SHA256
    };
    // Which of its kind each is, in a cycle, and how many of its kind a cycle has.
    private static final int[] PLACE = {0, 0, 1, 2, 1, 0, 3, 2, 4, 5, 3, 6, 7, 4, 8, 0};
    private static final int OTHERS = 5;
    private static final int NETWORK_SIX = 3;

    private static final int LISTED_FIRST = 240;
    private static final int LISTED_BITS = 27;
    private static final int NETWORKS_FIRST = 248;
    private static final int NETWORKS_BITS = 18;
    private static final int BAD = 0x2AD;
    private static final byte[] SYNTHETIC = LineWriter.ascii(",synthetic\n");
    private static final byte[] LENGTH4 = LineWriter.ascii("0/24");
    private static final byte[] ZONE = LineWriter.ascii(".threat.example");
    private static final byte[][] WORDS =
            Arrays.stream("c2 cdn login update mail static vpn pay".split(" "))
                    .map(LineWriter::ascii)
                    .toArray(byte[][]::new);
    private static final int ROW_BYTES = 128;

    private SyntheticIndicators() {}

    /** The first so many; throws {@link TelemetryRefusedException} beyond {@link #LIMIT}. */
    public static List<Observable> first(int count) {
        check(count);
        List<Observable> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(nth(i));
        }
        return all;
    }

    /** The first so many as a CSV list with the columns value, type and source. */
    public static String list(int count) {
        check(count);
        return HEADER + new String(rows(0, count), StandardCharsets.US_ASCII);
    }

    /**
     * Some rows of such a list, which may be made in parts and by several threads.
     *
     * @param from number of the first, counted from 0
     * @param to number after the last
     */
    public static byte[] rows(int from, int to) {
        check(to);
        var out = new LineWriter(Math.max(0, to - from) * 40 + ROW_BYTES);
        for (int i = from; i < to; i++) {
            out.room(ROW_BYTES);
            write(out, i);
            out.put(',');
            out.put(LineWriter.ascii(kind(i).label()));
            out.put(SYNTHETIC);
        }
        return Arrays.copyOf(out.bytes(), out.length());
    }

    /** Number {@code n}, counted from 0. */
    static Observable nth(int n) {
        var out = new LineWriter(ROW_BYTES);
        write(out, n);
        String value = new String(out.bytes(), 0, out.length(), StandardCharsets.US_ASCII);
        return new Observable(kind(n), value);
    }

    /** Whether the indicator of that number is an address or a network. */
    static boolean isAddress(int n) {
        return switch (kind(n)) {
            case IPV4, IPV6, CIDR -> true;
            case DOMAIN, URL, URL_PREFIX, MD5, SHA1, SHA256, EMAIL -> false;
        };
    }

    static Observable.Kind kind(int n) {
        Observable.Kind kind = CYCLE[n % CYCLE.length];
        if (kind != Observable.Kind.SHA256) {
            return kind;
        }
        return switch (n / CYCLE.length % OTHERS) {
            case 1, NETWORK_SIX -> Observable.Kind.CIDR;
            case 2 -> Observable.Kind.MD5;
            case 4 -> Observable.Kind.SHA1;
            default -> kind;
        };
    }

    /** The value of number {@code n} as it is listed. */
    static void write(LineWriter out, int n) {
        switch (kind(n)) {
            case IPV4, IPV6 -> Addresses.write(out, address(n, 0));
            case CIDR -> network(out, n / CYCLE.length);
            case DOMAIN -> name(out, ofKind(n, 5));
            case MD5 -> hash(out, n, 32);
            case SHA1 -> hash(out, n, 40);
            case SHA256 -> hash(out, n, 64);
            case URL, URL_PREFIX, EMAIL ->
                    throw new IllegalStateException("there is no such indicator: " + n);
        }
    }

    /**
     * An address that matches number {@code n}, which is an address or a network.
     *
     * @param host chooses among those of a network, from 0 to 255
     */
    static long address(int n, int host) {
        int cycle = n / CYCLE.length;
        return switch (kind(n)) {
            case IPV4 -> Addresses.of4(LISTED_FIRST, Mix.of(ofKind(n, 9), LISTED_BITS));
            case IPV6 -> Addresses.of6(BAD, cycle);
            default ->
                    cycle % OTHERS == NETWORK_SIX
                            ? Addresses.in6(cycle, host)
                            : Addresses.of4(NETWORKS_FIRST, network4(cycle) << 8 | host);
        };
    }

    /** So many hexadecimal digits; those of two numbers differ. */
    static void hash(LineWriter out, long number, int digits) {
        long state = number;
        for (int left = digits; left > 0; left -= 16) {
            state = Mix.of(state + 0x9E3779B97F4A7C15L);
            out.hex(state, Math.min(16, left));
        }
    }

    private static void network(LineWriter out, int cycle) {
        if (cycle % OTHERS == NETWORK_SIX) {
            Addresses.network6(out, cycle);
        } else {
            Addresses.write(out, Addresses.of4(NETWORKS_FIRST, network4(cycle) << 8));
            out.length(out.length() - 1);
            out.put(LENGTH4);
        }
    }

    private static int network4(int cycle) {
        return Mix.of(cycle / OTHERS, NETWORKS_BITS);
    }

    private static void name(LineWriter out, int number) {
        out.put(WORDS[number % WORDS.length]);
        out.put('-');
        out.number(number);
        out.put(ZONE);
    }

    private static int ofKind(int n, int eachCycle) {
        return n / CYCLE.length * eachCycle + PLACE[n % CYCLE.length];
    }

    private static void check(int count) {
        if (count < 0 || count > LIMIT) {
            throw new TelemetryRefusedException(
                    new TelemetryRefusal.ImpossiblePlan("indicators", count, 0, LIMIT));
        }
    }
}
