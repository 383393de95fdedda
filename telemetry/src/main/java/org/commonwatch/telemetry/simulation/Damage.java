package org.commonwatch.telemetry.simulation;

import java.util.SplittableRandom;

/** Spoils a good line in one of the ways seen in real files; none can be read afterwards. */
final class Damage {
    /** A spoiled line is longer by no more than its length and this. */
    static final int MORE_BYTES = 512;

    private static final int SORTS = 6;
    private static final int MOST_NULS = 300;
    private static final byte[] RUBBISH =
            LineWriter.ascii("suricata: <Notice> - rule reload complete");

    private Damage() {}

    /**
     * Spoils the line that was written last.
     *
     * @param from where it begins
     * @param timeAt where its time begins
     */
    static void spoil(LineWriter out, int from, int timeAt, SplittableRandom random) {
        int length = out.length() - from;
        switch (random.nextInt(SORTS)) {
            case 0 -> out.length(from + 1 + random.nextInt(length - 1));
            case 1 -> {
                int nuls = 1 + random.nextInt(MOST_NULS);
                shift(out, from, nuls);
                for (int i = from; i < from + nuls; i++) {
                    out.bytes()[i] = 0;
                }
            }
            case 2 -> {
                System.arraycopy(out.bytes(), from, out.bytes(), from + length, length);
                out.length(from + 2 * length);
            }
            case 3 -> {
                shift(out, from, 1);
                out.bytes()[from] = '[';
                out.put(']');
            }
            case 4 -> out.bytes()[timeAt] = 'x';
            default -> {
                out.length(from);
                out.put(RUBBISH);
            }
        }
    }

    private static void shift(LineWriter out, int from, int by) {
        System.arraycopy(out.bytes(), from, out.bytes(), from + by, out.length() - from);
        out.length(out.length() + by);
    }
}
