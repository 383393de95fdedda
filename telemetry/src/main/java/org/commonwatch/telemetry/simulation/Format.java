package org.commonwatch.telemetry.simulation;

import java.util.Locale;
import java.util.SplittableRandom;

/** What a simulation's lines are of. */
public enum Format {
    /** Suricata's EVE records; about 690 bytes each. */
    EVE(6),
    /** Zeek's logs as JSON. */
    ZEEK(3),
    /** What the decoy Cowrie writes. */
    COWRIE(1);

    private final int share;

    Format(int share) {
        this.share = share;
    }

    /** The name in options and of files, such as {@code eve}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How much of it there is beside the others in the same network. */
    public int share() {
        return share;
    }

    @SuppressWarnings("EnumOrdinal") // tells the formats' sources and seeds apart
    Scene scene(long seed) {
        Sources sources = new Sources(ordinal());
        return switch (this) {
            case EVE -> new EveScene(sources);
            case ZEEK -> new ZeekScene(sources);
            case COWRIE -> new CowrieScene(sources, seed);
        };
    }

    /** The seed of one of a simulation's blocks. */
    @SuppressWarnings("EnumOrdinal")
    long seed(long seed, long block) {
        return Mix.of(Mix.of(seed ^ ordinal()) + block);
    }

    Zone zone(SplittableRandom random) {
        return switch (this) {
            case EVE -> Zone.any(random);
            case ZEEK -> Zone.ZULU;
            case COWRIE -> Zone.decoys(random);
        };
    }
}
