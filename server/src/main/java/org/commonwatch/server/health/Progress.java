package org.commonwatch.server.health;

import java.util.concurrent.atomic.AtomicReference;

/** Where a server stands, from its start to its end. */
public final class Progress {
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.DATABASE);

    /** From now on it is here. */
    public void enter(Phase next) {
        phase.set(next);
    }

    /** Where it is. */
    public Phase phase() {
        return phase.get();
    }
}
