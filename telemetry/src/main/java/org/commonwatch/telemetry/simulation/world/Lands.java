package org.commonwatch.telemetry.simulation.world;

import org.commonwatch.telemetry.geography.Geography;
import org.commonwatch.telemetry.geography.Origin;
import org.commonwatch.telemetry.geography.Places;
import org.commonwatch.telemetry.geography.Sectors;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Invented codes that addresses are registered in, and the sectors of what is attacked. All that a
 * sensor sees of a sort within an hour comes from one code, and is against one sector.
 */
final class Lands {
    /** How many codes there are. */
    static final int CODES = 12;

    private static final List<String> NAMES =
            List.of("XK", "XL", "XM", "XN", "XO", "XP", "XQ", "XR", "XS", "XT", "XU", "XV");
    private static final int[] WEIGHTS = {21, 16, 13, 11, 9, 8, 6, 5, 4, 3, 2, 2};
    private static final List<String> SECTORS =
            List.of("government", "energy", "telecommunications", "health", "elections");
    private static final int[] SECTOR_WEIGHTS = {35, 22, 18, 15, 10};

    // For documentation and examples (RFC 5398).
    private static final long FIRST_ASN = 64_496;
    private static final long CHANCE = 6;

    private static final int SOURCES = 252;
    private static final int CAMPAIGNS = 240;
    private static final int[] TARGETS = {198, 19};
    private static final int OF_A_CODE = 16;
    private static final int OF_A_SECTOR = 4;
    private static final int CODE_BITS = 12;
    private static final int SECTOR_BITS = 22;
    private static final int BYTE = 256;
    // Hosts go from 1 to this, so that none looks like a network.
    private static final int HOSTS = 250;
    // The last network of a code is that of sources that come again and again.
    private static final int REGULARS = OF_A_CODE - 1;

    /** What addresses tell of where they are. */
    static final Places PLACES = places();

    private Lands() {}

    /** From where and against what. */
    record Pair(int code, int sector) {
        Origin origin() {
            return Lands.origin(code);
        }

        String against() {
            return SECTORS.get(sector);
        }

        /** Any address of the sector. */
        String target(SplittableRandom random) {
            return TARGETS[0]
                    + "."
                    + TARGETS[1]
                    + "."
                    + (sector * OF_A_SECTOR + random.nextInt(OF_A_SECTOR))
                    + "."
                    + (1 + random.nextInt(HOSTS));
        }

        /** Any address of the code. */
        String source(SplittableRandom random) {
            return SOURCES
                    + "."
                    + (code * OF_A_CODE + random.nextInt(REGULARS))
                    + "."
                    + random.nextInt(BYTE)
                    + "."
                    + (1 + random.nextInt(HOSTS));
        }

        /** One that comes again and again to some sensor. */
        String regular(int sensor, int number) {
            return SOURCES
                    + "."
                    + (code * OF_A_CODE + REGULARS)
                    + "."
                    + sensor
                    + "."
                    + (1 + number % HOSTS);
        }
    }

    /** Of what a sensor sees of a sort within an hour, counted from 1970. */
    static Pair of(long seed, long hour, int sensor, int sort) {
        SplittableRandom random = Draws.of(seed, CHANCE, hour, sensor, sort);
        return new Pair(Draws.weighted(random, WEIGHTS), Draws.weighted(random, SECTOR_WEIGHTS));
    }

    /** The code that a campaign attacks from. */
    static int code(SplittableRandom random) {
        return Draws.weighted(random, WEIGHTS);
    }

    /** The address of a host, from 0, in a network of a code, from 0 to 4095. */
    static String campaign(int code, int network, int host) {
        return CAMPAIGNS
                + "."
                + (code * OF_A_CODE + network / BYTE)
                + "."
                + network % BYTE
                + "."
                + (1 + host % HOSTS);
    }

    static Origin origin(int code) {
        return new Origin(NAMES.get(code), FIRST_ASN + code);
    }

    private static Places places() {
        var invented = new Geography.Database("invented", "Addresses of an invented world.");
        Geography.Builder codes = Geography.builder(invented);
        for (int code = 0; code < NAMES.size(); code++) {
            byte second = (byte) (code * OF_A_CODE);
            codes.add(new byte[] {(byte) SOURCES, second, 0, 0}, CODE_BITS, origin(code));
            codes.add(new byte[] {(byte) CAMPAIGNS, second, 0, 0}, CODE_BITS, origin(code));
        }
        Sectors.Builder sectors = Sectors.builder();
        for (int sector = 0; sector < SECTORS.size(); sector++) {
            byte third = (byte) (sector * OF_A_SECTOR);
            byte[] network = {(byte) TARGETS[0], (byte) TARGETS[1], third, 0};
            sectors.add(network, SECTOR_BITS, SECTORS.get(sector));
        }
        return new Places(codes.build(), sectors.build());
    }
}
