package org.commonwatch.telemetry.simulation;

import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Indicators that harm nobody: addresses, domain names and hashes that exist nowhere. The first of
 * them are always the same, so that simulated sensors can sight the same things.
 */
public final class SyntheticIndicators {
    /** There are no more. */
    public static final int LIMIT = 1_000_000;

    private static final int SORTS = 9;

    private SyntheticIndicators() {}

    /** The first so many; throws {@link TelemetryRefusedException} beyond {@link #LIMIT}. */
    public static List<Observable> first(int count) {
        if (count < 0 || count > LIMIT) {
            throw new TelemetryRefusedException(
                    new TelemetryRefusal.ImpossiblePlan("indicators", count, 0, LIMIT));
        }
        return IntStream.range(0, count).mapToObj(SyntheticIndicators::nth).toList();
    }

    /** The first so many as a CSV list with the columns value, type and source. */
    public static String list(int count) {
        StringBuilder csv = new StringBuilder("value,type,source\n");
        for (Observable each : first(count)) {
            csv.append(each.value()).append(',').append(each.kind().label());
            csv.append(",synthetic\n");
        }
        return csv.toString();
    }

    private static Observable nth(int n) {
        return switch (n % SORTS) {
            case 0, 1, 2 -> new Observable(Observable.Kind.IPV4, reserved(n));
            case 3 ->
                    Observable.parse(
                            Observable.Kind.IPV6,
                            "2001:db8:bad::" + (n >> 16) + ":" + Integer.toHexString(n & 0xFFFF));
            case 4, 5 -> new Observable(Observable.Kind.DOMAIN, "c2-" + n + ".threat.example");
            case 6 -> new Observable(Observable.Kind.SHA256, hash(n, 64));
            case 7 -> new Observable(Observable.Kind.SHA1, hash(n, 40));
            default -> new Observable(Observable.Kind.MD5, hash(n, 32));
        };
    }

    private static String reserved(int n) {
        return "240." + (n >> 16) + "." + (n >> 8 & 255) + "." + (n & 255);
    }

    private static String hash(int n, int digits) {
        return EveText.hex(new SplittableRandom(n), digits);
    }
}
