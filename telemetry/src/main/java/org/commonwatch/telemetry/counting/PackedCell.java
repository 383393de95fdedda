package org.commonwatch.telemetry.counting;

import org.commonwatch.telemetry.event.Classification;
import org.commonwatch.telemetry.geography.Origin;

/**
 * A cell in two longs, in whose order packed cells are in the order of cells: 28 bits of hour, 20
 * of sensor and 9 of classification; 10 bits of country, 33 of autonomous system and 11 of sector.
 * Sensors and sectors are numbers in a list.
 */
final class PackedCell {
    static final int SENSOR_LIMIT = 1 << 20;
    static final int SECTOR_LIMIT = 1 << 11;

    private static final int HOUR_SHIFT = 36;
    private static final int SENSOR_SHIFT = 16;
    private static final int CLASSIFICATION_MASK = (1 << Classification.BITS) - 1;
    private static final int COUNTRY_SHIFT = 44;
    private static final int SYSTEM_SHIFT = 11;
    private static final long SYSTEM_MASK = (1L << (COUNTRY_SHIFT - SYSTEM_SHIFT)) - 1;
    private static final int LETTERS = 26;
    private static final int OTHER_COUNTRY = LETTERS * LETTERS + 1;

    private PackedCell() {}

    static long high(long hour, int sensor, int classification) {
        return hour << HOUR_SHIFT | (long) sensor << SENSOR_SHIFT | classification;
    }

    static long low(Origin origin, int sector) {
        return (long) country(origin) << COUNTRY_SHIFT | origin.asn() << SYSTEM_SHIFT | sector;
    }

    static long hour(long high) {
        return high >> HOUR_SHIFT;
    }

    static int sensor(long high) {
        return (int) (high >>> SENSOR_SHIFT) & (SENSOR_LIMIT - 1);
    }

    static int classification(long high) {
        return (int) high & CLASSIFICATION_MASK;
    }

    static Origin origin(long low) {
        int country = (int) (low >>> COUNTRY_SHIFT);
        if (country == OTHER_COUNTRY) {
            return Origin.OTHER;
        }
        long asn = low >>> SYSTEM_SHIFT & SYSTEM_MASK;
        return country == 0 && asn == 0 ? Origin.UNKNOWN : new Origin(letters(country), asn);
    }

    static int sector(long low) {
        return (int) low & (SECTOR_LIMIT - 1);
    }

    /** Whether it tells anything of where the two ends are. */
    static boolean isDetailed(long low) {
        return low != 0 && !isFolded(low);
    }

    static boolean isFolded(long low) {
        return low >>> COUNTRY_SHIFT == OTHER_COUNTRY;
    }

    /** Whether there can be such an origin. */
    static boolean isValid(long low) {
        long country = low >>> COUNTRY_SHIFT;
        return country <= OTHER_COUNTRY && (low >>> SYSTEM_SHIFT & SYSTEM_MASK) <= Origin.ASN_LIMIT;
    }

    private static int country(Origin origin) {
        String country = origin.country();
        return switch (country.length()) {
            case 0 -> 0;
            case 2 -> 1 + LETTERS * (country.charAt(0) - 'A') + country.charAt(1) - 'A';
            default -> OTHER_COUNTRY;
        };
    }

    private static String letters(int country) {
        int letters = country - 1;
        return country == 0
                ? ""
                : "" + (char) ('A' + letters / LETTERS) + (char) ('A' + letters % LETTERS);
    }
}
