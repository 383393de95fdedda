package org.commonwatch.telemetry.simulation.world;

import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.simulation.Format;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a sensor of each format sees: the one table of what counts as what. Weights are hundredths
 * of the sensor's alerts.
 */
enum Sight {
    SIGN_IN(Format.EVE, Unit.ALERT, Kind.LOGIN_ATTEMPT, true, 34),
    WEB(Format.EVE, Unit.ALERT, Kind.WEB_ATTACK, true, 24),
    INJECTION(Format.EVE, Unit.ALERT, Kind.SQL_INJECTION, true, 14),
    SWEEP(Format.EVE, Unit.ALERT, Kind.SCAN, false, 28),
    PROBE(Format.EVE, Unit.PROBE, Kind.SCAN, false, 20),
    NOTICE_OF_SCAN(Format.ZEEK, Unit.ALERT, Kind.SCAN, false, 60),
    NOTICE_OF_SIGN_IN(Format.ZEEK, Unit.ALERT, Kind.LOGIN_ATTEMPT, false, 40),
    CONNECTION(Format.ZEEK, Unit.PROBE, Kind.SCAN, false, 20),
    DECOY_REFUSED(Format.COWRIE, Unit.ALERT, Kind.LOGIN_ATTEMPT, true, 90),
    DECOY_LET_IN(Format.COWRIE, Unit.ALERT, Kind.SYSTEM_COMPROMISE, true, 10);

    private static final Map<Format, List<Sight>> BY_FORMAT = byFormat();

    private final Format format;
    private final Unit unit;
    private final Kind kind;
    private final boolean established;
    private final int weight;

    Sight(Format format, Unit unit, Kind kind, boolean established, int weight) {
        this.format = format;
        this.unit = unit;
        this.kind = kind;
        this.established = established;
        this.weight = weight;
    }

    private static Map<Format, List<Sight>> byFormat() {
        Map<Format, List<Sight>> all = new EnumMap<>(Format.class);
        for (Format format : Format.values()) {
            all.put(format, Arrays.stream(values()).filter(each -> each.format == format).toList());
        }
        return all;
    }

    /** Whether its lines say what was attacked; those of a decoy do not. */
    boolean saysTarget() {
        return format != Format.COWRIE;
    }

    static List<Sight> of(Format format) {
        return BY_FORMAT.getOrDefault(format, List.of());
    }

    Unit unit() {
        return unit;
    }

    Kind kind() {
        return kind;
    }

    boolean established() {
        return established;
    }

    int weight() {
        return weight;
    }
}
