package org.commonwatch.telemetry.simulation;

import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.event.Unit;

import java.util.SplittableRandom;

/**
 * What one line is to say, and what it is in truth. One object is used for line after line of a
 * block; scenes set its fields, and the slots of their templates write them.
 */
final class Happening {
    /** No indicator. */
    static final int NONE = -1;

    static final byte[] NOTHING = {};

    /** Decides everything about a block's lines. */
    final SplittableRandom random;

    /** Number of the line in its simulation. */
    long line;

    /** When, in microseconds since 1970, UTC. */
    long micros;

    Zone zone = Zone.UTC;
    Season.Phase phase = Season.Phase.CALM;

    /** Which of the times of that phase it is. */
    int campaign;

    // In truth.
    Unit unit = Unit.CONTEXT;
    Activity activity = Activity.PROBE;
    boolean established;
    boolean reflected;
    int indicator = NONE;

    // As written.
    long source;
    long target;
    int port;
    int packetsBack;
    int rank;
    // Chooses words, so that one said twice is the same.
    int word;
    byte[] application = NOTHING;
    byte[] state = NOTHING;
    byte[] connection = NOTHING;
    byte[] prefix = NOTHING;
    int timeAt;

    Happening(SplittableRandom random) {
        this.random = random;
    }

    /** Starts a line: context that hits nothing. */
    void begin() {
        word = random.nextInt();
        unit = Unit.CONTEXT;
        activity = Activity.PROBE;
        established = false;
        reflected = false;
        indicator = NONE;
        application = NOTHING;
        state = NOTHING;
        connection = NOTHING;
        prefix = NOTHING;
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    /** Whether it is to match an indicator of the kind. */
    boolean hits(Observable.Kind kind) {
        return indicator != NONE && SyntheticIndicators.kind(indicator) == kind;
    }
}
