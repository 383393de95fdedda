package org.commonwatch.telemetry.simulation;

import java.util.SplittableRandom;

/** Spoils a good line in one of the ways seen in real files; none can be read afterwards. */
final class Damage {
    private static final int SORTS = 6;

    private Damage() {}

    static String spoil(String line, SplittableRandom random) {
        return switch (random.nextInt(SORTS)) {
            case 0 -> line.substring(0, 1 + random.nextInt(line.length() - 1));
            case 1 -> "\0".repeat(1 + random.nextInt(300)) + line;
            case 2 -> line + line;
            case 3 -> "[" + line + "]";
            case 4 -> line.replace("\"timestamp\":\"", "\"timestamp\":\"on ");
            default -> "suricata: <Notice> - rule reload complete";
        };
    }
}
